"""Reads about the review of assets."""

from dataclasses import dataclass

from panya.features.assets.item_kinds import KIND
from panya.shared.content.models import Item, Review
from panya.shared.content.queries import may_read
from panya.shared.content.review_queries import orphans_for
from panya.shared.people.models import User

_MOST = 100


@dataclass(frozen=True)
class Orphan:
    """An asset whose owner has left; its title only for those who may read it."""

    item: Item
    is_readable: bool


def orphans_of(person: User) -> list[Orphan]:
    """What waits for this member of a KM team to be handed over."""
    found = list(orphans_for(person, KIND)[:_MOST])
    readable = set(
        Item.objects.visible_to(person).filter(pk__in=[item.pk for item in found]).values_list("pk", flat=True)
    )
    return [Orphan(item, item.pk in readable) for item in found]


def find_to_hand_over(number: int, person: User) -> tuple[Item, bool] | None:
    """An asset that this person may read, or hand over because its owner has left; and whether it may be read."""
    item = Item.objects.select_related("owner", "unit").filter(pk=number, kind=KIND, deleted_at=None).first()
    if item is None:
        return None
    if may_read(person, item):
        return item, True
    orphaned = orphans_for(person, KIND).filter(pk=number).exists()
    return (item, False) if orphaned else None


def still_to_decide(review: Review) -> list[User]:
    """Who has not decided yet."""
    waiting = review.assignments.filter(decision="").select_related("reviewer")
    return [one.reviewer for one in waiting]
