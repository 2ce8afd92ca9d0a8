from django.apps import AppConfig


class AssetsConfig(AppConfig):
    name = "panya.features.assets"
    label = "assets"
