"""What a person is told about the own account: by mail, and at the next sign-in where somebody else did it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class NoticeKind(models.TextChoices):
    """What happened; `notice_words` says it to people."""

    RESET = "reset"
    PASSWORD_ISSUED = "password_issued"  # noqa: S105  a name, no password
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    EMAIL_CHANGED = "email_changed"
    APP_ADDED = "app_added"
    APP_REMOVED = "app_removed"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    CODES_MADE = "codes_made"
    CODE_USED = "code_used"
    TAKEN_AWAY = "taken_away"
    GUESSED = "guessed"


# What administrators did, and what a stranger tried: the person hears of it at the next sign-in.
TOLD_AT_SIGN_IN = (NoticeKind.PASSWORD_ISSUED, NoticeKind.EMAIL_CHANGED, NoticeKind.TAKEN_AWAY, NoticeKind.GUESSED)


class AccountNoticeQuerySet(models.QuerySet["AccountNotice"]):
    """Notices that …"""

    def to_mail(self, now: datetime) -> "AccountNoticeQuerySet":
        """Wait for their mail and are due."""
        return self.filter(mailed_at=None, given_up_at=None, mail_after__lte=now).order_by("pk")

    def to_tell(self) -> "AccountNoticeQuerySet":
        """The person must hear of at the next sign-in."""
        return self.filter(told_at=None, kind__in=TOLD_AT_SIGN_IN).order_by("pk")


class AccountNotice(models.Model):
    """One thing that happened to an account; also the queue of its mail, so that a killed process loses none."""

    # Empty: a reset was asked for a name that nobody has. The row makes both answers cost the same.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="notices")
    kind = models.CharField(max_length=30, choices=NoticeKind.choices)
    to = models.CharField(max_length=254, blank=True)
    by_name = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    count = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    mail_after = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    objects = AccountNoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["mail_after"], name="notice_to_mail", condition=Q(mailed_at=None, given_up_at=None)),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
