from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    name = "panya.shared.notifications"
    label = "notifications"

    def ready(self) -> None:
        # Each app names what it tells people of in `notification_kinds.py`.
        autodiscover_modules("notification_kinds")
