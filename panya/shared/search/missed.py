"""Searches that found nothing: what people look for and the store does not have.

Like reads they are noted without writing to the database: each process appends to its own file, the worker folds the
files in. Of a search only its words are kept, without numbers of five digits or more, mail addresses and names of
persons, and a key of the day for the seeker, from which nobody can go back. A word counts once a day for each seeker,
and is shown to others only when it was sought so often (`ENOUGH`) that it tells of no single person; it is forgotten
after 90 days.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest

from panya.base.core.client_address import address_block
from panya.base.core.clock import today
from panya.base.thai.normalise import identity_key
from panya.shared.people.models import User
from panya.shared.people.queries import names_in_one
from panya.shared.search.answer import SearchAnswer
from panya.shared.search.models import LeftSearch, MissedSearch
from panya.shared.search.personal_traces import without_names, without_personal_traces
from panya.shared.search.spool import Spool

ENOUGH = 3
KEPT_FOR = timedelta(days=90)
WORDS_LIMIT, KEY_LIMIT = 200, 240
SPOOL = Spool("searches")
_SHORTEST = 2
# Of one seeker so many different words count in a day; a few more where the worker looks twice.
MOST_A_DAY = 100
# So many at most are shown and looked through at a time.
MOST = 500
Noted = TypeVar("Noted", MissedSearch, LeftSearch)


@dataclass(frozen=True)
class Missed:
    """Words that were sought in vain, by how many seekers on how many days together, and when last."""

    key: str
    words: str
    times: int
    last: date


def note_missed(answer: SearchAnswer, request: HttpRequest) -> None:
    """Note a search by words alone whose words no record holds; robots say no `User-Agent` or are no matter."""
    if not answer.query or answer.chosen or answer.rebuilding or (answer.results and not answer.loose):
        return
    if line := line_of(answer.query, request):
        SPOOL.write(line)


def line_of(query: str, request: HttpRequest) -> dict[str, Any] | None:
    """What may be kept of a search; None of robots and of words that say nothing."""
    words = without_personal_traces(query)[:WORDS_LIMIT].strip()
    if not request.headers.get("User-Agent") or len(identity_key(words)) < _SHORTEST:
        return None
    day, user = today().isoformat(), request.user
    seeker = f"person|{user.pk}" if isinstance(user, User) else f"guest|{address_block(request)}"
    by_staff = isinstance(user, User) and user.is_staff_member
    return {"words": words, "day": day, "seeker": _keyed(f"{day}|{seeker}"), "staff": by_staff}


def rows_of(lines: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The noted searches with their columns; a line that is none, or was but somebody's name, is left out."""
    names = names_in_one()
    for line in lines:
        if row := _row(line, names):
            yield line, row


def _row(line: dict[str, Any], names: Collection[str]) -> dict[str, Any] | None:
    try:
        words, seeker = str(line["words"])[:WORDS_LIMIT], str(line["seeker"])[:32]
        day, staff = date.fromisoformat(line["day"]), bool(line["staff"])
    except (ValueError, KeyError, TypeError):
        return None
    words = without_names(words, names)
    key = identity_key(words)[:KEY_LIMIT]
    if len(key) < _SHORTEST:
        return None
    return {"key": key, "words": words, "day": day, "seeker": seeker, "by_staff": staff}


def fold() -> None:
    """Take the lines of every file in; a line that was taken in before changes nothing, so it is safe to run twice."""
    SPOOL.fold(_take)


@transaction.atomic
def _take(lines: Iterable[dict[str, Any]]) -> None:
    rows = {(row["key"], row["seeker"]): MissedSearch(**row) for _line, row in rows_of(lines)}
    MissedSearch.objects.bulk_create(in_measure(rows.values()), ignore_conflicts=True, batch_size=500)


def in_measure(rows: Iterable[Noted]) -> list[Noted]:
    """Without what one seeker sends beyond a day's measure: nobody fills the desk, or the disk, alone."""
    rows = list(rows)
    if not rows:
        return []
    noted = type(rows[0])._default_manager.filter(day__in={row.day for row in rows})
    full = noted.values("seeker").annotate(count=Count("pk")).filter(count__gte=MOST_A_DAY)
    seen = Counter(dict(full.values_list("seeker", "count")))
    kept = []
    for row in rows:
        if seen[row.seeker] < MOST_A_DAY:
            seen[row.seeker] += 1
            kept.append(row)
    return kept


def forget_old() -> None:
    MissedSearch.objects.filter(day__lt=today() - KEPT_FOR).delete()


def missed_often(*, since: date | None = None, key: str = "") -> list[Missed]:
    """What was sought in vain so often that it may be shown to everybody of the staff."""
    rows = MissedSearch.objects.filter(**({"day__gt": since} if since else {}), **({"key": key} if key else {}))
    counted = rows.values("key").annotate(times=Count("pk"), staff=Count("pk", filter=Q(by_staff=True)))
    # One of the staff among them: what only guests type is no wish of the ministry's people.
    return told(counted.filter(times__gte=ENOUGH, staff__gt=0))


def missed_lately(*, since: date | None = None) -> list[Missed]:
    """For those who keep the subjects: also what one of the staff sought; of guests only what many did."""
    rows = (
        MissedSearch.objects.filter(**({"day__gt": since} if since else {}))
        .values("key")
        .annotate(times=Count("pk"), staff=Count("pk", filter=Q(by_staff=True)))
    )
    return told(rows.filter(Q(staff__gt=0) | Q(times__gte=ENOUGH)))


def told(grouped) -> list[Missed]:  # type: ignore[no-untyped-def]
    """The words of each group with how often and when; `grouped` by key, with `times`."""
    found = grouped.annotate(said=Min("words"), last=Max("day")).order_by("-times", "-last", "key")
    return [Missed(row["key"], row["said"], row["times"], row["last"]) for row in found[:MOST]]


def _keyed(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]
