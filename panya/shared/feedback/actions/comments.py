"""Say something under a record, answer, mend it, take it back."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.client_address import mask_address
from panya.base.core.errors import Conflict, NotAllowed, Refused, require
from panya.base.core.limits import Limit
from panya.shared.audit import actions as audit
from panya.shared.content.html import plain_text
from panya.shared.content.mentions import may_read_now, tell_mentioned
from panya.shared.content.models import Item
from panya.shared.content.secrecy import refuse_marks_in
from panya.shared.feedback import signals
from panya.shared.feedback.models import Comment, CommentState
from panya.shared.feedback.permissions import (
    guests_may_comment,
    may_comment,
    may_edit_comment,
    may_hide_comment,
    may_withdraw_comment,
)
from panya.shared.feedback.queries import moderators_of
from panya.shared.feedback.senders import sender_of
from panya.shared.feedback.text import comment_html, guest_name
from panya.shared.notifications.actions import take_back, tell
from panya.shared.people.models import User
from panya.shared.people.permissions import may_look_people_up

MEMBER_LIMIT = Limit("comment-person", 20, 60)
GUEST_LIMIT = Limit("comment-address", 5, 10 * 60)
# Whatever the number of addresses: what moderators can look through.
ALL_GUESTS_LIMIT = Limit("comment-guests", 120, 60)
COMMENT, REPLY, HIDDEN, WAITING = (
    "feedback.comment",
    "feedback.reply",
    "feedback.comment_hidden",
    "feedback.waiting",
)


def write_comment(item: Item, typed: str, *, by: User, parent: Comment | None = None) -> Comment:
    """Comment on a record, or answer a comment on it; those whom it concerns are told."""
    MEMBER_LIMIT.spend(by.public_id)
    with transaction.atomic():
        require(may_comment(by, item))
        return _shown(_row(item, typed, parent, author=by), by=by)


def write_guest_comment(item: Item, typed: str, *, name: str, address: str, parent: Comment | None = None) -> Comment:
    """A guest's comment waits until a moderator has looked at it."""
    if not guests_may_comment(item):
        raise NotAllowed(_("เรื่องนี้เปิดให้เฉพาะบุคลากรแสดงความเห็น โปรดเข้าสู่ระบบ"))
    sender = sender_of(address)
    GUEST_LIMIT.spend(sender)
    ALL_GUESTS_LIMIT.spend("all")
    with transaction.atomic():
        row = _row(item, typed, parent, name=guest_name(name))
        row.state, row.sender, row.masked_address = CommentState.WAITING, sender, mask_address(address)
        row.save()
        # One telling for each record and day, however many wait.
        key = f"waiting/{item.pk}/{timezone.localdate().isoformat()}"
        tell(WAITING, may_read_now(item, moderators_of(item)), subject=None, by=None, key=key)
        return row


def edit_comment(comment: Comment, typed: str, *, by: User) -> Comment:
    """Mend one's own comment within half an hour."""
    MEMBER_LIMIT.spend(by.public_id)
    with transaction.atomic():
        comment = _locked(comment)
        require(may_edit_comment(by, comment), _("แก้ความเห็นได้ภายใน 30 นาทีหลังส่ง หลังจากนั้นถอนแล้วเขียนใหม่ได้"))
        before = comment.body_html
        comment.body_html = comment_html(typed, comment.item, mentions=may_look_people_up(by))
        comment.body_text = plain_text(comment.body_html)
        refuse_marks_in(comment.body_text)
        comment.edited_at = timezone.now()
        comment.save(update_fields=["body_html", "body_text", "edited_at"])
        # The kept list of comments is known by the version of the record.
        Item.objects.filter(pk=comment.item_id).update(version=F("version") + 1)
        # The key of the comment: each person is told once, and no longer when it is taken back.
        key = f"mention/comment/{comment.pk}"
        tell_mentioned(comment.item, comment.body_html, by=by, key=key, before=before, at=comment.anchor)
        return comment


def withdraw_comment(comment: Comment, *, by: User) -> None:
    """Take one's own comment back; answers under it stay."""
    with transaction.atomic():
        comment = _locked(comment)
        require(may_withdraw_comment(by, comment))
        _leave(comment, CommentState.WITHDRAWN)
        audit.record("feedback.withdraw", by=by, object_kind="comment", object_id=comment.public_id)


