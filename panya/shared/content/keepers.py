"""What a KM team keeps: the records of its units, as far as each member may read them."""

from django.db.models import Q

from panya.shared.content.models import Item
from panya.shared.people.models import Role, User
from panya.shared.people.queries import km_teams_over


def units_kept(person: User) -> Q:
    """Which items stand in the units over which the person is in the KM team; to be put beside what is readable."""
    teams = list(person.appointments.current().filter(role=Role.KM_TEAM).select_related("unit"))
    if any(team.unit is None for team in teams):
        return Q()
    below = Q(pk__in=[])
    for team in teams:
        if team.unit is not None:
            below |= Q(unit__path__startswith=team.unit.path)
    return below


def km_team_that_reads(item: Item) -> list[User]:
    """Of the KM teams over an item those members who may read it."""
    return [
        person for person in km_teams_over(item.unit) if Item.objects.visible_to(person).filter(pk=item.pk).exists()
    ]
