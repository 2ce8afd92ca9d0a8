"""Where a person works, and what a person is appointed to, each from a day to a day."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from panya.base.core.clock import today


class DatedQuerySet(models.QuerySet):
    def on(self, day: date) -> "DatedQuerySet":
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)

    def not_over(self) -> "DatedQuerySet":
        """Those that hold today and those that begin later."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today()))

    def current(self) -> "DatedQuerySet":
        return self.on(today())


class Posting(models.Model):
    """A person's time in a unit; what the person did then stays with that unit."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="postings")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="postings")
    valid_from = models.DateField(default=today)
    # The last day in the unit.
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="posting_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["person", "valid_from"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.unit}"


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("ผู้ดูแลระบบ")
    UNIT_ADMINISTRATOR = "unit_administrator", _("ผู้ดูแลหน่วยงาน")
    HEAD = "head", _("หัวหน้าหน่วยงาน")
    KM_TEAM = "km_team", _("ทีม KM")
    CKO = "cko", _("ผู้บริหารด้านการจัดการความรู้ (CKO)")
    INSPECTOR = "inspector", _("ผู้ตรวจราชการ")
    AUDITOR = "auditor", _("ผู้ตรวจสอบ")
    MENTOR = "mentor", _("สถาบันพี่เลี้ยง")
    OBSERVER = "observer", _("ผู้สังเกตการณ์")
    EXPERT = "expert", _("ผู้เชี่ยวชาญภายนอก")


class Appointment(models.Model):
    """A role given to a person over a unit and everything below it, by an order, from a day to a day."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=30, choices=Role.choices)
    # Empty: the whole organisation.
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="appointments")
    order_number = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField(default=today)
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="appointment_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["person", "role"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()}"
