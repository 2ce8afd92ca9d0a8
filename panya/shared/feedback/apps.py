from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "panya.shared.feedback"
    label = "feedback"

    def ready(self) -> None:
        from panya.shared.feedback import listeners, search_parts, search_ranking  # noqa: F401
