from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AimKind(models.TextChoices):
    ISSUE = "issue", _("ประเด็นยุทธศาสตร์")
    KPI = "kpi", _("ตัวชี้วัด")


class Aim(models.Model):
    """A strategy issue or a KPI of a fiscal year that knowledge may serve; levels and scores come with planning."""

    # B.E., named by the year in which it ends.
    fiscal_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=AimKind.choices)
    code = models.CharField(max_length=30, blank=True)
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    # A KPI may belong under a strategy issue of the same year, and to a unit.
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="aims")
    is_closed = models.BooleanField(default=False)

    class Meta:
        ordering = ["-fiscal_year", "kind", "code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiscal_year", "kind", "code"], condition=~Q(code=""), name="aim_code_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()
