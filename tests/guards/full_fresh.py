"""So many assets that are due, in the bin and kept long enough, for the guard that counts queries."""

from django.utils import timezone

from panya.base.core.clock import today
from panya.shared.content.actions import items
from panya.shared.content.models import Access, Item
from panya.shared.people.models import Role, Unit, User
from tests.factories import AppointmentFactory, AssetFactory, UnitFactory
from tests.guards.world_fresh import LONG_AGO


def fill_fresh(values: dict[str, dict], person: User, people: list[User]) -> None:
    """For the person's own queue and bin, and for those of the units that the person keeps."""
    AppointmentFactory(person=person, role=Role.KM_TEAM, unit=None)
    for somebody in people:
        unit = _unit(somebody.unit)
        for owner in (person, somebody):
            due = AssetFactory(author=owner, unit=unit, access=Access.PUBLIC)
            Item.objects.filter(pk=due.pk).update(review_by=today(), validity="due")
            binned = AssetFactory(author=owner, unit=unit)
            Item.objects.filter(pk=binned.pk).update(deleted_at=timezone.now(), deleted_by=somebody)
            old = AssetFactory(author=owner, unit=unit)
            items.retire(old, by=owner, reason="เก่า", superseded_by=due)
            Item.objects.filter(pk=old.pk).update(retired_at=LONG_AGO, published_at=LONG_AGO)
    values |= {"due": {"number": due.pk}, "deletable": {"number": due.pk}}
    values.setdefault("asset", {"number": due.pk})


def _unit(parent: Unit) -> Unit:
    return UnitFactory(parent=parent)
