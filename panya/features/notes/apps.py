from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "panya.features.notes"
    label = "notes"
