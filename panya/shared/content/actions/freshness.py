"""Keep published texts fresh: turn their validity on the right day, say that one still holds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from panya.base.core.clock import today
from panya.base.core.errors import Refused, require
from panya.base.core.many import these
from panya.base.thai.normalise import normalise_line
from panya.shared.audit import actions as audit
from panya.shared.content import signals
from panya.shared.content.actions import items
from panya.shared.content.actions.changes import tell_changed
from panya.shared.content.choices import Status, Validity
from panya.shared.content.freshness import WATCHED, holds_as, longest, validity_on
from panya.shared.content.keepers import km_team_that_reads, units_kept
from panya.shared.content.models import Access, Item
from panya.shared.content.permissions import may_renew
from panya.shared.notifications.actions import tell
from panya.shared.people.models import User
from panya.shared.people.queries import km_teams_over

DUE, OUTDATED, DECLASSIFY = "content.due", "content.outdated", "content.declassify"
REASON_LIMIT = 300
# So many records are ticked at most, and so many flipped in one transaction.
MOST_AT_ONCE = 100
_BATCH = 500
# An owner of more records than these is told once of them all.
_MOST_APART = 3
# What a stopped worker missed is told so long afterwards; later only the page of the record says it.
_STILL_TOLD = timedelta(days=30)
_KINDS = {Validity.DUE: DUE, Validity.OUTDATED: OUTDATED}


def flip_validity(day: date | None = None) -> int:
    """Turn the validity of all published texts to what it is on this day in Bangkok; returns how many turned.

    Safe to run twice and when killed anywhere: each batch looks for what is still to be turned, and tells of it, in
    one transaction.
    """
    day, flipped = day or today(), 0
    for validity in (Validity.OUTDATED, Validity.DUE, Validity.CURRENT):
        many = _owners_of_many(validity, day)
        # Looked for once: to look again for every batch would read what has turned already again and again.
        numbers = list(amiss(validity, day).order_by("owner", "pk").values_list("pk", flat=True))
        for start in range(0, len(numbers), _BATCH):
            flipped += _flip_batch(numbers[start : start + _BATCH], validity, day, many)
    return flipped


def amiss(validity: Validity, day: date) -> QuerySet[Item]:
    """Published texts that are to show this validity on this day and do not yet."""
    return Item.objects.filter(WATCHED, holds_as(validity, day)).exclude(validity=validity)


@transaction.atomic
def _flip_batch(numbers: list[int], validity: Validity, day: date, many: set[int]) -> int:
    found = amiss(validity, day).filter(pk__in=these(numbers)).select_for_update(of=("self",))
    rows = list(found.only("number", "owner", "unit", "review_by").order_by("pk"))
    if not rows:
        return 0
    numbers = [row.pk for row in rows]
    Item.objects.filter(pk__in=these(numbers)).update(validity=validity)
    tell_changed(numbers)
    after = {"validity": validity, "on": day, "numbers": numbers}
    audit.record("content.flip_validity", by=None, object_kind="items", object_id=f"{day}/{validity}", after=after)
    if validity in _KINDS:
        _tell_owners(_KINDS[validity], rows, day, many)
    return len(rows)


def _owners_of_many(validity: Validity, day: date) -> set[int]:
    counted = amiss(validity, day).order_by().values("owner").annotate(n=Count("pk"))
    return set(counted.filter(n__gt=_MOST_APART).values_list("owner", flat=True))


def _tell_owners(kind: str, rows: list[Item], day: date, many: set[int]) -> None:
    """Each owner once for each record, of many records once a day; where the owner has left, the KM team."""
    owners = User.objects.active().in_bulk({row.owner_id for row in rows})
    together = [owner for pk, owner in owners.items() if pk in many]
    tell(kind, together, subject=None, by=None, key=f"{kind}/{day}", words={"many": "yes"})
    for row in rows:
        if row.owner_id in owners and row.owner_id not in many:
            tell(kind, [owners[row.owner_id]], subject=row.pk, by=None, key=f"{kind}/{row.pk}/{row.review_by}")
    _tell_teams(kind, [row for row in rows if row.owner_id not in owners], day)


def _tell_teams(kind: str, ownerless: list[Item], day: date) -> None:
    numbers = [row.pk for row in ownerless]
    units = {row.unit_id: row.unit for row in Item.objects.filter(pk__in=these(numbers)).select_related("unit")}
    people = {person.pk: person for unit in units.values() for person in km_teams_over(unit)}
    reading = [
        person
        for person in people.values()
        if Item.objects.visible_to(person).filter(units_kept(person), pk__in=these(numbers)).exists()
    ]
    tell(kind, reading, subject=None, by=None, key=f"{kind}/team/{day}", words={"many": "yes", "team": "yes"})


def remind_declassify(day: date | None = None) -> None:
    """On the day on which a narrow class is to be looked at again its owner and KM team are told, once."""
    day = day or today()
    narrow = Item.objects.filter(deleted_at=None, declassify_on__gt=day - _STILL_TOLD, declassify_on__lte=day)
    for item in narrow.exclude(access=Access.PUBLIC).select_related("owner", "unit"):
        people = [item.owner, *km_team_that_reads(item)]
        key = f"{DECLASSIFY}/{item.pk}/{item.declassify_on}"
        tell(DECLASSIFY, people, subject=item.pk, by=None, key=key)


@transaction.atomic
def renew(item: Item, *, by: User, reason: str, until: date | None = None) -> Item:
    """Say that a published text was looked at and still holds, as long as its type allows or until an earlier day."""
    item = Item.objects.select_for_update(of=("self",)).select_related("unit").get(pk=item.pk)
    if item.status != Status.PUBLISHED or item.deleted_at is not None:
        raise Refused(_("เรื่องนี้ไม่ได้เผยแพร่อยู่ จึงต่ออายุไม่ได้ หากเลิกใช้ไปแล้ว โปรดนำกลับมาใช้ก่อน"))
    require(may_renew(by, item))
    reason = normalise_line(reason)
    if not reason or len(reason) > REASON_LIMIT:
        raise Refused(_("โปรดบอกสั้น ๆ ว่าตรวจอะไรแล้ว ไม่เกิน %(limit)d ตัวอักษร") % {"limit": REASON_LIMIT})
    day = today()
    last = longest(item, day)
    until = until or last
    if until <= day:
        raise Refused(_("วันทบทวนครั้งถัดไปต้องเป็นวันหลังจากวันนี้"))
    if until > last:
        raise Refused(_("เรื่องประเภทนี้ต้องทบทวนภายในหนึ่งปี หรือหกเดือนถ้าอาศัยกฎหมาย โปรดเลือกวันที่ใกล้กว่านี้"))
    before = {"review_by": item.review_by, "validity": item.validity}
    item.review_by, item.validity = until, validity_on(until, day)
    item.save(update_fields=["review_by", "validity"])
    after = {"review_by": item.review_by, "validity": item.validity, "revision": item.published_id}
    audit.record(
        "content.renew", by=by, object_kind="item", object_id=item.pk, before=before, after=after, reason=reason
    )
    tell_changed([item.pk])
    signals.acted.send(Item, item=item, by=by, verb="content.renew")
    return item


@transaction.atomic
def retire_reviewed(
    item: Item, *, by: User, reason: str, superseded_by: Item | None = None, for_some_readers: bool = False
) -> Item:
    """Take a reviewed record out of use from the queue of what must be looked at again."""
    item = items.retire(item, by=by, reason=reason, superseded_by=superseded_by, for_some_readers=for_some_readers)
    signals.acted.send(Item, item=item, by=by, verb="content.retire")
    return item


@dataclass(frozen=True)
class Outcome:
    """What became of one ticked record: no words where it was renewed, else why not."""

    number: int
    title: str
    refusal: str = ""


def renew_many(numbers: Collection[int], *, by: User, reason: str) -> list[Outcome]:
    """Renew each of these records in a transaction of its own; one that is refused does not hold up the others."""
    if not numbers:
        raise Refused(_("โปรดเลือกเรื่องที่ตรวจแล้วอย่างน้อยหนึ่งเรื่อง"))
    if len(numbers) > MOST_AT_ONCE:
        raise Refused(_("ต่ออายุได้ครั้งละไม่เกิน %(limit)d เรื่อง") % {"limit": MOST_AT_ONCE})
    found = Item.objects.visible_to(by).in_bulk(list(numbers))
    return [_renewed(number, found.get(number), by, reason) for number in dict.fromkeys(numbers)]


def _renewed(number: int, item: Item | None, by: User, reason: str) -> Outcome:
    if item is None:
        return Outcome(number, "", _("ไม่พบเรื่องนี้แล้ว"))
    try:
        renew(item, by=by, reason=reason)
    except Refused as refused:
        return Outcome(number, item.title, str(refused))
    return Outcome(number, item.title)
