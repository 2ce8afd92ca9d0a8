"""What a KM team keeps: the records of its units, as far as each member may read them."""

from django.db.models import Q

from panya.shared.content.models import Item
from panya.shared.people.models import Role, Unit, User
from panya.shared.people.queries import km_teams_over, staff


def units_kept(person: User, unit: str = "unit") -> Q:
    """The condition that this unit (a path to it) is kept by the person's KM teams; beside what is readable."""
    # As numbers: a condition on the path leads databases from the units to all their items.
    units = numbers_of_units_kept(person)
    return Q(**{f"{unit}__in": units}) if units else Q(pk__in=[])


def numbers_of_units_kept(person: User) -> list[int]:
    """The units (their keys) that are kept by the person's KM teams; a team of the whole keeps them all."""
    teams = list(person.appointments.current().filter(role=Role.KM_TEAM).select_related("unit"))
    below = Q()
    for team in teams:
        below |= Q(path__startswith=team.unit.path if team.unit else "")
    return list(Unit.objects.filter(below).values_list("pk", flat=True)) if teams else []


def owner_stays() -> Q:
    """The condition that the owner of an item is active staff; of any other it has nobody who answers for it."""
    return Q(owner__in=staff())


def km_team_that_reads(item: Item) -> list[User]:
    """Of the KM teams over an item those members who may read it."""
    return [
        person for person in km_teams_over(item.unit) if Item.objects.visible_to(person).filter(pk=item.pk).exists()
    ]
