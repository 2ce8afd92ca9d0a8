from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "panya.shared.activity"
    label = "activity"
