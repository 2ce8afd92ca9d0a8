"""How far the published knowledge can be trusted, by unit, and how fresh it is.

    trust of a unit  = assets that are fresh, approved and owned ÷ published assets
    freshness  = assets that are fresh ÷ published assets

* asset     a published record, not thrown away, of a kind that needs review; only what the reader may read whole
* fresh     the day by which it must be reviewed is today or later
* approved  the very text that readers see (its revision and its hash) went through an approved review
* owned     its owner is an active person who works here still

Both figures, their rows and the test that counts again in SQL stand on the four conditions below and on nothing else.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from panya.shared.content import kinds
from panya.shared.content.choices import Status
from panya.shared.content.keepers import owner_stays
from panya.shared.content.models import Item, Review, ReviewState
from panya.shared.people.models import Unit
from panya.shared.people.permissions import Reader

PUBLISHED, FRESH, TRUSTED = "published", "fresh", "trusted"
OVERDUE, UNAPPROVED, OWNERLESS = "overdue", "unapproved", "ownerless"
# What the rows can be asked for.
LISTS = (PUBLISHED, FRESH, TRUSTED, OVERDUE, UNAPPROVED, OWNERLESS)
_APPROVED = Q(has_approval=True)


@dataclass(frozen=True)
class Trust:
    """The figures of one unit, or of all that the reader may see."""

    unit: Unit | None
    published: int
    fresh: int
    trusted: int
    overdue: int
    unapproved: int
    ownerless: int

    @property
    def trust(self) -> int | None:
        """In per cent; None where nothing is published."""
        return _share(self.trusted, self.published)

    @property
    def freshness(self) -> int | None:
        return _share(self.fresh, self.published)

    @property
    def trust_shown(self) -> str:
        return f"{self.trust}%"

    @property
    def freshness_shown(self) -> str:
        return f"{self.freshness}%"

    @property
    def code(self) -> str:
        return self.unit.code if self.unit else ""


def _share(part: int, whole: int) -> int | None:
    # Rounded down: 100 means all of them.
    return part * 100 // whole if whole else None


def counted_assets(reader: Reader) -> QuerySet[Item]:
    """Every published asset that this reader may read whole, each with whether its text was approved."""
    reviewed = kinds.reviewed_kinds()
    approvals = Review.objects.filter(
        item=OuterRef("pk"),
        revision=OuterRef("published"),
        sha256=OuterRef("published__sha256"),
        state=ReviewState.APPROVED,
    )
    readable = Item.objects.visible_to(reader).filter(kind__in=reviewed, status=Status.PUBLISHED)
    return readable.annotate(has_approval=Exists(approvals))


def conditions(day: date) -> dict[str, Q]:
    """What each list, and so each number, asks of a counted asset."""
    fresh = Q(review_by__gte=day)
    return {
        PUBLISHED: Q(),
        FRESH: fresh,
        TRUSTED: fresh & _APPROVED & owner_stays(),
        OVERDUE: Q(review_by__lt=day) | Q(review_by=None),
        UNAPPROVED: Q(has_approval=False),
        OWNERLESS: ~owner_stays(),
    }


def trust_by_unit(reader: Reader, day: date) -> list[Trust]:
    """A row for each unit that has a published asset which this reader may read, in the order of units."""
    counts = {name: Count("pk", filter=condition) for name, condition in conditions(day).items() if name != PUBLISHED}
    rows = counted_assets(reader).order_by().values("unit").annotate(published=Count("pk"), **counts)
    found = {row["unit"]: row for row in rows}
    units = Unit.objects.filter(pk__in=found).in_order()
    return [Trust(unit, **{name: found[unit.pk][name] for name in LISTS}) for unit in units]


def in_all(rows: list[Trust]) -> Trust:
    """The same figures over all these units together."""
    return Trust(None, **{name: sum(getattr(row, name) for row in rows) for name in LISTS})


def assets_behind(which: str, reader: Reader, day: date, unit: Unit | None = None) -> QuerySet[Item]:
    """The rows that a number counts."""
    found = counted_assets(reader).filter(conditions(day)[which])
    if unit is not None:
        found = found.filter(unit=unit)
    return found.select_related("author", "unit", "notebook").order_by("review_by", "pk")