def hide_comment(comment: Comment, *, by: User, reason: str) -> None:
    """Hide a comment with the reason, which its author is told; of two at once the second is told so."""
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise Refused(_("โปรดบอกเหตุผล ผู้เขียนความเห็นจะได้เห็น"))
    with transaction.atomic():
        comment = _locked(comment)
        if comment.state in {CommentState.HIDDEN, CommentState.WITHDRAWN}:
            raise Conflict(_("ความเห็นนี้ถูกซ่อนหรือถอนไปก่อนแล้ว"))
        require(may_hide_comment(by, comment))
        comment.reason, comment.decided_by = reason, by
        comment.save(update_fields=["reason", "decided_by"])
        _leave(comment, CommentState.HIDDEN)
        after = {"item": comment.item_id, "reason": reason}
        audit.record("feedback.hide", by=by, object_kind="comment", object_id=comment.public_id, after=after)
        if comment.author is not None:
            key = f"comment-hidden/{comment.pk}"
            to = may_read_now(comment.item, [comment.author])
            tell(HIDDEN, to, subject=comment.item_id, by=None, key=key, words={"reason": reason})


def show_waiting(comment: Comment, *, by: User) -> None:
    """Let a waiting comment be read (inside the caller's transaction, the right was asked)."""
    comment.state, comment.decided_by = CommentState.VISIBLE, by
    _shown(comment, by=None)


def _row(item: Item, typed: str, parent: Comment | None, *, author: User | None = None, name: str = "") -> Comment:
    if parent is not None and not parent.is_visible:
        raise Refused(_("ความเห็นที่จะตอบถูกซ่อนหรือถอนไปแล้ว เขียนเป็นความเห็นใหม่ได้"))
    # Who may not look people up learns no names by trying which become links.
    body = comment_html(typed, item, mentions=author is not None and may_look_people_up(author))
    text = plain_text(body)
    refuse_marks_in(text)
    return Comment(
        item=item,
        # Answers to an answer stand under the comment that began it.
        parent=parent.parent or parent if parent else None,
        author=author,
        name=name,
        body_html=body,
        body_text=text,
        written_at=timezone.now(),
    )


def _shown(comment: Comment, *, by: User | None) -> Comment:
    comment.save()
    item = comment.item
    Item.objects.filter(pk=item.pk).update(comment_count=F("comment_count") + 1)
    asked = comment.parent.author if comment.parent else None
    # A guest may take any name, also ours: the bell says that it is a guest.
    name = comment.name_shown if comment.author else _("%(name)s (ผู้เยี่ยมชม)") % {"name": comment.name_shown}
    words = {"name": name, "at": comment.anchor}
    if asked is not None:
        tell(REPLY, may_read_now(item, [asked]), subject=item.pk, by=by, key=f"comment/{comment.pk}", words=words)
    # The same key: who was told of an answer is not told of a comment as well.
    writers = list({person.pk: person for person in (item.author, item.owner) if person is not None}.values())
    tell(COMMENT, may_read_now(item, writers), subject=item.pk, by=by, key=f"comment/{comment.pk}", words=words)
    if by is not None:
        key = f"mention/comment/{comment.pk}"
        tell_mentioned(item, comment.body_html, by=by, key=key, at=comment.anchor)
    signals.commented.send(Comment, comment=comment, by=by)
    return comment


def _leave(comment: Comment, state: CommentState) -> None:
    """It is not shown any more: it does not count, and nobody meets what was told of it."""
    if comment.state == CommentState.VISIBLE:
        # The kept list is known by number and version: the number alone comes back with the next comment.
        Item.objects.filter(pk=comment.item_id).update(comment_count=F("comment_count") - 1, version=F("version") + 1)
    comment.state = state
    comment.save(update_fields=["state"])
    take_back(f"comment/{comment.pk}")
    take_back(f"mention/comment/{comment.pk}")


def _locked(comment: Comment) -> Comment:
    found = Comment.objects.select_for_update(of=("self",)).select_related("item__unit", "author", "parent__author")
    return found.get(pk=comment.pk)
