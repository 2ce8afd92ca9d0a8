from django.apps import AppConfig


class RelatedConfig(AppConfig):
    name = "panya.overviews.related"
    label = "related"
