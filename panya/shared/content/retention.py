"""What has been kept as long as its class asks (7.7): a list, nothing more. The product disposes of nothing itself."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from panya.base.thai.dates import to_bangkok
from panya.shared.content.choices import Retention, Status
from panya.shared.content.freshness import months_later
from panya.shared.content.keepers import units_kept
from panya.shared.content.models import Item, Link
from panya.shared.people.models import User
from panya.shared.people.permissions import is_administrator

# How long each class is kept after the record went out of use; what is kept for ever is not here.
MONTHS = {Retention.TEN_YEARS: 120, Retention.ONE_YEAR: 12}


@dataclass(frozen=True)
class Kept:
    """A record whose time is over, and since which day."""

    item: Item
    since: date


def disposable(person: User, day: date) -> QuerySet[Item]:
    """Records out of use (retired, or in the bin) for longer than their class asks, as far as the person reads them.

    The time runs from the last of: published, retired, thrown away. What is in use is never on the list, whatever its
    age, nor what a published record relies on. Administrators look at all units, KM teams at theirs.
    """
    shown = Coalesce("published_at", "written_at")
    ended = Greatest(shown, Coalesce("retired_at", shown), Coalesce("deleted_at", shown))
    over = Q(pk__in=[])
    for retention, months in MONTHS.items():
        # Days, not moments: a record that ended in the afternoon is over at the midnight after its last day.
        over |= Q(retention=retention, ended_at__date__lte=months_later(day, -months))
    readable = Item.objects.visible_to(person).filter(status=Status.RETIRED)
    found = readable | Item.objects.binned_for(person)
    mine = Q() if is_administrator(person) else units_kept(person)
    relied = Link.objects.filter(kind=Link.RELIES_ON, source__status=Status.PUBLISHED, source__deleted_at=None)
    found = found.exclude(pk__in=relied.values("target"))
    return found.annotate(ended_at=ended).filter(mine, over).for_lists().order_by("ended_at", "pk")


def over_since(item: Item) -> date:
    """The first day after the time of an item that `disposable` found."""
    moments = (item.published_at or item.written_at, item.retired_at, item.deleted_at)
    ended = max(moment for moment in moments if moment is not None)
    return months_later(to_bangkok(ended).date(), MONTHS[Retention(item.retention)])
