"""Reading figures as they may be shown: by month and unit, never by person, nothing about few."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from panya.base.core.clock import today
from panya.shared.activity.models import Read
from panya.shared.activity.small_cells import hidden_cells, is_open_sum
from panya.shared.content.models import Item
from panya.shared.people.models import Unit


@dataclass(frozen=True)
class MonthReads:
    """The reads of one month; no count where it would tell of few."""

    month: date
    count: int | None
    # Units with their reads, the most first; no unit: readers without one (guests).
    units: list[tuple[Unit | None, int]]
    # Others read too, whose names would already tell of few.
    has_others: bool


def reads_by_month(item: Item, *, by_unit: bool) -> list[MonthReads]:
    """The months in which the item was read, the latest first.

    By unit up to yesterday only: else whoever looks twice sees of which unit the one reader in between was.
    """
    months: dict[date, dict[int | None, int]] = {}
    rows = Read.objects.filter(item=item, day__lt=today()).order_by()
    counted = rows.values_list("day__year", "day__month", "unit").annotate(Sum("count"))
    for year, month, unit, count in counted:
        months.setdefault(date(year, month, 1), {})[unit] = count
    units = Unit.objects.in_bulk({unit for cells in months.values() for unit in cells if unit}) if by_unit else {}
    sums = {month: sum(cells.values()) for month, cells in months.items()}
    hidden = _hidden_months(sums, months)
    return [
        _month(month, None if month in hidden else sums[month], months[month] if by_unit else {}, units)
        for month in sorted(months, reverse=True)
    ]


def reads_this_month(numbers: list[int]) -> dict[int, int]:
    """How often these items were read since the first of the month; for their authors, who may know it."""
    rows = Read.objects.filter(item__in=numbers, day__gte=today().replace(day=1)).order_by()
    return dict(rows.values_list("item").annotate(Sum("count")))


def _hidden_months(sums: dict[date, int], months: dict[date, dict[int | None, int]]) -> set[date]:
    """The sum of all months is known, and the sum of a month must not give away its hidden units."""
    hidden = hidden_cells(sums)
    for month, cells in months.items():
        few = [cells[unit] for unit in hidden_cells(cells)]
        if few and not is_open_sum(few):
            hidden.add(month)
    rest = sorted((month for month in sums if month not in hidden), key=lambda month: sums[month])
    while hidden and rest and not is_open_sum(sums[month] for month in hidden):
        hidden.add(rest.pop(0))
    return hidden


def _month(month: date, count: int | None, cells: dict[int | None, int], units: dict[int, Unit]) -> MonthReads:
    hidden = hidden_cells(cells)
    shown = sorted((unit for unit in cells if unit not in hidden), key=lambda unit: -cells[unit])
    named = [(units[unit] if unit else None, cells[unit]) for unit in shown]
    return MonthReads(month, count, named, has_others=bool(hidden))
