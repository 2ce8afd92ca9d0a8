"""What feedback tells people of."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from panya.shared.feedback.actions.comments import COMMENT, HIDDEN, REPLY, WAITING
from panya.shared.feedback.actions.following import FOLLOWED
from panya.shared.feedback.actions.thanks import THANKS
from panya.shared.feedback.models import FollowKind
from panya.shared.feedback.models.follow import why
from panya.shared.notifications.kinds import NotificationKind, register

register(
    NotificationKind(
        COMMENT, _("มีคนแสดงความเห็นในเรื่องที่ฉันเขียน"), _("%(by)s แสดงความเห็นในเรื่องของคุณ"), icon="comment", mail=True
    )
)
register(NotificationKind(REPLY, _("มีคนตอบความเห็นของฉัน"), _("%(by)s ตอบความเห็นของคุณ"), icon="reply", mail=True))
register(NotificationKind(HIDDEN, _("ความเห็นของฉันถูกซ่อน"), _("ความเห็นของคุณถูกซ่อน เพราะ%(reason)s"), icon="info"))
register(
    NotificationKind(
        WAITING,
        _("มีความเห็นหรือเรื่องแจ้งรอตรวจ (ทีม KM)"),
        _("มีความเห็นหรือเรื่องแจ้งรอให้คุณตรวจ"),
        icon="flag",
        leads_to=lambda words: reverse("moderation"),
    )
)

register(NotificationKind(THANKS, _("มีคนขอบคุณเรื่องที่ฉันเขียน"), _("%(by)s ขอบคุณเรื่องของคุณ"), icon="thanks"))


class FollowedKind(NotificationKind):
    """Says why its reader meets it."""

    def said(self, by: str, words: Mapping[str, str]) -> str:
        what = words.get("what", FollowKind.ITEM)
        known = what if what in FollowKind.values else FollowKind.ITEM
        done = _CHANGED % {"by": by} if known == FollowKind.ITEM else super().said(by, words)
        return f"{done} {why(known, words.get('called', ''))}"


_CHANGED = _("%(by)s แก้ไขเรื่องนี้")
register(FollowedKind(FOLLOWED, _("มีเรื่องใหม่ในสิ่งที่ฉันติดตาม"), _("%(by)s เผยแพร่เรื่องใหม่"), icon="follow"))
