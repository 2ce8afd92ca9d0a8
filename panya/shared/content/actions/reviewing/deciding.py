"""A reviewer approves the text that stood on the page, or returns it."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.errors import Conflict, NotAllowed, Refused
from panya.shared.audit import actions as audit
from panya.shared.content import signals
from panya.shared.content.actions.items import show_revision
from panya.shared.content.actions.reviewing.asking import Check, refuse_altered
from panya.shared.content.actions.reviewing.rounds import (
    APPROVED,
    RETURNED,
    end_round,
    locked_review,
    tell_ended,
    tell_writers,
)
from panya.shared.content.choices import CheckPoint
from panya.shared.content.models import Assignment, Review, ReviewState
from panya.shared.content.permissions import why_not_reviewer
from panya.shared.people.models import User
from panya.shared.people.text import paragraphs

DECISION_LIMIT = 2_000


@transaction.atomic
def approve(
    review: Review,
    *,
    sha256: str,
    ticked: Collection[str],
    by: User,
    words: str = "",
    checks: Iterable[Check] = (),
) -> Review:
    """Approve exactly the text with this hash; with the last approval needed, readers see it where that was wished."""
    review = locked_review(review)
    own = _own_assignment(review, by)
    if own.decision == ReviewState.APPROVED and sha256 == review.sha256:
        return review  # Pressed twice: one record.
    _refuse_changed(review, sha256)
    _refuse_lost_right(review, own, by)
    if missing := set(CheckPoint.values) - set(ticked):
        raise Refused(_("ยังไม่ได้ตรวจ %(count)d ข้อ โปรดตรวจให้ครบแปดข้อ หรือส่งกลับให้แก้") % {"count": len(missing)})
    for check in checks:
        check(review.item)
    _decide(review, own, ReviewState.APPROVED, words, ticked=list(CheckPoint.values))
    if review.assignments.filter(decision=ReviewState.APPROVED).count() >= review.needed:
        end_round(review, ReviewState.APPROVED)
        tell_writers(APPROVED, review, by=by, what="approved")
        tell_ended(review, by=by)
        if review.shows_at_once:
            # In the name of who asked: the reviewer vouches for the text and publishes nothing of the own.
            show_revision(review.item, review.item.latest or review.revision, by=review.asked_by)
    return review


@transaction.atomic
def return_text(review: Review, *, words: str, by: User) -> Review:
    """Give the text back to be mended; one who returns it ends the review, its remarks stay."""
    review = locked_review(review)
    own = _own_assignment(review, by)
    _refuse_changed(review, review.sha256)
    _refuse_lost_right(review, own, by)
    if not words.strip() and not review.remarks.filter(by=by).exists():
        raise Refused(_("โปรดบอกว่าต้องแก้อะไร เขียนไว้ที่นี่ หรือเขียนข้อสังเกตในเนื้อหา"))
    _decide(review, own, ReviewState.RETURNED, words)
    end_round(review, ReviewState.RETURNED)
    tell_writers(RETURNED, review, by=by, what="returned")
    tell_ended(review, by=by)
    return review


def _own_assignment(review: Review, by: User) -> Assignment:
    own = review.assignments.filter(reviewer=by).first()
    if own is None:
        raise NotAllowed(_("คุณไม่ได้รับมอบให้ตรวจเรื่องนี้แล้ว ขอบคุณที่ช่วยอ่าน โปรดติดต่อเจ้าของเรื่องหากมีข้อแนะนำ"))
    return own


def _refuse_changed(review: Review, sha256: str) -> None:
    latest = review.item.latest
    if sha256 != review.sha256 or latest is None or latest.sha256 != review.sha256:
        raise Conflict(_("ข้อความเปลี่ยนไปหลังจากที่คุณเปิดหน้านี้ ยังไม่ได้ลงผลใด โปรดดูสองฉบับข้างล่าง แล้วตรวจฉบับล่าสุด"))
    refuse_altered(review)


def _refuse_lost_right(review: Review, own: Assignment, by: User) -> None:
    """Whatever held when the page was opened must hold now."""
    if not review.is_open:
        raise NotAllowed(_("การตรวจนี้จบไปแล้ว (%(state)s) จึงลงผลเพิ่มไม่ได้") % {"state": review.get_state_display()})
    if own.decision:
        raise NotAllowed(_("คุณลงผลการตรวจไว้แล้ว"))
    if review.item.deleted_at is not None or review.item.is_retired:
        raise NotAllowed(_("เรื่องนี้เลิกใช้หรือถูกลบไปแล้ว จึงลงผลไม่ได้"))
    if reason := why_not_reviewer(User.objects.get(pk=by.pk), review.item):
        raise NotAllowed(reason)


def _decide(review: Review, own: Assignment, decision: str, words: str, *, ticked: list[str] | None = None) -> None:
    own.decision, own.decided_at = decision, timezone.now()
    own.words = paragraphs(words, _("ความเห็นของผู้ตรวจ"), DECISION_LIMIT)
    own.ticked = ticked or []
    own.save(update_fields=["decision", "decided_at", "words", "ticked"])
    audit.record(
        "content.approve_text" if decision == ReviewState.APPROVED else "content.return_text",
        by=own.reviewer,
        object_kind="item",
        object_id=review.item_id,
        after={"revision": review.revision.number, "sha256": review.sha256, "ticked": own.ticked},
        reason=own.words[:1000],
    )
    signals.reviewed.send(Review, item=review.item, by=own.reviewer, decision=decision)
