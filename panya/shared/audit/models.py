"""One row for each act that must be answered for; a row never changes once it is written."""

from typing import Any, NoReturn

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


class EntriesStay(Exception):
    """Someone tried to change or delete an audit entry: a fault of the program."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Audit entries that are …"""

    def unsealed(self) -> "AuditQuerySet":
        return self.filter(sequence=None)

    def sealed(self) -> "AuditQuerySet":
        return self.exclude(sequence=None)

    def newest_first(self) -> "AuditQuerySet":
        return self.order_by("-at", "-pk")

    def older_than(self, entry: "AuditEntry") -> "AuditQuerySet":
        """Those below this one, where the newest stands first."""
        # The bound on the time alone is what an index begins at.
        return self.filter(models.Q(at__lt=entry.at) | models.Q(pk__lt=entry.pk), at__lte=entry.at)

    def about(self, object_kind: str, object_id: object) -> "AuditQuerySet":
        return self.filter(object_kind=object_kind, object_id=str(object_id))

    def update(self, **changes: Any) -> NoReturn:
        raise EntriesStay("audit entries cannot be changed")

    def delete(self) -> NoReturn:
        raise EntriesStay("audit entries cannot be deleted")


class AuditEntry(models.Model):
    """Who did what to which thing, when, from where, and how the thing was before and after."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    # No constraint and no cascade: what happens to an account must never touch a sealed row.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    actor_name = models.CharField(max_length=300, blank=True)
    verb = models.CharField(max_length=100)
    object_kind = models.CharField(max_length=100)
    object_id = models.CharField(max_length=100)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    reason = models.TextField(blank=True)
    address = models.CharField(max_length=40, blank=True, help_text="masked")

    sequence = models.BigIntegerField(null=True, unique=True)
    previous_hash = models.CharField(max_length=64, blank=True, default="")
    hash = models.CharField(max_length=64, blank=True, default="")

    objects = AuditQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["object_kind", "object_id"], name="audit_object"),
            models.Index(fields=["at"], name="audit_unsealed", condition=models.Q(sequence=None)),
            # For the page of the auditors, newest first: by act, by person, by what was acted on.
            models.Index(fields=["verb", "at"], name="audit_verb_at"),
            models.Index(fields=["actor", "at"], name="audit_actor_at"),
            models.Index(fields=["object_id", "at"], name="audit_object_at"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_kind} {self.object_id}"

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise EntriesStay("audit entries cannot be changed")
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise EntriesStay("audit entries cannot be deleted")
