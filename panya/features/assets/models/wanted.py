from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from panya.base.core.random_ids import random_id


class WantedState(models.TextChoices):
    OPEN = "open", _("ยังไม่มีผู้รับ")
    TAKEN = "taken", _("มีผู้รับไปเขียน")
    ANSWERED = "answered", _("มีความรู้แล้ว")
    CLOSED = "closed", _("ไม่ต้องการแล้ว")


class Wanted(models.Model):
    """A card on the board “knowledge wanted”: somebody asked, or many searched and found nothing."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    title = models.CharField(max_length=200)
    # Cards that say the same are one card.
    key = models.CharField(max_length=240, editable=False)
    why = models.CharField(max_length=1000, blank=True)
    # Empty: fed by searches without result.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="wanted_asked"
    )
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    topic = models.ForeignKey("content.Topic", models.PROTECT, null=True, blank=True, related_name="+")
    # Searches without result for it, each day's same seeker once.
    searches = models.PositiveIntegerField(default=0)
    backers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="wanted_backed")
    state = models.CharField(max_length=20, choices=WantedState.choices, default=WantedState.OPEN)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="wanted_taken"
    )
    answer = models.ForeignKey("content.Item", models.PROTECT, null=True, blank=True, related_name="answers_wanted")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(state__in=["open", "taken"]), name="wanted_once")
        ]

    def __str__(self) -> str:
        return self.title
