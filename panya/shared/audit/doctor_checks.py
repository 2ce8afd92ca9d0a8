"""The doctor looks at the chain of the audit."""

from django.utils.translation import gettext as _

from panya.base.core.doctor import Finding, check, fine, wrong
from panya.shared.audit.sealer import verify


@check("audit_chain")
def audit_chain() -> Finding:
    """Every sealed entry is there and unchanged, and none waits for a minute."""
    verdict = verify()
    if verdict.ok:
        return fine(_("บันทึกการตรวจสอบครบถ้วน ผนึกแล้ว %(count)s รายการ") % {"count": verdict.sealed})
    return wrong(
        "; ".join(verdict.faults[:5]),
        _(
            "ถ้ามีรายการรอผนึก ให้เปิด `panya worker` (หรือ `panya run`) ถ้ามีรายการหายหรือถูกแก้ "
            "ให้เก็บฐานข้อมูลนี้ไว้เป็นหลักฐาน แล้วเทียบกับไฟล์สำรองล่าสุดและ logs/audit-heads.log"
        ),
    )
