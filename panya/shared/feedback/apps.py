from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "panya.shared.feedback"
    label = "feedback"
