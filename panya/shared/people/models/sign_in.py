"""Where a person is signed in."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from panya.base.core.random_ids import random_id


class SignInQuerySet(models.QuerySet["SignIn"]):
    """Sign-ins that …"""

    def open(self) -> "SignInQuerySet":
        """Their session lives."""
        return self.filter(Exists(self._session()))

    def over(self) -> "SignInQuerySet":
        """Their session ran out or was ended."""
        return self.filter(~Exists(self._session()))

    def _session(self) -> models.QuerySet[Session]:
        return Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())


class SignIn(models.Model):
    """One browser in which a person is signed in; what is known of the browser is kept in plain words only."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=60, blank=True, help_text="browser and system in words")
    address = models.CharField(max_length=40, blank=True, help_text="masked")
    began_at = models.DateTimeField(default=timezone.now)
    # To the hour: noted by a spool file, so that no page writes to the database.
    seen_at = models.DateTimeField(default=timezone.now)

    objects = SignInQuerySet.as_manager()

    def __str__(self) -> str:
        return self.device
