from django.apps import AppConfig


class ExpertsConfig(AppConfig):
    name = "panya.overviews.experts"
    label = "experts"
