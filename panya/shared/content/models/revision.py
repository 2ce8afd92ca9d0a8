"""The immutable snapshots that readers see."""

import hashlib
import json
from typing import Any, NoReturn

from django.conf import settings
from django.db import models


class RevisionQuerySet(models.QuerySet["Revision"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("A revision never changes: save a new one.")

    def delete(self) -> NoReturn:
        raise TypeError("A revision is never deleted.")


class Revision(models.Model):
    """One saved state of an item's text. Never changed: its hash proves it."""

    item = models.ForeignKey("content.Item", models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    lead = models.TextField(blank=True)
    body_html = models.TextField()
    body_text = models.TextField()
    structured = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="revision_number_unique_per_item")]

    def __str__(self) -> str:
        return f"{self.item_id} · {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A revision never changes: save a new one.")
        self.sha256 = self.content_hash()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A revision is never deleted.")

    def content_hash(self) -> str:
        """sha256 over everything a reader sees of this revision."""
        parts = [self.title, self.lead, self.body_html, self.structured]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
