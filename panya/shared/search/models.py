"""What is still to be indexed, and which index the database knows."""

from django.db import models


class OutboxQuerySet(models.QuerySet["Outbox"]):
    def oldest(self, limit: int) -> "list[Outbox]":
        return list(self.order_by("pk")[:limit])


class Outbox(models.Model):
    """A record whose documents in the index must be made anew; written in the transaction that changed it."""

    # No foreign key: a record that is gone must leave the index too.
    item_number = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    objects = OutboxQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.item_number)


class IndexState(models.Model):
    """The state in which the writer left an index; another state on the disk means that someone changed it."""

    name = models.CharField(max_length=20, primary_key=True)
    state = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name


class MissedSearch(models.Model):
    """Somebody, known by a key of the day only, sought these words on this day in vain; gone after 90 days."""

    # Words that the eye cannot tell apart are one.
    key = models.CharField(max_length=240)
    words = models.CharField(max_length=200)
    day = models.DateField(db_index=True)
    seeker = models.CharField(max_length=32)
    by_staff = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "day", "seeker"], name="missed_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.words}"


class LeftSearch(models.Model):
    """Somebody, known by a key of the day only, was shown results for these words on this day.

    Where something was opened the row is gone when the day is over; what is left was given up. Gone after 90 days.
    """

    key = models.CharField(max_length=240)
    words = models.CharField(max_length=200)
    day = models.DateField(db_index=True)
    seeker = models.CharField(max_length=32)
    by_staff = models.BooleanField(default=False)
    opened = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "day", "seeker"], name="left_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.words}"
