from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "panya.shared.people"
    label = "people"

    def ready(self) -> None:
        from panya.shared.people import listeners  # noqa: F401
