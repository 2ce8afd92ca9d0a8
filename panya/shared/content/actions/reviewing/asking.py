"""Ask for a review, take it back, and show what was approved."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.clock import today
from panya.base.core.errors import Conflict, Refused, require
from panya.shared.audit import actions as audit
from panya.shared.content.actions.items import show_revision
from panya.shared.content.actions.reviewing.rounds import (
    begin_round,
    end_round,
    locked_item,
    locked_review,
    tell_ended,
)
from panya.shared.content.models import Item, Review, ReviewState
from panya.shared.content.permissions import may_ask_for_review, why_not_reviewer
from panya.shared.people.models import User
from panya.shared.people.text import paragraphs

USUAL_TIME = timedelta(days=7)
LONGEST_TIME = timedelta(days=366)
REVIEWERS_LIMIT = 10
WORDS_LIMIT = 1_000

# Raises Refused where the item is not ready to be reviewed or shown; features give their own.
Check = Callable[[Item], None]


@transaction.atomic
def ask_for_review(
    item: Item,
    reviewers: Iterable[User],
    *,
    by: User,
    words: str = "",
    due_on: date | None = None,
    shows_at_once: bool = True,
    needed: int = 1,
    checks: Iterable[Check] = (),
) -> Review:
    """Show the latest text to these reviewers; exactly this text (its hash) is what they can approve."""
    item = locked_item(item.pk)
    require(may_ask_for_review(by, item))
    _refuse_nothing_to_review(item)
    people = _fit_reviewers(item, reviewers, needed)
    due_on = _due(due_on)
    for check in checks:
        check(item)
    if item.latest is None:
        raise Refused(_("ยังไม่มีข้อความให้ตรวจ โปรดเขียนแล้วบันทึกก่อน"))
    review = begin_round(
        item,
        item.latest,
        people,
        asked_by=by,
        words=paragraphs(words, _("ข้อความถึงผู้ตรวจ"), WORDS_LIMIT),
        due_on=due_on,
        needed=needed,
        shows_at_once=shows_at_once,
    )
    audit.record(
        "content.ask_for_review",
        by=by,
        object_kind="item",
        object_id=item.pk,
        after={
            "revision": item.latest.number,
            "sha256": review.sha256,
            "reviewers": [person.name for person in people],
            "due_on": due_on,
        },
    )
    return review


@transaction.atomic
def withdraw_review(review: Review, *, by: User) -> Review:
    """The author or the owner takes the text back before anybody has decided."""
    review = locked_review(review)
    require(may_ask_for_review(by, review.item))
    if not review.is_open:
        raise Refused(_("การตรวจนี้จบไปแล้ว โปรดเปิดหน้าเรื่องเพื่อดูผล"))
    end_round(review, ReviewState.WITHDRAWN)
    tell_ended(review, by=by)
    audit.record("content.withdraw_review", by=by, object_kind="item", object_id=review.item_id)
    return review


@transaction.atomic
def publish_approved(item: Item, *, by: User, checks: Iterable[Check] = ()) -> Item:
    """Show readers the newest approved text that they do not see yet; a later edit stays with its writers."""
    item = locked_item(item.pk)
    require(may_ask_for_review(by, item))
    if item.is_retired:
        raise Refused(_("เรื่องนี้เลิกใช้แล้ว โปรดนำกลับมาใช้ก่อน แล้วจึงเผยแพร่ฉบับใหม่"))
    review = approved_unshown(item)
    if review is None:
        raise Refused(_("ยังไม่มีฉบับที่ผ่านการตรวจรอเผยแพร่ โปรดส่งให้ผู้ตรวจก่อน"))
    refuse_altered(review)
    for check in checks:
        check(item)
    return show_revision(item, review.revision, by=by)


def approved_unshown(item: Item) -> Review | None:
    """The newest approved review of a text that is newer than what readers see."""
    seen = item.published.number if item.published else 0
    found = item.reviews.filter(state=ReviewState.APPROVED, revision__number__gt=seen)
    return found.select_related("revision").order_by("-revision__number", "-pk").first()


def refuse_altered(review: Review) -> None:
    """What stands in the database is still what the review is about; `panya doctor` names what is not."""
    if review.revision.content_hash() != review.sha256:
        raise Conflict(_("ข้อความฉบับนี้ไม่ตรงกับที่ส่งตรวจไว้ โปรดแจ้งผู้ดูแลระบบให้สั่ง panya doctor"))


def _refuse_nothing_to_review(item: Item) -> None:
    if not item.needs_review:
        raise Refused(_("เรื่องชนิดนี้เผยแพร่ได้เอง ไม่ต้องส่งตรวจ"))
    if item.is_retired:
        raise Refused(_("เรื่องนี้เลิกใช้แล้ว โปรดนำกลับมาใช้ก่อน แล้วจึงส่งตรวจ"))
    if item.reviews.filter(state=ReviewState.OPEN).exists():
        raise Refused(_("เรื่องนี้กำลังรอตรวจอยู่แล้ว หากต้องการเปลี่ยนผู้ตรวจ ให้เปลี่ยนในหน้าการตรวจ"))
    if item.latest and item.published and item.latest.sha256 == item.published.sha256:
        raise Refused(_("ผู้อ่านเห็นฉบับล่าสุดอยู่แล้ว โปรดแก้ไขก่อนแล้วจึงส่งตรวจ"))
    waiting = approved_unshown(item)
    if waiting is not None and item.latest and waiting.sha256 == item.latest.sha256:
        raise Refused(_("ฉบับล่าสุดผ่านการตรวจแล้ว กดเผยแพร่ได้เลย"))


def _fit_reviewers(item: Item, reviewers: Iterable[User], needed: int) -> list[User]:
    # Read anew: an account may have been closed since the page was opened.
    people = list(User.objects.filter(pk__in={person.pk for person in reviewers}).order_by("name_sort", "pk"))
    if len(people) < needed:
        raise Refused(_("เรื่องนี้ต้องมีผู้ตรวจอย่างน้อย %(needed)d คน โปรดเลือกเพิ่ม") % {"needed": needed})
    if len(people) > REVIEWERS_LIMIT:
        raise Refused(_("เลือกผู้ตรวจได้ไม่เกิน %(limit)d คน") % {"limit": REVIEWERS_LIMIT})
    for person in people:
        if reason := why_not_reviewer(person, item):
            raise Refused(reason)
    return people


def _due(day: date | None) -> date:
    day = day or today() + USUAL_TIME
    if not today() <= day <= today() + LONGEST_TIME:
        raise Refused(_("วันครบกำหนดต้องเป็นวันนี้หรือหลังจากนี้ ไม่เกินหนึ่งปี โปรดเลือกวันใหม่"))
    return day
