from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "panya.shared.activity"
    label = "activity"

    def ready(self) -> None:
        from panya.shared.activity import listeners  # noqa: F401
