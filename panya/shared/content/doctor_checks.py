"""The doctor looks whether published texts say truly whether they still hold."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.doctor import Finding, check, fine, wrong
from panya.base.core.schedule import discover
from panya.shared.content.actions.freshness import amiss
from panya.shared.content.choices import Validity
from panya.shared.content.models import Item
from panya.shared.content.periodic_tasks import FLIP

# The job runs every few minutes: right after midnight yesterday's answer is no fault.
_PATIENCE = timedelta(minutes=15)


@check("validity")
def validity() -> Finding:
    """The flags current, due and outdated agree with the days, and the job that turns them is there."""
    mend = _("เปิดโปรแกรมเบื้องหลังด้วย `panya run` หรือ `panya worker` แล้วตรวจอีกครั้งใน 5 นาที")
    if FLIP not in discover():
        return wrong(_("ไม่มีงานประจำที่พลิกสถานะการทบทวน"), mend)
    late, now = _amiss_on(timezone.localdate()), timezone.localdate(timezone.now() - _PATIENCE)
    count = Item.objects.filter(late, _amiss_on(now)).count()
    if not count:
        return fine(_("สถานะการทบทวนตรงกับวันที่ทุกเรื่อง"))
    return wrong(_("มี %(count)s เรื่องที่สถานะการทบทวนไม่ตรงกับวันที่") % {"count": count}, mend)


def _amiss_on(day: date) -> Q:
    found = Q(pk__in=[])
    for one in Validity:
        found |= Q(pk__in=amiss(one, day).values("pk"))
    return found
