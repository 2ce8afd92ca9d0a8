"""The doctor compares what was approved with what stands in the database."""

from django.utils.translation import gettext as _

from panya.base.core.doctor import Finding, check, fine, wrong
from panya.shared.content import kinds
from panya.shared.content.review_queries import altered_texts

_MOST_NAMED = 20


@check("approved_revisions")
def approved_revisions() -> Finding:
    """No approved text was changed by hand, and readers see none that no review approved."""
    found = altered_texts([kind.key for kind in kinds.all_kinds() if kind.needs_review])
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
