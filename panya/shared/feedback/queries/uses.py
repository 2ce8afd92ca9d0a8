"""What use is made of knowledge, as figures (domain: M12–M15); each figure names the rows that it counts.

A reader's figures count what that reader may read. The use of one's own writing counts nowhere, nor what was
taken back or declined; hours and money count once the head has confirmed them.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from panya.base.core.clock import today
from panya.base.core.many import these
from panya.base.core.prepared import Prepared
from panya.base.core.query_plans import JoinableExists, planned_for_its_values
from panya.shared.content import kinds
from panya.shared.content.models import Item, Status, Topic
from panya.shared.content.models.item_queries import ItemQuerySet
from panya.shared.feedback.models import UseQuerySet, UseRecord, UseResult, UseState
from panya.shared.feedback.models.use import plain
from panya.shared.people.models import Unit
from panya.shared.people.permissions import Reader, standing_of
from panya.shared.people.prepared import PreparedForReaders

# Guests learn nothing about few.
FEWEST_SHOWN = 5
# The figures, in their order, and the lists of rows behind the numbers of each.
ROWS = ("reused", "published", "across", "uses", "hours", "worked")


@dataclass(frozen=True)
class Asked:
    """Which uses a figure is about: from a day to a day, of a unit and those below it, on a topic and those below."""

    first: date
    last: date
    unit: Unit | None = None
    topic: Topic | None = None

    @property
    def is_narrowed(self) -> bool:
        return self.unit is not None or self.topic is not None


@dataclass(frozen=True)
class Ratio:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> Decimal | None:
        """With one decimal; nothing of nothing is no percentage."""
        return round(Decimal(self.part) * 100 / self.whole, 1) if self.whole else None

    def without(self, other: "Ratio") -> "Ratio":
        """Of what is left when the other is taken off."""
        return Ratio(self.part - other.part, self.whole - other.whole)


@dataclass(frozen=True)
class UseFigures:
    """M12 reused, M13 across units, M14 hours (and what they were told by), M15 worked."""

    reused: Ratio
    across: Ratio
    hours: Decimal
    baht: Decimal
    confirmed: int
    worked: Ratio
    months: list["MonthOfUse"]

    @property
    def hours_shown(self) -> str:
        return plain(self.hours)

    @property
    def baht_shown(self) -> str:
        return plain(self.baht)


@dataclass(frozen=True)
class MonthOfUse:
    """One month, as far as it lies in the time that was asked for."""

    month: date
    first: date
    last: date
    uses: int
    hours: Decimal

    @property
    def hours_shown(self) -> str:
        return plain(self.hours)


@dataclass(frozen=True)
class UsesOfItem:
    """What the page of a record says of its use."""

    times: int = 0
    units: int = 0
    worked: int = 0
    confirmed: int = 0
    hours: Decimal = Decimal(0)
    newest: list[UseRecord] = field(default_factory=list)

    # Not told where it would tell of few.
    hides_worked: bool = False

    @property
    def worked_share(self) -> str:
        return f"{round(self.worked * 100 / self.times)}%" if self.times and not self.hides_worked else ""

    @property
    def hours_shown(self) -> str:
        return plain(self.hours)


def last_twelve_months(day: date | None = None) -> tuple[date, date]:
    """The twelve months that end with this day (today)."""
    last = day or today()
    before = last + timedelta(days=1)
    try:
        return before.replace(year=before.year - 1), last
    except ValueError:
        # The day after 28 February is the 29th, and last year had none.
        return before.replace(year=before.year - 1, day=28) + timedelta(days=1), last


class _Day(NamedTuple):
    """What was counted of one day."""

    day: date
    uses: int
    across: int
    worked: int
    confirmed: int
    hours: Decimal
    baht: Decimal


def use_figures(asked: Asked, reader: Reader) -> UseFigures:
    """All figures: of all uses by day and of all records, less those of what this reader may not read.

    Asked once, and of the few: to ask of each counted row whether it may be read takes twice as long, and to look each
    up among the hidden ones a third more.
    """
    hidden = _HIDDEN(standing_of(reader))
    with planned_for_its_values():
        days = [*_days(asked), *map(_taken_off, _days(asked, hidden))]
        reused = _reused(asked).without(_reused(asked, hidden))
    uses = sum(day.uses for day in days)
    return UseFigures(
        reused=reused,
        across=Ratio(sum(day.across for day in days), uses),
        hours=sum((day.hours for day in days), Decimal(0)),
        baht=sum((day.baht for day in days), Decimal(0)),
        confirmed=sum(day.confirmed for day in days),
        worked=Ratio(sum(day.worked for day in days), uses),
        months=_months(asked, days),
    )


def uses_behind(rows: str, asked: Asked, reader: Reader) -> QuerySet[UseRecord]:
    """The uses that a number counts, the newest first."""
    found = _uses(asked).visible_to(reader)
    narrowed = {
        "uses": found,
        "across": found.exclude(unit=F("owner_unit")),
        "worked": found.filter(result=UseResult.WORKED),
        "hours": found.filter(state=UseState.CONFIRMED),
    }[rows]
    return narrowed.select_related("item", "by", "unit", "owner_unit", "work").order_by("-used_on", "-pk")


def items_behind(rows: str, asked: Asked, reader: Reader) -> ItemQuerySet:
    """The records that a number counts, the newest first."""
    found = _published(asked).visible_to(reader)
    return (found.filter(_is_reused(asked)) if rows == "reused" else found).for_lists().newest_first()


def uses_of_item(item: Item, *, newest: int = 3) -> UsesOfItem:
    """How often it was used, in how many units, with what success; whoever reads the record may know it."""
    confirmed = Q(state=UseState.CONFIRMED)
    stands = UseRecord.objects.filter(item=item)
    found = stands.counted().aggregate(
        times=Count("pk"),
        units=Count("unit", distinct=True),
        worked=Count("pk", filter=Q(result=UseResult.WORKED)),
        confirmed=Count("pk", filter=confirmed),
        hours=Sum("hours", filter=confirmed),
    )
    rows = stands.told().select_related("by", "unit", "work")[:newest] if newest else []
    return UsesOfItem(**{**found, "hours": found["hours"] or Decimal(0)}, newest=list(rows))


def for_guests(uses: UsesOfItem) -> UsesOfItem:
    """What those outside may know: counts only, and none that would tell of few."""
    if uses.times < FEWEST_SHOWN:
        return UsesOfItem()
    others = uses.times - uses.worked
    tells_of_few = 0 < others < FEWEST_SHOWN or 0 < uses.worked < FEWEST_SHOWN
    units = uses.units if uses.units >= FEWEST_SHOWN else 0
    worked = 0 if tells_of_few else uses.worked
    return UsesOfItem(times=uses.times, units=units, worked=worked, hides_worked=tells_of_few)


def _days(asked: Asked, *of: Collection[int]) -> list[_Day]:
    """What was counted of each day; of certain records, then also of each of them, or of all."""
    rows = _by_day(asked, *of) if asked.is_narrowed else _DAYS(asked.first, asked.last, *of)
    return [_Day(*row) for row in rows]


def _taken_off(day: _Day) -> _Day:
    return _Day(day.day, -day.uses, -day.across, -day.worked, -day.confirmed, -day.hours, -day.baht)


def _reused(asked: Asked, *of: Collection[int]) -> Ratio:
    """So many of the published records are reused; of certain records, or of all."""
    if asked.is_narrowed:
        published = _published(asked, *of)
        return Ratio(published.filter(_is_reused(asked)).count(), published.count())
    until = _midnight_after(asked.last)
    return Ratio(_REUSED.count(until, *last_twelve_months(asked.last), *of), _VOUCHED.count(until, *of))


def _by_day(asked: Asked, *of: Collection[int]) -> QuerySet:
    """Counts of each day; months are made of days here, since SQLite would ask Python for the month of each use."""
    # Of `used_on`, not of the key: the index by day holds all that is asked.
    confirmed = Q(state=UseState.CONFIRMED)
    # Of each record, where it is of certain ones: SQLite would look for their uses among those of all.
    each = ("item", "used_on") if of else ("used_on",)
    return (
        _uses(asked, *of)
        .order_by()
        .values(*each)
        .annotate(
            uses=Count("used_on"),
            across=Count("used_on", filter=~Q(unit=F("owner_unit"))),
            worked=Count("used_on", filter=Q(result=UseResult.WORKED)),
            confirmed=Count("used_on", filter=confirmed),
            saved_hours=Sum("hours", filter=confirmed, default=Decimal(0)),
            saved_baht=Sum("baht", filter=confirmed, default=Decimal(0)),
        )
        .values_list("used_on", "uses", "across", "worked", "confirmed", "saved_hours", "saved_baht")
    )


def _months(asked: Asked, days: list[_Day]) -> list[MonthOfUse]:
    """The earliest first; months without a use are left out."""
    months: dict[date, tuple[int, Decimal]] = {}
    for day in days:
        month = day.day.replace(day=1)
        uses, hours = months.get(month, (0, Decimal(0)))
        months[month] = uses + day.uses, hours + day.hours
    return [
        MonthOfUse(month, max(month, asked.first), min(_end_of(month), asked.last), *months[month])
        for month in sorted(months)
        if months[month][0]
    ]


def _uses(asked: Asked, *of: Collection[int]) -> UseQuerySet:
    """Whoever may read them; the unit is the one in which it was used."""
    found = UseRecord.objects.counted().filter(used_on__range=(asked.first, asked.last))
    for numbers in of:
        found = found.filter(item__in=these(numbers))
    if asked.topic is not None:
        found = found.filter(item__in=_on_topic(asked.topic))
    if asked.unit is not None:
        found = found.filter(unit__path__startswith=asked.unit.path)
    return found


def _published(asked: Asked, *of: Collection[int]) -> ItemQuerySet:
    """Whoever may read them; the unit is the owning one."""
    found = _vouched(_midnight_after(asked.last), *of)
    if asked.unit is not None:
        found = found.of_unit(asked.unit)
    if asked.topic is not None:
        found = found.filter(pk__in=_on_topic(asked.topic))
    return found


def _may_be_counted() -> Q:
    """All records that a figure may count: what else is hidden (the notes that nobody used) need not be taken off."""
    uses = UseRecord.objects.counted().filter(item=OuterRef("pk"))
    return Q(kind__in=kinds.reviewed_kinds()) | Q(Exists(uses))


def _vouched(until: datetime, *of: Collection[int]) -> ItemQuerySet:
    """Records that reviewers vouched for, published by then."""
    found = Item.objects.filter(
        kind__in=kinds.reviewed_kinds(), status=Status.PUBLISHED, deleted_at=None, published_at__lt=until
    )
    for numbers in of:
        found = found.filter(pk__in=these(numbers))
    return found


def _is_reused(asked: Asked) -> JoinableExists:
    """Used in the twelve months that end with the time asked for, also where that is one month."""
    return _was_used(*last_twelve_months(asked.last))


def _was_used(first: date, last: date) -> JoinableExists:
    return JoinableExists(UseRecord.objects.counted().filter(item=OuterRef("pk"), used_on__range=(first, last)))


# What everybody looks at first is asked most: written as SQL once.
_HIDDEN: PreparedForReaders[int] = PreparedForReaders(
    lambda standing: Item.objects.closed_to(standing).filter(_may_be_counted()).order_by().values_list("pk", flat=True),
    asks=0,
)
_DAYS: Prepared[tuple] = Prepared(lambda first, last, *of: _by_day(Asked(first, last), *of))
_VOUCHED: Prepared[int] = Prepared(lambda until, *of: _vouched(until, *of).order_by().values_list("pk", flat=True))
_REUSED: Prepared[int] = Prepared(
    lambda until, first, last, *of: (
        _vouched(until, *of).filter(_was_used(first, last)).order_by().values_list("pk", flat=True)
    )
)


def _on_topic(topic: Topic) -> QuerySet:
    """Numbers of the records on this topic, on one below it, or on one that went into one of these."""
    rows = list(Topic.objects.values_list("pk", "parent", "merged_into"))
    found, size = {topic.pk}, 0
    while len(found) != size:
        size = len(found)
        found |= {pk for pk, parent, merged in rows if parent in found or merged in found}
    return Item.topics.through.objects.filter(topic__in=found).values("item")


def _end_of(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1) - timedelta(days=1)


def _midnight_after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
