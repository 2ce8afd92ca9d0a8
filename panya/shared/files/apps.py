from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "panya.shared.files"
    label = "files"
