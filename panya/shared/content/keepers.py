"""What a KM team keeps: the records of its units, as far as each member may read them."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from panya.base.core.prepared import Prepared
from panya.shared.content.models import Item
from panya.shared.people.models import Appointment, Role, Unit, User
from panya.shared.people.queries import km_teams_over, staff


def units_kept(person: User, unit: str = "unit") -> Q:
    """The condition that this unit (a path to it) is kept by the person's KM teams; beside what is readable."""
    # As numbers: a condition on the path leads databases from the units to all their items.
    units = numbers_of_units_kept(person)
    return Q(**{f"{unit}__in": units}) if units else Q(pk__in=[])


def numbers_of_units_kept(person: User) -> list[int]:
    """The units (their keys) that are kept by the person's KM teams; a team of the whole keeps them all."""
    return _UNITS_KEPT(person.pk)


def _units_kept(person: int) -> QuerySet[Unit, int]:
    teams = Appointment.objects.current().filter(person=person, role=Role.KM_TEAM)
    path_of_unit = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    over = teams.alias(path_of_unit=path_of_unit).filter(Q(unit=None) | Q(path_of_unit__startswith=F("unit__path")))
    return Unit.objects.filter(Exists(over)).order_by().values_list("pk", flat=True)


_UNITS_KEPT = Prepared(_units_kept)


def owner_stays() -> Q:
    """The condition that the owner of an item is active staff; of any other it has nobody who answers for it."""
    return Q(owner__in=staff())


def km_team_that_reads(item: Item) -> list[User]:
    """Of the KM teams over an item those members who may read it."""
    return [
        person for person in km_teams_over(item.unit) if Item.objects.visible_to(person).filter(pk=item.pk).exists()
    ]
