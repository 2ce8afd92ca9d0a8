from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "panya.base.core"
    label = "core"
