from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "panya.shared.feedback"
    label = "feedback"

    def ready(self) -> None:
        from panya.shared.feedback import listeners, search_parts  # noqa: F401
