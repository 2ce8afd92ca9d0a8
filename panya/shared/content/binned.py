"""What lies in the recycle bin."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from panya.shared.content.keepers import units_kept
from panya.shared.content.models import Item
from panya.shared.content.queries import LARGEST_NUMBER
from panya.shared.people.models import User


@dataclass(frozen=True)
class Binned:
    """A record in the bin, and whether this person may take it out."""

    item: Item
    restores: bool


def binned_items(person: User) -> QuerySet[Item]:
    """Own records that were thrown away, and those of the units kept, as far as the person could read them."""
    own = Q(author=person) | Q(owner=person)
    # What nobody but its writers saw is no matter of the KM team.
    kept = units_kept(person) & Q(published__isnull=False)
    found = Item.objects.binned_for(person).filter(own | Q(kept))
    return found.for_lists().select_related("deleted_by").order_by("-deleted_at", "-pk")


def find_binned(number: int, person: User) -> Item | None:
    """One of the records that the person sees in the bin."""
    return binned_items(person).filter(pk=number).first() if number <= LARGEST_NUMBER else None


def restorable(items: list[Item], person: User) -> list[Binned]:
    """Which of these the person may take out, in one question: own ones that were never shown, and those kept."""
    numbers = [item.pk for item in items]
    kept = set(Item.objects.filter(units_kept(person), pk__in=numbers).values_list("pk", flat=True))
    own = {item.pk for item in items if item.published_id is None and person.pk in {item.author_id, item.owner_id}}
    return [Binned(item, item.pk in (own if item.published_id is None else kept)) for item in items]
