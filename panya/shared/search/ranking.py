"""What lifts or lowers a found record beside its words; small factors, taken after the rights were checked."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import log1p

from django.db.models import F
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from panya.base.core.many import these
from panya.base.core.prepared import Prepared
from panya.shared.content import kinds
from panya.shared.content.models import Review, ReviewState
from panya.shared.search.engines import Hit
from panya.shared.search.facets import Row

# A reviewer vouched for the very text that is shown: it wins against one of nearly the same words.
APPROVED = 1.15
# Work that was done with it and confirmed says more than any words; the tenth use adds less than the first.
USED, MOST_USED = 0.05, 1.25
# What was replaced or is past its day is still found, but behind what holds.
OUTDATED = 0.7
# A text loses a little with the years, half of it in the first three, and never more than a tenth.
OLDEST, HALF_LIFE_DAYS = 0.9, 3 * 365.25
_DAY = 24 * 60 * 60

# From record numbers to how often each was used in work, confirmed.
Uses = Callable[[Collection[int]], Mapping[int, int]]
# From record numbers to a factor for those that have one.
Factors = Callable[[Collection[int]], Mapping[int, float]]
_uses: list[Uses] = []
_others: dict[str | Promise, Factors] = {}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that lifted or lowered a record."""

    label: str | Promise
    factor: float


def register_uses(uses: Uses) -> None:
    """A service above, which keeps the uses, tells how to count them."""
    if uses not in _uses:
        _uses.append(uses)


def register(label: str | Promise, factors: Factors) -> None:
    """A service or feature above lifts or lowers records by a factor of its own."""
    _others[label] = factors


def confirmed_uses(numbers: Collection[int]) -> dict[int, int]:
    """How often each of these records was used, where it was."""
    counted: dict[int, int] = {}
    for uses in _uses if numbers else []:
        for number, times in uses(numbers).items():
            counted[number] = counted.get(number, 0) + times
    return counted


def ranked(hits: list[Hit], rows: Mapping[int, Row], approved: Collection[int]) -> list[Hit]:
    """The hits with their scores lifted and lowered, the best first; equal ones: the newer number first."""
    factors = _factors([rows[number] for number in {hit.number for hit in hits}], approved)
    # Not `_replace`, which takes three times as long for a thousand of them.
    weighed = [
        Hit(number, score * factors[number], whole, exact, file, guessed)
        for number, score, whole, exact, file, guessed in hits
    ]
    return sorted(weighed, key=lambda hit: (-hit.score, -hit.number))


def reasons_of(rows: Collection[Row]) -> dict[int, list[Reason]]:
    """Why each of these records stands higher or lower than its words alone would put it."""
    if not rows:
        return {}
    numbers, day = _told(rows), _today()
    approved, uses = approved_of(rows), confirmed_uses(numbers)
    found: dict[int, list[Reason]] = {row.number: [] for row in rows}
    for row in rows:
        if row.at is not None:
            found[row.number].append(Reason(_("ความใหม่"), age_factor(row.at, day)))
        if row.number in approved:
            found[row.number].append(Reason(_("ตรวจและอนุมัติแล้ว"), APPROVED))
        if times := uses.get(row.number):
            found[row.number].append(Reason(_("มีการนำไปใช้ที่ยืนยันแล้ว"), used_factor(times)))
        if row.is_outdated:
            found[row.number].append(Reason(_("เลยกำหนดทบทวนหรือมีเรื่องใหม่แทน"), OUTDATED))
    for label, factors in _others.items() if numbers else []:
        for number, factor in factors(numbers).items():
            found[number].append(Reason(label, factor))
    return found


def _factors(rows: Collection[Row], approved: Collection[int]) -> dict[int, float]:
    """The product of the reasons of each record, quick for a thousand of them."""
    if not rows:
        return {}
    day, numbers = _today(), _told(rows)
    uses = confirmed_uses(numbers)
    found = {
        row.number: (age_factor(row.at, day) if row.at is not None else 1.0)
        * (APPROVED if row.number in approved else 1.0)
        * (used_factor(uses[row.number]) if row.number in uses else 1.0)
        * (OUTDATED if row.is_outdated else 1.0)
        for row in rows
    }
    for factors in _others.values():
        for number, factor in factors(numbers).items():
            found[number] *= factor
    return found


def _told(rows: Collection[Row]) -> list[int]:
    """A card tells neither whether it was approved nor whether it was used: its place must not tell it either."""
    return [row.number for row in rows if not row.is_card]


def _today() -> float:
    return now().replace(hour=0, minute=0, second=0, microsecond=0).timestamp()


def used_factor(times: int) -> float:
    return min(1 + USED * log1p(times), MOST_USED)


def age_factor(at: float, day: float) -> float:
    """By whole days: the same search gives the same scores all day long."""
    return OLDEST + (1 - OLDEST) * 0.5 ** (max((day - at) // _DAY, 0) / HALF_LIFE_DAYS)


def approved_of(rows: Collection[Row]) -> set[int]:
    """Records whose shown text a review approved; kinds that need none have none."""
    reviewed = set(kinds.reviewed_kinds())
    numbers = [row.number for row in rows if row.kind in reviewed and not row.is_card]
    # Asked even where no kind of the rows needs review: a page asks as often for every mix of kinds.
    return set(_APPROVED(numbers))


_APPROVED: Prepared[int] = Prepared(
    lambda numbers: (
        Review.objects.filter(item__in=these(numbers), state=ReviewState.APPROVED, revision=F("item__published"))
        .order_by()
        .values_list("item_id", flat=True)
    )
)
