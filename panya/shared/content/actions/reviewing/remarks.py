"""What a reviewer says about passages, and what the writers do about it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.errors import NotAllowed, Refused, require
from panya.shared.audit import actions as audit
from panya.shared.content.actions.reviewing.rounds import locked_review
from panya.shared.content.models import Remark, Review
from panya.shared.content.passages import found_in
from panya.shared.content.permissions import may_edit
from panya.shared.people.models import User
from panya.shared.people.text import paragraphs

QUOTE_LIMIT, REMARK_LIMIT = 1_000, 2_000
REMARKS_LIMIT = 200
_MOST_OCCURRENCES = 10_000


@transaction.atomic
def remark(review: Review, words: str, *, by: User, part: str = "", quote: str = "", occurrence: int = 0) -> Remark:
    """Say something about a passage of the text that is reviewed, or without one about the whole of it."""
    review = locked_review(review)
    if not review.is_open or not review.assignments.filter(reviewer=by, decision="").exists():
        raise NotAllowed(_("การตรวจนี้จบไปแล้ว หรือคุณไม่ได้รับมอบให้ตรวจ จึงเขียนข้อสังเกตเพิ่มไม่ได้"))
    words = paragraphs(words, _("ข้อสังเกต"), REMARK_LIMIT)
    if not words:
        raise Refused(_("โปรดเขียนว่าสังเกตเห็นอะไร"))
    quote = paragraphs(quote, _("ข้อความที่ยกมา"), QUOTE_LIMIT)
    part = found_in(review.revision, quote, part) if quote else ""
    if quote and not part:
        raise Refused(_("ไม่พบข้อความที่ยกมาในเรื่องนี้ โปรดคัดลอกจากเนื้อหาให้ตรงทุกคำ หรือเว้นว่างไว้"))
    if review.remarks.count() >= REMARKS_LIMIT:
        raise Refused(_("มีข้อสังเกตมากแล้ว โปรดส่งกลับให้แก้ก่อน แล้วจึงตรวจรอบใหม่"))
    return Remark.objects.create(
        review=review,
        by=by,
        part=part,
        quote=quote,
        occurrence=min(max(occurrence, 0), _MOST_OCCURRENCES) if quote else 0,
        words=words,
        at=timezone.now(),
    )


@transaction.atomic
def take_back_remark(found: Remark, *, by: User) -> None:
    """A reviewer takes an own remark back while the review goes on."""
    review = locked_review(found.review)
    require(found.by_id == by.pk and review.is_open)
    Remark.objects.filter(pk=found.pk).delete()


@transaction.atomic
def settle_remark(found: Remark, *, by: User) -> Remark:
    """The writers say that they have done what the remark asks; it stays to be read."""
    require(may_edit(by, found.review.item))
    found = Remark.objects.select_for_update(of=("self",)).select_related("review").get(pk=found.pk)
    if found.settled_at is None:
        found.settled_at, found.settled_by = timezone.now(), by
        found.save(update_fields=["settled_at", "settled_by"])
        audit.record(
            "content.settle_remark",
            by=by,
            object_kind="item",
            object_id=found.review.item_id,
            after={"remark": found.public_id},
        )
    return found
