"""บันทึกการนำไปใช้: that knowledge was used in a piece of work, and what came of it."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from panya.base.core.query_plans import PartialOnPostgreSQL
from panya.base.core.random_ids import random_id
from panya.base.thai.normalise import identity_key
from panya.shared.content.models import Item
from panya.shared.people.permissions import Reader


class UseManner(models.TextChoices):
    AS_IS = "as_is", _("ใช้ตามเดิม")
    ADAPTED = "adapted", _("ปรับใช้")
    TAUGHT = "taught", _("สอนต่อ")
    DECISION = "decision", _("อ้างอิงประกอบการตัดสินใจ")


class UseResult(models.TextChoices):
    WORKED = "worked", _("ได้ผลดี")
    PARTLY = "partly", _("ได้ผลบางส่วน")
    FAILED = "failed", _("ไม่ได้ผล")


class UseState(models.TextChoices):
    RECORDED = "recorded", _("รอหัวหน้ายืนยัน")
    CONFIRMED = "confirmed", _("ยืนยันแล้ว")
    DECLINED = "declined", _("ไม่ยืนยัน")
    WITHDRAWN = "withdrawn", _("ถอนแล้ว")


# Neither taken back nor declined.
TOLD = (UseState.RECORDED, UseState.CONFIRMED)
# Told, and of what somebody else wrote: the use of one's own counts in no figure.
COUNTED = Q(state__in=TOLD, is_own=False)


def plain(amount: Decimal) -> str:
    """As people write it: 6, 1.5, 12,000."""
    whole, _point, rest = f"{amount:,.2f}".partition(".")
    return f"{whole}.{rest}".rstrip("0").rstrip(".")


class Improvement(models.TextChoices):
    """What became of what a user of knowledge says should be better in it."""

    OPEN = "open", _("รอเจ้าของตอบ")
    TAKEN_UP = "taken_up", _("นำไปปรับปรุงแล้ว")
    NOT_TAKEN_UP = "not_taken_up", _("ไม่ได้ปรับปรุง")


class Work(models.Model):
    """A piece of work in which knowledge was used: a case, a project, a task of a unit."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    name = models.CharField(max_length=200)
    # Equal to the eye is equal, within a unit.
    key = models.CharField(max_length=240, editable=False)
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="works")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "key"], name="work_once_in_a_unit")]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def key_of(name: str) -> str:
        """What equal names share."""
        return identity_key(name)[:240]


class UseQuerySet(models.QuerySet["UseRecord"]):
    """Finishes the sentence “uses that …”."""

    def told(self) -> "UseQuerySet":
        return self.filter(state__in=TOLD)

    def counted(self) -> "UseQuerySet":
        return self.filter(COUNTED)

    def by_writers(self) -> "UseQuerySet":
        """By who is now the author, the owner or a co-editor of the record."""
        co_edited = Item.co_editors.through.objects.filter(item=OuterRef("item"), user=OuterRef("by"))
        return self.filter(Q(by=F("item__author")) | Q(by=F("item__owner")) | Exists(co_edited))

    def visible_to(self, reader: Reader) -> "UseQuerySet":
        """Of records that this reader may read."""
        # Joined: to ask of each use by a query of its own whether its record is readable takes twice as long.
        return self.filter(Item.objects.visible_through("item", reader))


class UseRecord(models.Model):
    """One use of one record in one piece of work, by one person, with its result."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    item = models.ForeignKey("content.Item", models.PROTECT, related_name="uses")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="uses_recorded")
    # Both as they were on that day: a contribution stays with the unit it was made in.
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="uses_recorded")
    owner_unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="uses_received")
    used_on = models.DateField()
    work = models.ForeignKey(Work, models.PROTECT, null=True, blank=True, related_name="uses")
    manner = models.CharField(max_length=20, choices=UseManner.choices)
    result = models.CharField(max_length=20, choices=UseResult.choices)
    what = models.CharField(max_length=1000, blank=True)
    hours = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    baht = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    error_avoided = models.CharField(max_length=500, blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    improvement = models.CharField(max_length=1000, blank=True)
    # Empty where nothing was suggested.
    improvement_state = models.CharField(max_length=20, choices=Improvement.choices, blank=True)
    improvement_answer = models.CharField(max_length=500, blank=True)
    improvement_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    improvement_at = models.DateTimeField(null=True, blank=True)
    # By its author, owner or co-editor, on that day or since: it is shown, and counts in no figure.
    is_own = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=UseState.choices, default=UseState.RECORDED)
    recorded_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=500, blank=True)

    objects = UseQuerySet.as_manager()

    class Meta:
        ordering = ["-used_on", "-pk"]
        indexes = [
            # Also whether it was used at all in some time, which is asked of each of ten thousands of records.
            PartialOnPostgreSQL(
                fields=["item", "used_on", "state", "is_own"], name="use_of_item_counted", condition=COUNTED
            ),
            models.Index(fields=["unit", "state"], name="use_in_unit"),
            models.Index(fields=["by", "-recorded_at"], name="use_of_person"),
            # All that the figures count, day by day: read from the index alone.
            PartialOnPostgreSQL(
                fields=[
                    *("used_on", "state", "is_own", "item", "by", "unit", "owner_unit"),
                    *("result", "hours", "baht"),
                ],
                name="use_counted_of_day",
                condition=COUNTED,
            ),
            # What was used together: from the work to the other records, without a look at the rows.
            models.Index(fields=["work", "item"], name="use_in_work"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=0) & Q(baht__gte=0), name="use_saves_nothing_less_than_0"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} · {self.unit_id} · {self.result}"

    def get_absolute_url(self) -> str:
        return reverse("use", args=[self.public_id])

    @property
    def hours_shown(self) -> str:
        return plain(self.hours)

    @property
    def baht_shown(self) -> str:
        return plain(self.baht)

    @property
    def is_waiting(self) -> bool:
        return self.state == UseState.RECORDED and not self.is_own

    @property
    def is_confirmed(self) -> bool:
        return self.state == UseState.CONFIRMED
