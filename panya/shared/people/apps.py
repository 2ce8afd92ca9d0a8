from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "panya.shared.people"
    label = "people"
