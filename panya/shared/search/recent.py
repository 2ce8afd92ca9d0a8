"""What a person searched for lately: for that person only, off where the person wants, forgotten after 90 days."""

import hashlib
import hmac
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from panya.base.core.prepared import Prepared
from panya.base.thai.normalise import identity_key, normalise_line
from panya.shared.people.models import User
from panya.shared.search.answer import SearchAnswer
from panya.shared.search.models import RecentSearch, SearchWish
from panya.shared.search.spool import Spool

SPOOL = Spool("recent")
KEPT_FOR = timedelta(days=90)
MOST = 30
_LONGEST = 200
# No line of a spool file is older than this.
_LINES_COME = timedelta(days=1)


def note_recent(answer: SearchAnswer, request: HttpRequest) -> None:
    """Note what a signed-in person searched for, if that person wants it remembered."""
    person, words = request.user, normalise_line(answer.query)[:_LONGEST].strip()
    if isinstance(person, User) and identity_key(words) and remembers(person):
        SPOOL.write({"person": person.pk, "words": words, "at": time.time()})


def remembers(person: User) -> bool:
    """Whether the person wants the own searches remembered; so it is without a word."""
    return not _FORGETTING(person.pk)


# Every search asks it: written as SQL once.
_FORGETTING: Prepared[SearchWish] = Prepared(lambda person: SearchWish.objects.filter(person=person, remembers=False))


def recent_of(person: User, *, holding: str = "", limit: int = MOST) -> list[RecentSearch]:
    """The latest searches of this person, those that hold these letters."""
    rows = RecentSearch.objects.filter(person=person, at__gt=timezone.now() - KEPT_FOR).exclude(words="")
    rows = rows.order_by("-at", "-pk")
    if not holding:
        return list(rows[:limit])
    key = identity_key(holding)
    return [row for row in rows[:200] if key in identity_key(row.words)][:limit]


@transaction.atomic
def forget_one(person: User, key: str) -> None:
    """Take one search off the own list."""
    RecentSearch.objects.filter(person=person, key=key).update(words="", at=timezone.now())


@transaction.atomic
def forget_all(person: User) -> None:
    """Take all searches off the own list."""
    SearchWish.objects.update_or_create(person=person, defaults={"forgotten_at": timezone.now()})
    RecentSearch.objects.filter(person=person).delete()


@transaction.atomic
def remember(person: User, wants: bool) -> None:
    """Remember the own searches from now on, or no longer; then what was remembered is forgotten too."""
    SearchWish.objects.update_or_create(person=person, defaults={"remembers": wants})
    if not wants:
        forget_all(person)


def fold() -> None:
    """Take the lines in; a line that was taken in before, or was taken off the list since, changes nothing."""
    SPOOL.fold(_take)


def forget_old() -> None:
    """Forget what is older than 90 days, and of what was taken off the list the last trace."""
    now = timezone.now()
    RecentSearch.objects.filter(at__lt=now - KEPT_FOR).delete()
    RecentSearch.objects.filter(words="", at__lt=now - 2 * _LINES_COME).delete()


@transaction.atomic
def _take(lines: Iterable[dict[str, Any]]) -> None:
    latest: dict[tuple[int, str], RecentSearch] = {}
    for line in lines:
        row = _row(line)
        if row is not None and ((found := latest.get((row.person_id, row.key))) is None or found.at < row.at):
            latest[row.person_id, row.key] = row
    people = {person for person, _key in latest}
    known = set(User.objects.active().filter(pk__in=people).values_list("pk", flat=True))
    wishes = {wish.person_id: wish for wish in SearchWish.objects.filter(person__in=people)}
    there = {
        (row.person_id, row.key): row
        for row in RecentSearch.objects.filter(person__in=people).only("at", "key", "person")
    }
    fresh = [
        row
        for place, row in latest.items()
        if row.person_id in known and _wanted(row, wishes.get(row.person_id)) and _is_later(row, there.get(place))
    ]
    RecentSearch.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=["person", "key"], update_fields=["words", "at"], batch_size=500
    )


def _row(line: dict[str, Any]) -> RecentSearch | None:
    try:
        at = datetime.fromtimestamp(line["at"], UTC)
        person, words = int(line["person"]), str(line["words"])[:_LONGEST]
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None
    if at < timezone.now() - _LINES_COME:
        return None
    return RecentSearch(person_id=person, key=_key(person, words), words=words, at=at)


def _wanted(row: RecentSearch, wish: SearchWish | None) -> bool:
    return wish is None or (wish.remembers and (wish.forgotten_at is None or row.at > wish.forgotten_at))


def _is_later(row: RecentSearch, there: RecentSearch | None) -> bool:
    return there is None or row.at > there.at


def _key(person: int, words: str) -> str:
    text = f"{person}|{identity_key(words)}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]
