"""How many of the staff read in a month (M04), and what is forgotten when it is over."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from panya.base.core.clock import today
from panya.shared.activity.models import MonthReader, MonthReaders, RecentRead

# Files of reads that were left behind by a stopped site may still come in.
_LATE = timedelta(days=3)
_RECENT = timedelta(days=1)


@transaction.atomic
def close_months() -> None:
    """Turn the readers of each month that is over into counts by unit and in all; safe to run twice."""
    over = (today() - _LATE).replace(day=1)
    for month in list(MonthReader.objects.filter(month__lt=over).values_list("month", flat=True).distinct()):
        if not MonthReaders.objects.filter(month=month).exists():
            MonthReaders.objects.bulk_create(
                MonthReaders(month=month, unit_id=unit, count=count) for unit, count in _counted(month).items()
            )
        MonthReader.objects.filter(month=month).delete()


def readers_in(month: date) -> dict[int | None, int]:
    """Distinct staff readers by unit and, under None, in all; of a month that is not over: so far."""
    month = month.replace(day=1)
    closed: dict[int | None, int] = dict(MonthReaders.objects.filter(month=month).values_list("unit", "count"))
    return closed or _counted(month)


def forget_recent() -> None:
    """The rule of 30 minutes needs no row that is older than a day."""
    RecentRead.objects.filter(at__lt=timezone.now() - _RECENT).delete()


def _counted(month: date) -> dict[int | None, int]:
    rows = MonthReader.objects.filter(month=month)
    by_unit: dict[int | None, int] = dict(rows.order_by().values_list("unit").annotate(Count("key", distinct=True)))
    in_all = rows.aggregate(readers=Count("key", distinct=True))["readers"]
    return by_unit | {None: in_all} if in_all else {}
