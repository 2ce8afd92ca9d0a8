from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from panya.base.core.random_ids import random_id


class MailState(models.TextChoices):
    NONE = "", _("ไม่ส่งอีเมล")
    WAITING = "waiting", _("รอส่ง")
    SENDING = "sending", _("กำลังส่ง")
    SENT = "sent", _("ส่งแล้ว")
    # No longer wanted, no longer readable, or read in the bell meanwhile.
    DROPPED = "dropped", _("ไม่ต้องส่งแล้ว")
    GIVEN_UP = "given_up", _("ส่งไม่สำเร็จ")


class Notification(models.Model):
    """One thing that one person was told; the sentence is made up when it is read, its text is never stored."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=60)
    # What may be told to this person once only.
    key = models.CharField(max_length=200)
    # The number of what it is about; this app knows no more of it.
    subject = models.BigIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.JSONField(default=dict, blank=True)
    told_at = models.DateTimeField(default=timezone.now)
    in_bell = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mail = models.CharField(max_length=10, choices=MailState.choices, blank=True, default=MailState.NONE)
    # When it is tried next; while it is being sent: when another may take it over.
    mail_due_at = models.DateTimeField(null=True, blank=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mail_error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notification_told_once")]
        indexes = [
            models.Index(fields=["person", "-id"], name="notification_of_person"),
            models.Index(fields=["person"], condition=Q(read_at=None, in_bell=True), name="notification_unread"),
            models.Index(
                fields=["mail_due_at"], condition=Q(mail__in=["waiting", "sending"]), name="notification_mail"
            ),
            models.Index(fields=["key"], name="notification_by_key"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.kind} · {self.key}"


class Wish(models.Model):
    """How one person wants to be told of one kind; without a row the kind's own defaults hold."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_wishes")
    kind = models.CharField(max_length=60)
    bell = models.BooleanField()
    mail = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="wish_one_per_kind")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.kind}"
