"""What somebody asks to be changed, and somebody else decides."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from panya.base.core.random_ids import random_id
from panya.shared.content.models import Access


class ChangeState(models.TextChoices):
    OPEN = "open", _("รอพิจารณา")
    ACCEPTED = "accepted", _("รับแล้ว")
    DECLINED = "declined", _("ไม่รับ")
    WITHDRAWN = "withdrawn", _("ถอนแล้ว")


class AccessChange(models.Model):
    """Another class for an asset that was shown: needs a reason, and an approver who did not ask for it."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    item = models.ForeignKey("content.Item", models.CASCADE, related_name="access_changes")
    before = models.CharField(max_length=20, choices=Access.choices)
    after = models.CharField(max_length=20, choices=Access.choices)
    circles = models.ManyToManyField("people.Circle", blank=True, related_name="+")
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="access_changes_asked")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=ChangeState.choices, default=ChangeState.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_words = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(state="open"), name="access_change_one_open_per_item")
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.before} → {self.after}"


class ConsentRole(models.TextChoices):
    TEAM = "team", _("ทีม KM")
    REVIEWER = "reviewer", _("ผู้ตรวจ")


class AccessConsent(models.Model):
    """One approver agrees to a change of class; some changes need two who look at it differently."""

    change = models.ForeignKey(AccessChange, models.CASCADE, related_name="consents")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=ConsentRole.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["change", "by"], name="access_consent_once")]

    def __str__(self) -> str:
        return f"{self.change_id} · {self.by_id} · {self.role}"


class EditSuggestion(models.Model):
    """A reader's better text for a published asset; accepted it becomes the owner's next revision."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    item = models.ForeignKey("content.Item", models.CASCADE, related_name="edit_suggestions")
    base = models.ForeignKey("content.Revision", models.PROTECT, related_name="+")
    # Title, lead, body_html, structured: the whole text as the reader would have it.
    text = models.JSONField()
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="edit_suggestions")
    at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=ChangeState.choices, default=ChangeState.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_words = models.CharField(max_length=500, blank=True)
    # The revision it became.
    revision = models.ForeignKey("content.Revision", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["item", "state"], name="suggestions_of_item")]

    def __str__(self) -> str:
        return f"{self.item_id} · {self.by_id} · {self.state}"
