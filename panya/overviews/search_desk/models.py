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


class JudgedQuestion(models.Model):
    """A question of which a KM team knows the records that answer it: the search is measured by them."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    # The team whose question it is: those who keep the desk and work in this unit.
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    answers = models.ManyToManyField("content.Item", related_name="+")
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.text


class RunState(models.TextChoices):
    WAITING = "waiting", _("รอวัด")
    DONE = "done", _("วัดแล้ว")


class EvaluationRun(models.Model):
    """How good the search was at one moment for one reader, over the questions of a team."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    # With whose rights it was searched.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.WAITING)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    analyser = models.CharField(max_length=80, blank=True)
    questions = models.PositiveIntegerField(default=0)
    ndcg = models.FloatField(default=0)
    reciprocal_rank = models.FloatField(default=0)
    recall = models.FloatField(default=0)
    # By the question's public id: the place of the first record that answers, 0 where none is among the first ten.
    places = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["unit"], condition=Q(state="waiting"), name="one_run_waits")]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d} {self.ndcg:.3f}"
