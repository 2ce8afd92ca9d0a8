from django.apps import AppConfig


class AssetsConfig(AppConfig):
    name = "panya.features.assets"
    label = "assets"

    def ready(self) -> None:
        from panya.features.assets import listeners  # noqa: F401
