"""Hand a review or a whole item on to somebody else, so that nothing is orphaned when a person leaves."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.shared.audit import actions as audit
from panya.shared.content.actions.changes import tell_changed
from panya.shared.content.actions.reviewing.rounds import (
    ASKED,
    AT,
    ENDED,
    LOST,
    REASSIGNED,
    locked_item,
    locked_review,
)
from panya.shared.content.choices import BY_CIRCLE
from panya.shared.content.models import Assignment, Item, Review, ReviewState
from panya.shared.content.permissions import may_hand_over, may_reassign, why_not_reviewer
from panya.shared.content.queries import may_read
from panya.shared.notifications.actions import take_back, tell
from panya.shared.people.models import Circle, User
from panya.shared.people.queries import staff
from panya.shared.people.text import paragraphs

HANDED_OVER = "content.handed_over"
REASON_LIMIT = 500


@transaction.atomic
def reassign(review: Review, from_: User, to: User, *, by: User, words: str = "") -> Assignment:
    """Another person reviews in this one's place, while nothing is decided; the former one reads no more by it."""
    review = locked_review(review)
    require(may_reassign(by, review.item))
    if not review.is_open:
        raise Refused(_("การตรวจนี้จบไปแล้ว จึงเปลี่ยนผู้ตรวจไม่ได้"))
    old = review.assignments.filter(reviewer=from_).select_related("reviewer").first()
    if old is None or old.decision:
        raise Refused(_("%(name)s ไม่ได้ค้างตรวจเรื่องนี้แล้ว โปรดเปิดหน้าการตรวจใหม่") % {"name": from_.name})
    to = User.objects.get(pk=to.pk)
    if reason := why_not_reviewer(to, review.item):
        raise Refused(reason)
    if review.assignments.filter(reviewer=to).exists():
        raise Refused(_("%(name)s ตรวจเรื่องนี้อยู่แล้ว โปรดเลือกคนอื่น") % {"name": to.name})
    reason = paragraphs(words, _("เหตุผล"), REASON_LIMIT)
    old.delete()
    new = Assignment.objects.create(review=review, reviewer=to, assigned_at=timezone.now())
    tell(ASKED, [to], subject=review.item_id, by=by, key=f"review/{review.public_id}/asked", words=AT)
    tell(ENDED, [from_], subject=None, by=by, key=f"review/{review.public_id}/ended")
    asked = [person for person in (review.asked_by, review.item.owner) if person.pk != by.pk]
    tell(REASSIGNED, asked, subject=review.item_id, by=by, key=f"review/{review.public_id}/to/{new.pk}", words=AT)
    audit.record(
        "content.reassign_review",
        by=by,
        object_kind="item",
        object_id=review.item_id,
        before={"reviewer": from_.name},
        after={"reviewer": to.name},
        reason=reason,
    )
    return new


@transaction.atomic
def hand_over(item: Item, to: User, *, by: User, reason: str) -> Item:
    """Another person answers for the item from now on: by its owner, else by the KM team once the owner has left."""
    item = locked_item(item.pk)
    require(may_hand_over(by, item))
    to = User.objects.get(pk=to.pk)
    reason = paragraphs(reason, _("เหตุผล"), REASON_LIMIT)
    if not reason:
        raise Refused(_("โปรดบอกเหตุผลที่ส่งมอบ เก็บไว้ในบันทึกการตรวจสอบ"))
    if to.pk == item.owner_id:
        raise Refused(_("%(name)s เป็นเจ้าของเรื่องนี้อยู่แล้ว") % {"name": to.name})
    if not staff().filter(pk=to.pk).exists():
        raise Refused(_("ส่งมอบได้เฉพาะบุคลากรที่บัญชีเปิดใช้อยู่ โปรดเลือกคนอื่น"))
    # The team gives it to others; itself it takes only what it reads already.
    fits = may_read(to, item) if to.pk == by.pk else _belongs_to(to, item)
    if by.pk != item.owner_id and not fits:
        raise Refused(_("เรื่องนี้เปิดให้อ่านเฉพาะบางคน โปรดส่งมอบให้ผู้ที่อ่านได้อยู่แล้ว หรือคนในหน่วยงานเจ้าของเรื่อง"))
    before, former = item.owner.name, item.owner
    item.owner = to
    item.save(update_fields=["owner"])
    _leave_review(item, to)
    tell(HANDED_OVER, [to], subject=item.pk, by=by, key=f"handed/{item.pk}/{to.pk}/{timezone.now():%Y%m%d%H%M%S}")
    take_back(f"orphan/{item.pk}/{former.pk}")
    audit.record(
        "content.hand_over",
        by=by,
        object_kind="item",
        object_id=item.pk,
        before={"owner": before},
        after={"owner": to.name},
        reason=reason,
    )
    tell_changed([item.pk])
    return item


def tell_of_lost_reviewers(person: User | None = None) -> int:
    """Tell who asked that a reviewer is no active staff any more, once each; safe to run again and again."""
    waiting = Assignment.objects.filter(decision="", review__state=ReviewState.OPEN)
    if person is not None:
        waiting = waiting.filter(reviewer=person)
    lost = waiting.exclude(reviewer__in=staff()).select_related("review__asked_by", "review__item__owner")
    for one in lost:
        review = one.review
        people = [review.asked_by, review.item.owner]
        key = f"review/{review.public_id}/lost/{one.reviewer_id}"
        tell(LOST, people, subject=review.item_id, by=None, key=key, words=AT)
    return len(lost)


def _belongs_to(to: User, item: Item) -> bool:
    """To whom the KM team may give an item that is not open to all staff: its readers, and its own unit."""
    if may_read(to, item):
        return True
    in_unit = to.unit is not None and to.unit.path.startswith(item.unit.path)
    by_circle = item.access in BY_CIRCLE and Circle.objects.of(to).filter(items=item).exists()
    return in_unit or by_circle


def _leave_review(item: Item, person: User) -> None:
    """Who owns an item reviews it no more; who asked chooses another."""
    own = Assignment.objects.filter(review__item=item, review__state=ReviewState.OPEN, reviewer=person, decision="")
    for one in own.select_related("review__asked_by"):
        key = f"review/{one.review.public_id}/lost/{person.pk}"
        tell(LOST, [one.review.asked_by, person], subject=item.pk, by=None, key=key, words=AT)
