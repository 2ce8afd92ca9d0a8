"""The doctor looks for mails that do not go out."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.doctor import Finding, check, fine, wrong
from panya.shared.notifications.models import MailState, Notification

_MAY_WAIT = timedelta(minutes=15)


@check("notification_mails")
def notification_mails() -> Finding:
    """No mail waits long past its time, fails again and again, or was given up in the last week."""
    now = timezone.now()
    open_mails = Notification.objects.filter(mail__in=[MailState.WAITING, MailState.SENDING])
    stuck = open_mails.filter(Q(mail_due_at__lt=now - _MAY_WAIT) | Q(mail_tries__gte=3))
    lost = Notification.objects.filter(mail=MailState.GIVEN_UP, told_at__gte=now - timedelta(days=7))
    waiting, given_up = stuck.count(), lost.count()
    if not waiting and not given_up:
        return fine(_("อีเมลแจ้งเตือนส่งออกได้ตามปกติ"))
    last = (stuck | lost).exclude(mail_error="").order_by("-pk").values_list("mail_error", flat=True).first()
    told = _("อีเมลแจ้งเตือนค้างส่ง %(waiting)d ฉบับ ส่งไม่สำเร็จใน 7 วัน %(lost)d ฉบับ") % {"waiting": waiting, "lost": given_up}
    return wrong(
        f"{told}; {last}" if last else told,
        _("ตรวจว่า `panya worker` (หรือ `panya run`) ทำงานอยู่ และเครื่องส่งอีเมล %(host)s รับจดหมายได้ ดู logs/panya.log")
        % {"host": getattr(settings, "EMAIL_HOST", "")},
    )
