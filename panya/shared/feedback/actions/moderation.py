"""What the desk decides: comments of guests, and what people report."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.errors import Conflict, Refused, require
from panya.base.core.limits import Limit
from panya.base.thai.normalise import normalise
from panya.shared.audit import actions as audit
from panya.shared.content.mentions import may_read_now
from panya.shared.content.models import Item
from panya.shared.content.queries import may_read
from panya.shared.feedback.actions.comments import WAITING, show_waiting
from panya.shared.feedback.models import Comment, CommentState, Report, ReportReason, ReportState
from panya.shared.feedback.permissions import may_moderate
from panya.shared.feedback.queries import moderators_of
from panya.shared.feedback.senders import sender_of
from panya.shared.notifications.actions import tell
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader

REPORT_LIMIT = Limit("report", 10, 60 * 60)
# Whatever the number of addresses: what moderators can look through.
ALL_GUESTS_LIMIT = Limit("report-guests", 120, 60 * 60)
WORDS_LIMIT = 1_000


def approve_comment(comment: Comment, *, by: User) -> Comment:
    """Let a waiting comment be read; of two moderators at once the second is told so."""
    with transaction.atomic():
        found = Comment.objects.select_for_update(of=("self",)).select_related("item__unit", "parent__author")
        comment = found.get(pk=comment.pk)
        require(may_moderate(by, comment.item))
        if comment.state != CommentState.WAITING:
            raise Conflict(_("มีผู้ตรวจความเห็นนี้ไปก่อนแล้ว"))
        show_waiting(comment, by=by)
        after = {"item": comment.item_id}
        audit.record("feedback.approve", by=by, object_kind="comment", object_id=comment.public_id, after=after)
        return comment


def report(item: Item, *, reason: str, words: str, by: Reader, address: str, comment: Comment | None = None) -> Report:
    """Say that a record or a comment is not as it should be; whoever may read it may, guests too."""
    require(may_read(by, item))
    person = by if isinstance(by, User) else None
    sender = "" if person else sender_of(address)
    REPORT_LIMIT.spend(person.public_id if person else sender)
    if person is None:
        ALL_GUESTS_LIMIT.spend("all")
    words = normalise(words).strip()
    if reason not in ReportReason.values:
        raise Refused(_("โปรดเลือกว่าเป็นเรื่องใด"))
    if len(words) > WORDS_LIMIT:
        raise Refused(_("เล่าได้ไม่เกิน %(limit)s ตัวอักษร โปรดย่อให้สั้นลง") % {"limit": f"{WORDS_LIMIT:,}"})
    with transaction.atomic():
        made = Report.objects.create(item=item, comment=comment, reason=reason, words=words, by=person, sender=sender)
        key = f"waiting/{item.pk}/{timezone.localdate().isoformat()}"
        tell(WAITING, may_read_now(item, moderators_of(item)), subject=None, by=person, key=key)
        return made


def settle_report(made: Report, *, by: User, outcome: str) -> Report:
    """Close a report with what was done about it; of two moderators at once the second is told so."""
    outcome = " ".join(normalise(outcome).split())[:300]
    if not outcome:
        raise Refused(_("โปรดบอกสั้น ๆ ว่าทำอะไรไปแล้ว"))
    with transaction.atomic():
        made = Report.objects.select_for_update(of=("self",)).select_related("item__unit").get(pk=made.pk)
        require(may_moderate(by, made.item))
        if made.state != ReportState.OPEN:
            raise Conflict(_("มีผู้ตรวจเรื่องนี้ไปก่อนแล้ว"))
        made.state, made.outcome, made.decided_by, made.decided_at = ReportState.SETTLED, outcome, by, timezone.now()
        made.save(update_fields=["state", "outcome", "decided_by", "decided_at"])
        after = {"item": made.item_id, "outcome": outcome}
        audit.record("feedback.settle_report", by=by, object_kind="report", object_id=made.public_id, after=after)
        return made
