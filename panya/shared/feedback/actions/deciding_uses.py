"""What the head decides on a use, and what the owner does with what should be better."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.errors import Conflict, Refused, require
from panya.shared.audit import actions as audit
from panya.shared.content.mentions import may_read_now
from panya.shared.feedback import signals
from panya.shared.feedback.actions.uses import locked
from panya.shared.feedback.models import Improvement, UseRecord, UseState
from panya.shared.feedback.permissions import may_answer_improvement, may_confirm_use
from panya.shared.feedback.queries.use_records import uses_to_confirm
from panya.shared.notifications.actions import take_back, tell
from panya.shared.people.models import User
from panya.shared.people.text import one_line

CONFIRMED, DECLINED, ANSWERED = "feedback.use_confirmed", "feedback.use_declined", "feedback.improvement_answered"
MOST_AT_ONCE = 50
_LONGEST = 500


def confirm_use(use: UseRecord, *, by: User) -> UseRecord:
    """From now on the hours count; of two heads at once the second is told so."""
    with transaction.atomic():
        return _decided(use, UseState.CONFIRMED, "", by=by)


def decline_use(use: UseRecord, *, by: User, reason: str) -> UseRecord:
    """It counts in no figure; who recorded it is told why."""
    reason = one_line(reason, _("เหตุผล"), _LONGEST)
    if not reason:
        raise Refused(_("โปรดบอกเหตุผล ผู้บันทึกจะได้เห็น"))
    with transaction.atomic():
        return _decided(use, UseState.DECLINED, reason, by=by)


def confirm_uses(public_ids: Collection[str], *, by: User) -> int:
    """Confirm several at once, as far as they still wait for this person; says how many were."""
    if len(public_ids) > MOST_AT_ONCE:
        raise Refused(_("ยืนยันได้ครั้งละไม่เกิน %(limit)d รายการ") % {"limit": MOST_AT_ONCE})
    confirmed = 0
    with transaction.atomic():
        for waiting in uses_to_confirm(by).filter(public_id__in=public_ids).order_by("pk"):
            use = locked(waiting)
            if use.is_waiting and may_confirm_use(by, use):
                _decide(use, UseState.CONFIRMED, "", by=by)
                confirmed += 1
    return confirmed


def answer_improvement(use: UseRecord, *, taken_up: bool, words: str, by: User) -> UseRecord:
    """Say what became of it; who suggested it is told. Not taken up needs a reason."""
    words = one_line(words, _("ข้อความ"), _LONGEST)
    if not taken_up and not words:
        raise Refused(_("โปรดบอกเหตุผลที่ยังไม่ปรับปรุง ผู้เสนอจะได้เห็น"))
    with transaction.atomic():
        use = locked(use)
        require(may_answer_improvement(by, use))
        if use.improvement_state != Improvement.OPEN:
            raise Conflict(_("มีผู้ตอบข้อเสนอนี้ไปก่อนแล้ว"))
        use.improvement_state = Improvement.TAKEN_UP if taken_up else Improvement.NOT_TAKEN_UP
        use.improvement_answer, use.improvement_by, use.improvement_at = words, by, timezone.now()
        use.save(update_fields=["improvement_state", "improvement_answer", "improvement_by", "improvement_at"])
        after = {"state": use.improvement_state, "words": words}
        audit.record("feedback.answer_improvement", by=by, object_kind="use", object_id=use.public_id, after=after)
        told = {"at": "uses", "state": use.improvement_state}
        readers = may_read_now(use.item, [use.by])
        tell(ANSWERED, readers, subject=use.item_id, by=by, key=f"use/{use.pk}/answered", words=told)
        return use


def _decided(use: UseRecord, state: UseState, reason: str, *, by: User) -> UseRecord:
    use = locked(use)
    require(may_confirm_use(by, use), _("ผู้ยืนยันคือหัวหน้าหน่วยงานของผู้บันทึก และไม่มีใครยืนยันรายการของตนเอง"))
    if use.state != UseState.RECORDED:
        raise Conflict(_("รายการนี้มีผู้ตัดสินหรือผู้บันทึกถอนไปก่อนแล้ว"))
    return _decide(use, state, reason, by=by)


def _decide(use: UseRecord, state: UseState, reason: str, *, by: User) -> UseRecord:
    use.state, use.decline_reason, use.decided_by, use.decided_at = state, reason, by, timezone.now()
    use.save(update_fields=["state", "decline_reason", "decided_by", "decided_at"])
    is_confirmed = state == UseState.CONFIRMED
    verb = "feedback.confirm_use" if is_confirmed else "feedback.decline_use"
    after = {"item": use.item_id, "hours": use.hours, "baht": use.baht}
    audit.record(verb, by=by, object_kind="use", object_id=use.public_id, after=after, reason=reason)
    take_back(f"use/{use.pk}/confirm")
    kind = CONFIRMED if is_confirmed else DECLINED
    readers = may_read_now(use.item, [use.by])
    told = {"at": "uses", "reason": reason}
    tell(kind, readers, subject=use.item_id, by=by, key=f"use/{use.pk}/decided", words=told)
    if is_confirmed:
        signals.use_confirmed.send(UseRecord, use=use, by=by)
    return use
