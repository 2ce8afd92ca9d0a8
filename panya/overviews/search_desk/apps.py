from django.apps import AppConfig


class SearchDeskConfig(AppConfig):
    name = "panya.overviews.search_desk"
    label = "search_desk"
