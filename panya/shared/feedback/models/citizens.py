"""What people outside ask and say of public knowledge."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from panya.base.core.random_ids import random_id


class Usefulness(models.Model):
    """“Was this useful?”, once per browser session and record; what is missing goes to the owner."""

    item = models.ForeignKey("content.Item", models.CASCADE, related_name="usefulness")
    is_useful = models.BooleanField()
    missing = models.CharField(max_length=1000, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    # A keyed hash: of the session of a guest, of the person; nobody can tell from it who it was.
    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["item", "key"], name="usefulness_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.is_useful}"


class RequestState(models.TextChoices):
    OPEN = "open", _("รับเรื่องแล้ว")
    GRANTED = "granted", _("เปิดเผยให้แล้ว")
    REFUSED = "refused", _("ไม่อาจเปิดเผยได้")


class InformationRequest(models.Model):
    """A citizen asks for a record of class REQUEST (Official Information Act B.E. 2540, section 11)."""

    # Given to the citizen: the case is looked up by it, and only by it.
    case_number = models.CharField(max_length=20, unique=True, editable=False)
    item = models.ForeignKey("content.Item", models.PROTECT, related_name="information_requests")
    name = models.CharField(max_length=200)
    contact = models.CharField(max_length=200)
    purpose = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=20, choices=RequestState.choices, default=RequestState.OPEN)
    received_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.CharField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    # The same keyed hash as with comments of guests, for limits; its key changes daily.
    sender = models.CharField(max_length=64, blank=True, default=random_id)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="request_waiting")]

    def __str__(self) -> str:
        return self.case_number
