from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "panya.overviews.feeds"
    label = "feeds"
