"""The tree of units, with their names over time."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from panya.base.core.clock import today
from panya.base.thai.sorting import sort_key


class UnitKind(models.TextChoices):
    MINISTRY = "ministry", _("กระทรวง")
    DEPARTMENT = "department", _("กรม")
    DIVISION = "division", _("กอง/สำนัก")
    PROVINCE_OFFICE = "province_office", _("สำนักงานจังหวัด")
    GROUP = "group", _("กลุ่มงาน")
    EXTERNAL = "external", _("หน่วยงานภายนอก")


class UnitQuerySet(models.QuerySet["Unit"]):
    def on(self, day: date) -> "UnitQuerySet":
        """Units that existed on this day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def current(self) -> "UnitQuerySet":
        return self.on(today())

    def under(self, unit: "Unit") -> "UnitQuerySet":
        """This unit and every unit below it."""
        return self.filter(path__startswith=unit.path)

    def succeeded_by(self, unit_ids: Sequence[int]) -> "UnitQuerySet":
        """Units that ended and whose name or work went over to one of these, up to four times in a row."""
        succession = Q()
        for depth in range(4):
            succession |= Q(**{"__".join(["renamed_to"] * depth + ["renamed_to_id", "in"]): unit_ids})
        return self.filter(succession, valid_to__lt=today())

    def in_order(self) -> "UnitQuerySet":
        return self.order_by("sort_order", "name_sort")

    def by_code(self, code: str) -> "Unit":
        return self.get(code__iexact=code.strip())


class Unit(models.Model):
    """A unit of the organisation or an organisation beside it; a closed one stays readable."""

    code = models.CharField(max_length=30)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    short_th = models.CharField(max_length=60, blank=True)
    region = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    # The last day on which the unit existed.
    valid_to = models.DateField(null=True, blank=True)
    renamed_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="former")
    default_licence = models.CharField(max_length=30, default="all-rights-reserved")
    # Below the root of the organisation (its people are staff); false for outside organisations.
    is_own = models.BooleanField(default=False, editable=False)
    sort_order = models.PositiveIntegerField(default=100)
    name_sort = models.CharField(max_length=160, editable=False)
    # Ids from the root down to this unit, each eight digits and a dot: descendants share the beginning.
    path = models.CharField(max_length=200, editable=False, db_index=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(Upper("code"), name="unit_code_unique")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_sort = sort_key(self.name_th)
        self.is_own = self.parent.is_own if self.parent else self.code.upper() == settings.PANYA_ROOT_UNIT.upper()
        super().save(*args, **kwargs)
        path = f"{self.parent.path if self.parent else ''}{self.pk:08d}."
        if path != self.path:
            self._move_to(path)

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_en if get_language() == "en" and self.name_en else self.name_th

    @property
    def ancestor_ids(self) -> list[int]:
        """Ids from the root down to this unit itself."""
        return [int(part) for part in self.path.split(".") if part]

    def is_under(self, other: "Unit") -> bool:
        """True for the unit itself and for every unit below `other`."""
        return self.path.startswith(other.path)

    def exists_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to >= day)

    def _move_to(self, path: str) -> None:
        """Write the new path of this unit and of all below it."""
        below = list(Unit.objects.filter(path__startswith=self.path).exclude(pk=self.pk)) if self.path else []
        for unit in below:
            unit.path = path + unit.path[len(self.path) :]
            unit.is_own = self.is_own
        Unit.objects.bulk_update(below, ["path", "is_own"])
        self.path = path
        Unit.objects.filter(pk=self.pk).update(path=path)


def root_unit() -> Unit:
    """The unit under which every account is staff (PANYA_ROOT_UNIT)."""
    return Unit.objects.get(code__iexact=settings.PANYA_ROOT_UNIT, parent=None)
