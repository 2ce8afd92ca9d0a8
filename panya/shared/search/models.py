"""What is still to be indexed, and which index the database knows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from panya.base.core.random_ids import random_id


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


class SearchWish(models.Model):
    """What a person wants of the own searches; without a row they are remembered."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    remembers = models.BooleanField(default=True)
    # Searches up to this moment are forgotten, those that still wait in a spool file too.
    forgotten_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.remembers}"


class RecentSearch(models.Model):
    """What a person searched for, for that person only; gone after 90 days."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # A key of the words that tells nothing by itself.
    key = models.CharField(max_length=32)
    # Empty: taken off the list; the row stays until no line of a spool file can bring it back.
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="recent_once")]
        indexes = [models.Index(fields=["person", "-at"], name="recent_of_person")]

    def __str__(self) -> str:
        return self.words


class Alert(models.TextChoices):
    NOW = "now", _("แจ้งทันที")
    DAILY = "daily", _("แจ้งวันละครั้ง")
    NEVER = "never", _("ไม่ต้องแจ้ง")


class SavedSearch(models.Model):
    """A search that a person keeps under a name, and whether to tell what it finds anew."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=120)
    words = models.CharField(max_length=500, blank=True)
    filters = models.JSONField(default=dict, blank=True)
    alert = models.CharField(max_length=10, choices=Alert.choices, default=Alert.DAILY)
    made_at = models.DateTimeField(auto_now_add=True)
    # When it was last looked what is new, and the numbers that were found then.
    looked_at = models.DateTimeField()
    known = models.JSONField(default=list, blank=True)
    # The numbers that the person was told of; none is told twice.
    told = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["alert", "looked_at"], name="saved_to_look")]

    def __str__(self) -> str:
        return self.name
