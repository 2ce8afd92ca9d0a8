from django.apps import AppConfig


class EffectsConfig(AppConfig):
    name = "panya.overviews.effects"
    label = "effects"
