"""Searches that were given up: results were shown and nothing of them was opened. Kept as what was sought in vain is.

That something was opened comes from the page itself in a POST without an address: neither the address of a record nor
any log tells what was sought. Which record it was is not noted.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest

from panya.base.core.clock import today
from panya.shared.content.choices import FOR_ALL_STAFF
from panya.shared.search.answer import SearchAnswer
from panya.shared.search.missed import ENOUGH, KEPT_FOR, Missed, in_measure, line_of, rows_of, told
from panya.shared.search.models import LeftSearch
from panya.shared.search.spool import Spool

SPOOL = Spool("shown")
# A line of yesterday evening may be taken in this morning; later ones are not, for what was opened is forgotten then.
_LINES_COME = timedelta(days=1)


def note_shown(answer: SearchAnswer, request: HttpRequest) -> None:
    """Note that a search by words alone found something that all of the staff may read.

    Of what only a circle finds the desk is told nothing: its keepers may not know that it is there.
    """
    is_told = any(result.item.access in FOR_ALL_STAFF for result in answer.results)
    if answer.query and not answer.chosen and not answer.rebuilding and is_told and not answer.loose:
        _note(answer.query, request, opened=False)


def note_opened(query: str, request: HttpRequest) -> None:
    """Note that one of the found records was opened."""
    _note(query, request, opened=True)


def fold() -> None:
    """Take the lines in, in whatever order they come; safe to run twice."""
    SPOOL.fold(_take)


@transaction.atomic
def _take(lines: Iterable[dict[str, Any]]) -> None:
    rows: dict[tuple[str, date, str], LeftSearch] = {}
    for line, row in rows_of(lines):
        if row["day"] >= today() - _LINES_COME:
            found = rows.setdefault((row["key"], row["day"], row["seeker"]), LeftSearch(**row))
            found.opened |= bool(line.get("opened"))
    counted = in_measure(rows.values())
    shown = [row for row in counted if not row.opened]
    opened = [row for row in counted if row.opened]
    LeftSearch.objects.bulk_create(shown, ignore_conflicts=True, batch_size=500)
    LeftSearch.objects.bulk_create(
        opened,
        update_conflicts=True,
        unique_fields=["key", "day", "seeker"],
        update_fields=["opened"],
        batch_size=500,
    )


def forget() -> None:
    """Forget what was given up long ago, and what was opened as soon as no more line of its day can come."""
    LeftSearch.objects.filter(day__lt=today() - KEPT_FOR).delete()
    LeftSearch.objects.filter(opened=True, day__lt=today() - _LINES_COME).delete()


def left_often(*, since: date | None = None) -> list[Missed]:
    """What so many gave up that it tells of no single person, one of the staff among them; today is not over yet."""
    rows = LeftSearch.objects.filter(opened=False, day__lt=today(), **({"day__gt": since} if since else {}))
    counted = rows.values("key").annotate(times=Count("pk"), staff=Count("pk", filter=Q(by_staff=True)))
    return told(counted.filter(times__gte=ENOUGH, staff__gt=0))


def _note(query: str, request: HttpRequest, *, opened: bool) -> None:
    if line := line_of(query, request):
        SPOOL.write({**line, "opened": opened})
