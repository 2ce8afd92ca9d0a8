from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ContentConfig(AppConfig):
    name = "panya.shared.content"
    label = "content"

    def ready(self) -> None:
        # Each feature names its kinds of item in `item_kinds.py`.
        autodiscover_modules("item_kinds")
        from panya.shared.content import listeners  # noqa: F401
