"""What feedback tells people of."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from panya.shared.feedback.actions.comments import COMMENT, HIDDEN, REPLY, WAITING
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
