"""Reads about the review of assets."""

from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from panya.base.core.many import these
from panya.base.core.prepared import Prepared
from panya.features.assets.item_kinds import KIND
from panya.features.assets.queries.access import readable_numbers
from panya.shared.content.keepers import numbers_of_units_kept
from panya.shared.content.models import Item, Review
from panya.shared.content.queries import may_read
from panya.shared.content.review_queries import orphans_of, people_gone
from panya.shared.people.models import User


def orphans_in(units: Collection[int]) -> list[int]:
    """Numbers of what waits in these units to be handed over, because its owner has left."""
    return _ORPHANS(people_gone(), units) if units else []


def _orphans(gone: Collection[int], units: Collection[int]) -> QuerySet[Item, int]:
    return orphans_of(KIND, gone).filter(unit__in=these(units)).values_list("pk", flat=True)


_ORPHANS = Prepared(_orphans)


def orphans_shown(numbers: Sequence[int], person: User) -> list[tuple[Item, bool]]:
    """These assets in this order, each with whether the title may be shown to this person."""
    rows = Item.objects.select_related("owner", "unit").in_bulk(numbers)
    readable = readable_numbers(rows.values(), person)
    return [(rows[number], number in readable) for number in numbers if number in rows]


def find_to_hand_over(number: int, person: User) -> tuple[Item, bool] | None:
    """An asset that this person may read, or hand over because its owner has left; and whether it may be read."""
    item = Item.objects.select_related("owner", "unit").filter(pk=number, kind=KIND, deleted_at=None).first()
    if item is None:
        return None
    if may_read(person, item):
        return item, True
    return (item, False) if number in orphans_in(numbers_of_units_kept(person)) else None


def still_to_decide(review: Review) -> list[User]:
    """Who has not decided yet."""
    waiting = review.assignments.filter(decision="").select_related("reviewer")
    return [one.reviewer for one in waiting]
