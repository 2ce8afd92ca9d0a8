"""Questions that a KM team hands to somebody who may know."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from panya.base.core.random_ids import random_id
from panya.shared.people.models import User


class AskState(models.TextChoices):
    OPEN = "open", _("รอคำตอบ")
    ANSWERED = "answered", _("ตอบแล้ว")
    DECLINED = "declined", _("ตอบไม่ได้")


class AskQuerySet(models.QuerySet["Ask"]):
    def with_people(self) -> "AskQuerySet":
        return self.select_related("expert", "by", "knower", "answer")

    def of(self, person: User) -> "AskQuerySet":
        """What this person is asked."""
        return self.filter(expert=person)


class Ask(models.Model):
    """Words that were sought in vain, and who is asked to answer them."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    words = models.CharField(max_length=200)
    key = models.CharField(max_length=240, editable=False)
    note = models.CharField(max_length=500, blank=True)
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="search_asks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=AskState.choices, default=AskState.OPEN)
    # The record that answers, or who knows; both may be empty where the words say enough.
    answer = models.ForeignKey("content.Item", models.PROTECT, null=True, blank=True, related_name="+")
    knower = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reply = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["key", "expert"], condition=Q(state="open"), name="asked_once")]

    def __str__(self) -> str:
        return self.words
