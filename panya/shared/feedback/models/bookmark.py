from django.conf import settings
from django.db import models


class Bookmark(models.Model):
    """A record that a person keeps to read later; nobody else sees it."""

    item = models.ForeignKey("content.Item", models.CASCADE, related_name="bookmarks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "item"], name="bookmarked_once")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.item_id}"
