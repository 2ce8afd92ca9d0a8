from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "panya.site"
    label = "site"
