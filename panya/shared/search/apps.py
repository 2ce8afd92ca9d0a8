from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "panya.shared.search"
    label = "search"

    def ready(self) -> None:
        from panya.shared.search import listeners, using_terms  # noqa: F401
