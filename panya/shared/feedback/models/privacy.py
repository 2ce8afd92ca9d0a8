from django.conf import settings
from django.db import models
from django.utils.translation import get_language


class PrivacyNotice(models.Model):
    """What the site tells people about their data; each change is a new row, the newest one is shown."""

    text_th = models.TextField()
    text_en = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-published_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.published_at:%Y-%m-%d}"

    @property
    def text(self) -> str:
        return self.text_en if get_language() == "en" else self.text_th
