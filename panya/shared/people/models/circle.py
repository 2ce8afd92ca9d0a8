"""Circles: the sets of people that records can be opened to."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.urls import reverse

from panya.base.core.prepared import Prepared
from panya.base.core.random_ids import random_id
from panya.base.thai.sorting import sort_key
from panya.shared.people.models.unit import Unit
from panya.shared.people.models.user import Standing, User


class CircleQuerySet(models.QuerySet["Circle"]):
    def of(self, person: User) -> "CircleQuerySet":
        """Circles whose members include this person today."""
        return self.joined_by(person.standing)

    def joined_by(self, standing: Standing) -> "CircleQuerySet":
        """Circles whose members include whoever stands so.

        A renamed or merged unit's circle goes over to its successor: records opened to it stay open.
        """
        return self.filter(
            Q(unit_id__in=standing.unit_ids)
            | Q(unit__in=Unit.objects.succeeded_by(standing.unit_ids).values("pk"))
            | Q(person=standing.person_id)
            | Q(pk__in=Circle.members.through.objects.filter(user=standing.person_id).values("circle"))
        )

    def ids_joined_by(self, standing: Standing) -> RawSQL:
        """`joined_by` for an IN, as SQL that was written before: whatever a member of the staff reads asks it."""
        # A guest is nobody's number.
        return _JOINED.as_subquery(standing.person_id or 0, *standing.unit_ids)

    def numbers_joined_by(self, standing: Standing) -> list[int]:
        """The numbers of `joined_by`, by the same SQL."""
        return _JOINED(standing.person_id or 0, *standing.unit_ids)

    def owned_by(self, person: User) -> "CircleQuerySet":
        return self.filter(owner=person).order_by("name_sort")


class Circle(models.Model):
    """People of a unit and below it, one person, or people that an owner chose and keeps current.

    The members of a unit's circle follow from current postings, so a move opens and closes at once
    (docs/decisions/0003-circles-follow-postings.md).
    """

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    unit = models.OneToOneField("people.Unit", models.PROTECT, null=True, blank=True, related_name="circle")
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="own_circle"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="circles_kept"
    )
    name = models.CharField(max_length=120, blank=True)
    name_sort = models.CharField(max_length=160, editable=False)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="circles_joined")

    objects = CircleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="circle_is_of_one_kind",
                condition=(
                    Q(unit__isnull=False, person__isnull=True, owner__isnull=True)
                    | Q(unit__isnull=True, person__isnull=False, owner__isnull=True)
                    | Q(unit__isnull=True, person__isnull=True, owner__isnull=False)
                ),
            )
        ]

    def __str__(self) -> str:
        if self.unit:
            return self.unit.name
        return self.person.name if self.person else self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_sort = sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("circle", args=[self.public_id])


def _ids_joined(person: int, *units: int) -> models.QuerySet[Any, int]:
    return Circle.objects.joined_by(Standing(person, is_staff=True, unit_ids=units)).values_list("pk", flat=True)


_JOINED: Prepared[int] = Prepared(_ids_joined)
