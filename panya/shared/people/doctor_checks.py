"""The doctor looks whether mails about accounts go out."""

from datetime import timedelta

from django.utils.translation import gettext as _

from panya.base.core.doctor import Finding, check, fine, wrong
from panya.shared.people.account_mail import waiting_mails

_LONG = timedelta(minutes=15)


@check("account_mail")
def account_mail() -> Finding:
    """No mail about an account waits for long."""
    waiting = waiting_mails(_LONG)
    if not waiting:
        return fine(_("ไม่มีจดหมายเกี่ยวกับบัญชีค้างส่ง"))
    return wrong(
        _("จดหมายเกี่ยวกับบัญชีค้างส่ง %(count)d ฉบับ") % {"count": waiting},
        _("ให้เปิด `panya worker` (หรือ `panya run`) และตรวจ PANYA_MAIL_URL กับเซิร์ฟเวอร์อีเมล รายละเอียดอยู่ใน logs/panya.log"),
    )
