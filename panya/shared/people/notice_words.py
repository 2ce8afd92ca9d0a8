"""What a person is told about the own account, in one sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from panya.shared.people.models import AccountNotice, NoticeKind


def words_about(notice: AccountNotice) -> str:
    """The sentence, with who did it and why where that is known."""
    sentence = _sentence(notice)
    if notice.reason:
        return f"{sentence} " + _("เหตุผล: %(reason)s") % {"reason": notice.reason}
    return sentence


def _sentence(notice: AccountNotice) -> str:
    by = {"name": notice.by_name or _("ผู้ดูแลระบบ")}
    left = notice.count or 0
    sentences = {
        NoticeKind.PASSWORD_ISSUED: _("%(name)sออกรหัสผ่านใหม่ให้บัญชีของคุณ") % by,
        NoticeKind.PASSWORD_CHANGED: _("รหัสผ่านของบัญชีคุณเปลี่ยนแล้ว"),
        NoticeKind.EMAIL_CHANGED: _("%(name)sเปลี่ยนอีเมลของบัญชีคุณ") % by,
        NoticeKind.APP_ADDED: _("บัญชีของคุณใช้แอปยืนยันตัวตนเป็นขั้นที่สองแล้ว"),
        NoticeKind.APP_REMOVED: _("บัญชีของคุณเลิกใช้แอปยืนยันตัวตนแล้ว"),
        NoticeKind.PASSKEY_ADDED: _("มีกุญแจผ่าน (passkey) ใหม่ในบัญชีของคุณ"),
        NoticeKind.PASSKEY_REMOVED: _("กุญแจผ่าน (passkey) ของบัญชีคุณถูกลบหนึ่งดอก"),
        NoticeKind.CODES_MADE: _("รหัสกู้คืนของบัญชีคุณเปลี่ยนเป็นชุดใหม่ ชุดเดิมใช้ไม่ได้แล้ว"),
        NoticeKind.CODE_USED: ngettext(
            "มีการใช้รหัสกู้คืนเข้าบัญชีของคุณ เหลืออีก %(count)d รหัส", "มีการใช้รหัสกู้คืนเข้าบัญชีของคุณ เหลืออีก %(count)d รหัส", left
        )
        % {"count": left},
        NoticeKind.TAKEN_AWAY: _("%(name)sยกเลิกการยืนยันขั้นที่สองของบัญชีคุณ ตั้งใหม่ได้ที่หน้าความปลอดภัยของบัญชี") % by,
        NoticeKind.GUESSED: _("มีผู้ใส่รหัสผ่านของคุณถูก แต่ใส่รหัสขั้นที่สองผิดหลายครั้ง หากไม่ใช่คุณ โปรดเปลี่ยนรหัสผ่าน"),
    }
    return sentences[NoticeKind(notice.kind)]
