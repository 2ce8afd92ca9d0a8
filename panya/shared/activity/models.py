from typing import Any, NoReturn

from django.conf import settings
from django.db import models


class EventQuerySet(models.QuerySet["Event"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("An event is a fact: it never changes.")

    def delete(self) -> NoReturn:
        raise TypeError("An event is a fact: it is never deleted.")


class Event(models.Model):
    """One fact: who (and in which unit then) did what to which item, when, how much."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="events")
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="events")
    verb = models.CharField(max_length=60)
    item = models.ForeignKey("content.Item", models.PROTECT, null=True, related_name="events")
    # Whom it was done to or for.
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="events_received")
    amount = models.DecimalField(max_digits=12, decimal_places=2, default=1)
    at = models.DateTimeField()

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["item", "verb"]),
            models.Index(fields=["person", "at"]),
            models.Index(fields=["unit", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.item_id} {self.at:%Y-%m-%d}"


class Read(models.Model):
    """Reads of an item by the people of a unit on a day (never of a person); anonymous readers have no unit."""

    item = models.ForeignKey("content.Item", models.CASCADE, related_name="reads")
    day = models.DateField()
    unit = models.ForeignKey("people.Unit", models.CASCADE, null=True, related_name="reads")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "day", "unit"], name="read_once"),
            # Two NULLs are not equal to a database: anonymous reads need a rule of their own.
            models.UniqueConstraint(fields=["item", "day"], condition=models.Q(unit=None), name="read_once_anonymous"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.day} {self.count}"


class RecentRead(models.Model):
    """When somebody, known by a key of the day only, last had a read counted; gone after a day.

    Kept for the rule that a repeat within 30 minutes is no read; nobody can tell from it who read what.
    """

    item = models.ForeignKey("content.Item", models.CASCADE, related_name="+")
    key = models.CharField(max_length=32)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "key"], name="recent_read_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.at:%Y-%m-%d}"


class MonthReader(models.Model):
    """That one of the staff, known by a key of the month only, read something; counted and gone once it is over."""

    month = models.DateField()
    key = models.CharField(max_length=32)
    unit = models.ForeignKey("people.Unit", models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "key", "unit"], name="month_reader_once")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class MonthReaders(models.Model):
    """How many of the staff read something in a month: in a unit, and without a unit in all (M04)."""

    month = models.DateField()
    unit = models.ForeignKey("people.Unit", models.CASCADE, null=True, related_name="month_readers")
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "unit"], name="month_readers_once"),
            models.UniqueConstraint(fields=["month"], condition=models.Q(unit=None), name="month_readers_once_in_all"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.count}"


class FoldedSpool(models.Model):
    """How far a spool file of reads has been folded in; makes folding safe to run twice."""

    name = models.CharField(max_length=80, primary_key=True)
    offset = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} @ {self.offset}"
