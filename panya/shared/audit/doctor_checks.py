"""The doctor looks at the chain of the audit."""

from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.doctor import Finding, check, fine, wrong
from panya.shared.audit.sealer import State, state, verify


@check("audit_chain")
def audit_chain() -> Finding:
    """Every sealed entry is there and unchanged, and none waits for a minute."""
    verdict = verify()
    if verdict.ok:
        return fine(
            _("บันทึกการตรวจสอบครบถ้วน ผนึกแล้ว %(count)s รายการ") % {"count": verdict.sealed} + _head_in_words(state())
        )
    return wrong(
        "; ".join(verdict.faults[:5]),
        _(
            "ถ้ามีรายการรอผนึก ให้เปิด `panya worker` (หรือ `panya run`) ถ้ามีรายการหายหรือถูกแก้ "
            "ให้เก็บฐานข้อมูลนี้ไว้เป็นหลักฐาน แล้วเทียบกับไฟล์สำรองล่าสุดและ logs/audit-heads.log"
        ),
    )


def _head_in_words(found: State) -> str:
    """The head of the chain, when it was sealed, and how long the oldest unsealed entry waits."""
    words = ""
    if found.number:
        words += _(" หัวโซ่คือรายการที่ %(number)s %(hash)s…") % {"number": found.number, "hash": found.hash[:12]}
    if found.sealed_at:
        words += _(" ผนึกล่าสุด %(time)s") % {"time": found.sealed_at.isoformat(timespec="seconds")}
    if found.waiting_since:
        seconds = int((timezone.now() - found.waiting_since).total_seconds())
        words += _(" มีรายการรอผนึกมา %(seconds)d วินาที") % {"seconds": seconds}
    return words
