"""What feedback tells people of."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from panya.shared.feedback.actions.citizens import ASKED, MISSING
from panya.shared.feedback.actions.comments import COMMENT, HIDDEN, REPLY, WAITING
from panya.shared.feedback.actions.deciding_uses import ANSWERED, CONFIRMED, DECLINED
from panya.shared.feedback.actions.following import FOLLOWED
from panya.shared.feedback.actions.thanks import THANKS
from panya.shared.feedback.actions.uses import FAILED, TO_CONFIRM, USED
from panya.shared.feedback.models import FollowKind, Improvement, UseManner, UseResult
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
        called = words.get("called", "")
        return f"{done} {why(known, words.get('called_en', called) if get_language() == 'en' else called)}"


_CHANGED = _("%(by)s แก้ไขเรื่องนี้")
register(FollowedKind(FOLLOWED, _("มีเรื่องใหม่ในสิ่งที่ฉันติดตาม"), _("%(by)s เผยแพร่เรื่องใหม่"), icon="follow"))


class UsedKind(NotificationKind):
    """Says how it was used, with what result, and what should be better."""

    def said(self, by: str, words: Mapping[str, str]) -> str:
        manner, result = _word(UseManner, words.get("manner")), _word(UseResult, words.get("result"))
        told = super().said(by, {**words, "manner": manner, "result": result})
        better = words.get("better", "")
        return f"{told} {_BETTER % {'better': better}}" if better else told


class AnsweredKind(NotificationKind):
    """Says whether what was suggested was taken up."""

    def said(self, by: str, words: Mapping[str, str]) -> str:
        return super().said(by, {**words, "state": _word(Improvement, words.get("state"))})


def _word(choices: type[TextChoices], value: str | None) -> str:
    return str(choices(value).label) if value in choices.values else ""


_BETTER = _("ควรปรับปรุง: %(better)s")
register(
    UsedKind(
        USED, _("มีคนนำเรื่องที่ฉันดูแลไปใช้"), _("%(by)s นำเรื่องของคุณไปใช้ (%(manner)s) %(result)s"), icon="check", mail=True
    )
)
register(
    UsedKind(
        FAILED,
        _("มีคนนำเรื่องที่ฉันดูแลไปใช้แล้วไม่ได้ผล"),
        _("%(by)s นำเรื่องของคุณไปใช้ (%(manner)s) แล้วไม่ได้ผล"),
        icon="alert",
        mail=True,
    )
)
register(
    NotificationKind(
        TO_CONFIRM,
        _("มีการนำความรู้ไปใช้รอฉันยืนยัน (หัวหน้าหน่วยงาน)"),
        _("%(by)s บันทึกการนำความรู้ไปใช้ รอคุณยืนยัน"),
        icon="flag",
        leads_to=lambda words: reverse("uses_desk"),
    )
)
register(NotificationKind(CONFIRMED, _("หัวหน้ายืนยันการนำไปใช้ของฉัน"), _("%(by)s ยืนยันการนำไปใช้ที่คุณบันทึก"), icon="vouched"))
register(
    NotificationKind(
        DECLINED,
        _("หัวหน้าไม่ยืนยันการนำไปใช้ของฉัน"),
        _("%(by)s ไม่ยืนยันการนำไปใช้ที่คุณบันทึก เพราะ%(reason)s"),
        icon="info",
    )
)
register(
    AnsweredKind(ANSWERED, _("เจ้าของเรื่องตอบข้อเสนอปรับปรุงของฉัน"), _("%(by)s ตอบข้อเสนอของคุณ: %(state)s"), icon="reply")
)
register(
    NotificationKind(
        MISSING, _("ผู้อ่านบอกว่าเรื่องที่ฉันดูแลยังขาดอะไร"), _("ผู้อ่านบอกว่าเรื่องของคุณยังขาด: %(missing)s"), icon="comment"
    )
)
register(
    NotificationKind(
        ASKED,
        _("มีประชาชนขอข้อมูลข่าวสาร (เจ้าของเรื่องและทีม KM)"),
        _("มีคำขอข้อมูลข่าวสาร เลขที่ %(case)s รอคุณตอบ"),
        icon="flag",
        mail=True,
        leads_to=lambda words: reverse("requests_desk"),
    )
)
