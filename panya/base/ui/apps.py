from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "panya.base.ui"
    label = "ui"
