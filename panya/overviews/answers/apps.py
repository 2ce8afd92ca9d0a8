from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "panya.overviews.answers"
    label = "answers"

    def ready(self) -> None:
        from panya.overviews.answers import search_parts  # noqa: F401
