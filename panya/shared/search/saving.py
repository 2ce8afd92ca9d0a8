"""Searches that people keep, and the telling of what they find anew (decision 0023).

Every look asks the rights of that person at that moment; what is told is a number and a link, never a title.
"""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.base.thai.dates import to_bangkok
from panya.base.thai.normalise import normalise_line
from panya.shared.content.models import Item
from panya.shared.notifications.actions import tell
from panya.shared.people.models import User
from panya.shared.people.text import one_line
from panya.shared.search.filters import Filters
from panya.shared.search.models import Alert, SavedSearch
from panya.shared.search.queries import LONGEST_QUERY, MOST, found_exactly

FOUND = "search.found"
NAME_LIMIT, MOST_SAVED = 120, 30
_MOST_TOLD = 5_000
# So many are looked at in one round; the rest comes with the next.
_ROUND = 200


def saved_of(person: User) -> list[SavedSearch]:
    """The person's own searches, the latest first."""
    return list(SavedSearch.objects.filter(person=person).defer("known", "told"))


def find_saved(person: User, public_id: str) -> SavedSearch | None:
    """An own saved search; nobody finds another's."""
    return SavedSearch.objects.filter(person=person, public_id=normalise_line(public_id)).first()


def address_of(saved: SavedSearch) -> str:
    """Where it is run."""
    return f"{reverse('search')}?{urlencode({'q': saved.words, **saved.filters})}"


@transaction.atomic
def save(name: str, words: str, filters: Filters, alert: str, *, by: User) -> SavedSearch:
    """Keep a search; what it finds now is known and is not told as new."""
    require(by.is_active and not by.is_built_in)
    words = normalise_line(words)[:LONGEST_QUERY]
    if not words and not filters.named():
        raise Refused(_("โปรดค้นก่อน แล้วจึงบันทึกการค้นนั้น"))
    # Locked: two at the same moment must not pass the limit together.
    person = User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if SavedSearch.objects.filter(person=person).count() >= MOST_SAVED:
        raise Refused(_("เก็บการค้นได้ไม่เกิน %(limit)d รายการ โปรดลบรายการที่ไม่ใช้แล้ว") % {"limit": MOST_SAVED})
    return SavedSearch.objects.create(
        person=person,
        name=one_line(name, _("ชื่อ"), NAME_LIMIT, needed=True),
        words=words,
        filters=filters.named(),
        alert=_alert(alert),
        looked_at=timezone.now(),
        known=found_exactly(words, person, filters=filters) or [],
    )


@transaction.atomic
def change(saved: SavedSearch, name: str, alert: str, *, by: User) -> SavedSearch:
    """Another name, another time of telling."""
    require(saved.person_id == by.pk)
    name = one_line(name, _("ชื่อ"), NAME_LIMIT, needed=True)
    saved = SavedSearch.objects.select_for_update(of=("self",)).get(pk=saved.pk)
    if saved.alert == Alert.NEVER and alert != Alert.NEVER:
        # What came meanwhile is not told: it was not wanted.
        filters = Filters.read(saved.filters)
        saved.looked_at, saved.known = timezone.now(), found_exactly(saved.words, by, filters=filters) or saved.known
    saved.name, saved.alert = name, _alert(alert)
    saved.save(update_fields=["name", "alert", "looked_at", "known"])
    return saved


@transaction.atomic
def delete(saved: SavedSearch, *, by: User) -> None:
    """Keep it no longer."""
    require(saved.person_id == by.pk)
    saved.delete()


def tell_now() -> int:
    """Look at the searches of those who want to be told at once, if anything changed; returns how many told."""
    due = SavedSearch.objects.filter(alert=Alert.NOW).order_by("looked_at")
    oldest = due.values_list("looked_at", flat=True).first()
    if oldest is None or not _changed(oldest).exists():
        return 0
    return _look_at(due)


def tell_daily() -> int:
    """Look once a day, from six in the morning in Bangkok, for those who want to be told daily."""
    now = to_bangkok(timezone.now())
    morning = now.replace(hour=6, minute=0, second=0, microsecond=0)
    if now < morning:
        morning -= timedelta(days=1)
    return _look_at(SavedSearch.objects.filter(alert=Alert.DAILY, looked_at__lt=morning).order_by("looked_at"))


def _look_at(due) -> int:  # type: ignore[no-untyped-def]
    active = due.filter(person__is_active=True)
    return sum(_look(pk) for pk in active.values_list("pk", flat=True)[:_ROUND])


@transaction.atomic
def _look(pk: int) -> bool:
    """Look what one search finds anew, and tell it; whoever looks at the same moment tells nothing twice."""
    saved = SavedSearch.objects.select_for_update(of=("self",)).select_related("person").filter(pk=pk).first()
    if saved is None:
        return False
    now, filters = timezone.now(), Filters.read(saved.filters)
    found = found_exactly(saved.words, saved.person, filters=filters)
    if found is None:
        # Without an index nothing is known; the next look asks again since the same moment.
        return False
    new = _new(saved, found)
    told = [*saved.told, *new][-_MOST_TOLD:]
    # Claimed by the state that was read: of two that look at once only one goes on, on every database.
    claimed = SavedSearch.objects.filter(pk=pk, looked_at=saved.looked_at, alert=saved.alert)
    if not claimed.update(looked_at=now, known=found, told=told) or not new:
        return False
    number = hashlib.sha256(repr(sorted(new)).encode()).hexdigest()[:16]
    words = {"saved": saved.public_id, "name": saved.name, "count": str(len(new))}
    tell(FOUND, [saved.person], subject=None, by=None, key=f"saved/{saved.public_id}/{number}", words=words)
    return True


def _new(saved: SavedSearch, found: list[int]) -> list[int]:
    """What was not found at the last look, or changed since; not what was told, nor the person's own."""
    known, told = set(saved.known), set(saved.told)
    untold = [number for number in found if number not in told]
    changed = set(_changed(saved.looked_at).filter(pk__in=untold[:MOST]).values_list("pk", flat=True))
    # Where there are more than are looked at, an old one may move up: then only what changed is new.
    is_whole = len(found) < MOST
    new = [number for number in untold if number in changed or (is_whole and number not in known)]
    own = Item.objects.filter(Q(author=saved.person) | Q(owner=saved.person), pk__in=new)
    return [number for number in new if number not in set(own.values_list("pk", flat=True))]


def _changed(since: datetime):  # type: ignore[no-untyped-def]
    return Item.objects.filter(Q(published_at__gt=since) | Q(edited_at__gt=since))


def _alert(alert: str) -> str:
    if alert not in Alert.values:
        raise Refused(_("โปรดเลือกว่าจะให้แจ้งเมื่อใด"))
    return alert
