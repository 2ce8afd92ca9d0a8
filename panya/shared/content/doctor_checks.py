"""The doctor looks whether approved texts are as they were, and whether published ones say truly if they hold."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.doctor import Finding, check, fine, wrong
from panya.base.core.schedule import discover
from panya.shared.content import kinds
from panya.shared.content.actions.freshness import amiss
from panya.shared.content.choices import Validity
from panya.shared.content.models import Item
from panya.shared.content.periodic_tasks import FLIP
from panya.shared.content.review_queries import altered_texts

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


_MOST_NAMED = 20


@check("approved_revisions")
def approved_revisions() -> Finding:
    """No approved text was changed by hand, and readers see none that no review approved."""
    found = altered_texts(kinds.reviewed_kinds())
    if not found:
        return fine(_("ทุกฉบับที่ผ่านการตรวจตรงกับที่ตรวจไว้"))
    said = {
        "altered": _("หมายเลข %(number)d ฉบับที่ %(revision)d ถูกแก้หลังตรวจ"),
        "unapproved": _("หมายเลข %(number)d ฉบับที่ %(revision)d แสดงอยู่โดยไม่ผ่านการตรวจ"),
    }
    named = [said[one.why] % {"number": one.number, "revision": one.revision} for one in found[:_MOST_NAMED]]
    more = [_("และอีก %(count)d รายการ") % {"count": len(found) - _MOST_NAMED}] if len(found) > _MOST_NAMED else []
    return wrong(
        "; ".join([*named, *more]),
        _("เทียบกับสำเนาสำรองล่าสุด แล้วให้เจ้าของเรื่องบันทึกฉบับใหม่และส่งตรวจอีกครั้ง ดูว่าใครเข้าถึงฐานข้อมูลโดยตรง"),
    )
