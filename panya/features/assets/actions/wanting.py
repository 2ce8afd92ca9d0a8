"""The board “knowledge wanted” (ความรู้ที่ต้องการ): ask, back, take, answer, close."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from panya.base.core.clock import today
from panya.base.core.errors import Conflict, Refused, require
from panya.base.thai.normalise import identity_key
from panya.features.assets.models import Wanted, WantedState
from panya.features.assets.permissions import may_close_wanted, may_want
from panya.shared.activity import actions as activity
from panya.shared.audit import actions as audit
from panya.shared.content.models import Item, Status, Topic
from panya.shared.content.queries import may_read
from panya.shared.content.secrecy import refuse_marks_in
from panya.shared.notifications.actions import tell
from panya.shared.people.models import User
from panya.shared.people.text import one_line, paragraphs
from panya.shared.search.missed import Missed, missed_often

ANSWERED = "assets.wanted_answered"
TITLE_LIMIT, WHY_LIMIT, KEY_LIMIT = 200, 1000, 240
WAITING = (WantedState.OPEN, WantedState.TAKEN)


@transaction.atomic
def want(title: str, why: str, *, by: User, topic: Topic | None = None) -> Wanted:
    """Ask for knowledge; where a card that says the same waits already, its asker is joined."""
    require(may_want(by))
    title = one_line(title, _("ความรู้ที่ต้องการ"), TITLE_LIMIT, needed=True)
    why = paragraphs(why, _("เหตุผล"), WHY_LIMIT)
    refuse_marks_in(title, why)
    key = identity_key(title)[:KEY_LIMIT]
    if not key:
        raise Refused(_("โปรดบอกว่าต้องการความรู้เรื่องอะไร"))
    found = _waiting(key)
    if found is None:
        try:
            with transaction.atomic():
                found = Wanted.objects.create(title=title, key=key, why=why, asked_by=by, unit=by.unit, topic=topic)
            audit.record("assets.want", by=by, object_kind="wanted", object_id=found.public_id, after={"title": title})
            activity.record("assets.want", item=None, by=by)
            return found
        except IntegrityError:
            # Somebody asked for the same at this moment.
            found = Wanted.objects.get(key=key, state__in=WAITING)
    return back(found, by=by)


@transaction.atomic
def back(card: Wanted, *, by: User, backs: bool = True) -> Wanted:
    """Say that one wants it too, or no longer."""
    require(may_want(by))
    card = _locked(card)
    if card.asked_by_id != by.pk:
        (card.backers.add if backs else card.backers.remove)(by)
    return card


@transaction.atomic
def take(card: Wanted, *, by: User) -> Wanted:
    """Promise to write it; one at a time, and the promise may be given back."""
    require(may_want(by))
    card = _locked(card)
    if card.state == WantedState.TAKEN and card.taken_by_id != by.pk:
        raise Conflict(_("มีผู้รับไปเขียนแล้ว ติดต่อเพื่อเขียนด้วยกันได้"))
    gives_back = card.state == WantedState.TAKEN
    card.state = WantedState.OPEN if gives_back else WantedState.TAKEN
    card.taken_by = None if gives_back else by
    card.save(update_fields=["state", "taken_by", "updated_at"])
    return card


@transaction.atomic
def answer(card: Wanted, item: Item, *, by: User) -> Wanted:
    """Name the published record that answers a card; who wanted it and may read the record is told."""
    require(may_want(by) and may_read(by, item))
    if item.status != Status.PUBLISHED:
        raise Refused(_("ใช้ตอบได้เฉพาะเรื่องที่เผยแพร่แล้ว โปรดเผยแพร่ก่อน"), about="number")
    card = _locked(card)
    card.state, card.answer = WantedState.ANSWERED, item
    card.save(update_fields=["state", "answer", "updated_at"])
    people = [*card.backers.all(), *([card.asked_by] if card.asked_by else [])]
    tell(
        ANSWERED, people, subject=item.pk, by=by, key=f"wanted/{card.public_id}/{item.pk}", words={"wanted": card.title}
    )
    _record("answer", card, by, {"item": item.pk})
    activity.record("assets.answer_wanted", item=item, by=by, to=card.asked_by)
    return card


@transaction.atomic
def close(card: Wanted, *, by: User) -> Wanted:
    """Take a card off the board without an answer: its asker, or a KM team."""
    require(may_close_wanted(by, card))
    card = _locked(card)
    card.state = WantedState.CLOSED
    card.save(update_fields=["state", "updated_at"])
    _record("close", card, by, None)
    return card


@transaction.atomic
def feed_board() -> int:
    """Make or raise the cards of what was sought in vain often enough; safe to run twice."""
    changed = 0
    for missed in missed_often():
        card = Wanted.objects.filter(key=missed.key).order_by("-pk").first()
        if card is not None and card.state in WAITING:
            changed += Wanted.objects.filter(pk=card.pk, searches__lt=missed.times).update(searches=missed.times)
        elif card is None or _sought_again(card):
            changed += _make(missed)
    return changed


def _make(missed: Missed) -> int:
    try:
        with transaction.atomic():
            Wanted.objects.create(title=missed.words, key=missed.key, searches=missed.times)
        return 1
    except IntegrityError:
        return 0


def _sought_again(card: Wanted) -> bool:
    """Whether people went on searching in vain on later days than that on which the card was answered or closed."""
    return card.updated_at.date() < today() and bool(missed_often(since=card.updated_at.date(), key=card.key))


def _waiting(key: str) -> Wanted | None:
    return Wanted.objects.filter(key=key, state__in=WAITING).first()


def _locked(card: Wanted) -> Wanted:
    card = Wanted.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=card.pk)
    if card.state not in WAITING:
        raise Conflict(_("ความรู้ที่ต้องการเรื่องนี้มีคำตอบหรือปิดไปแล้ว"))
    return card


def _record(verb: str, card: Wanted, by: User, after: object) -> None:
    audit.record(f"assets.{verb}_wanted", by=by, object_kind="wanted", object_id=card.public_id, after=after)
