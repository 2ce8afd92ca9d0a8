"""What of a text may not be kept, and what its writer must look at twice before others read it (domain: 0.2, 0.3).

A secret mark is refused wherever a text is saved. Words about secrets and citizens' numbers are shown to the writer
before publishing or review; going on asks for a reason, which is audited without the words and numbers themselves.
"""

from collections import Counter

from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.base.thai.secrecy import Finding, FindingKind, look_through, marks_in
from panya.shared.audit import actions as audit
from panya.shared.content.models import Item, Revision
from panya.shared.content.text import Text, structured_text
from panya.shared.people.models import User
from panya.shared.people.text import one_line

SHORTEST_REASON, LONGEST_REASON = 5, 300
_PAGE_END = "\f"


def findings_in(text: Text | Revision) -> list[Finding]:
    """Findings in everything that a reader of this text sees; each part has a head and a foot of its own."""
    parts = (text.title, text.lead, structured_text(text.structured), text.body_text)
    return look_through(_PAGE_END.join(parts))


def refuse_marks(text: Text | Revision) -> None:
    """A text with a secret mark is not kept at all."""
    _refuse_marks_among(findings_in(text))


def refuse_marks_in(*texts: str) -> None:
    """Nor are words beside a text: a comment, a use, a card on the board."""
    _refuse_marks_among(look_through(_PAGE_END.join(texts)))


def refuse_secrets(item: Item, text: Text | Revision, override_reason: str = "", *, by: User) -> None:
    """Before others read it: a mark is refused, warnings want a reason, and the reason is audited."""
    found = findings_in(text)
    _refuse_marks_among(found)
    if not found:
        return
    reason = one_line(override_reason, _("เหตุผล"), LONGEST_REASON)
    if len(reason) < SHORTEST_REASON:
        raise Refused(_("%(what)s โปรดอ่านข้อความที่ยกมา แล้วแก้ หรือบอกเหตุผลที่ยืนยันให้เผยแพร่") % {"what": words_about(found)})
    audit.record(
        "content.override_secrecy_warning",
        by=by,
        object_kind="item",
        object_id=item.pk,
        after={str(kind): count for kind, count in sorted(Counter(finding.kind for finding in found).items())},
        reason=reason,
    )


def _refuse_marks_among(found: list[Finding]) -> None:
    if marks := marks_in(found):
        raise Refused(words_about_marks(marks))


def words_about_marks(marks: list[Finding]) -> str:
    """Why a marked text is refused, and the way out."""
    return _(
        "พบเครื่องหมายชั้นความลับ “%(passage)s” ระบบนี้เก็บเอกสารลับไม่ได้ โปรดนำออก แล้วเขียนเพียงว่ามีเอกสารลับเรื่องใดและติดต่อใคร "
        "ถ้าเป็นคำอธิบาย ให้เขียนเป็นประโยค เช่น “เอกสารชั้นลับมากคือ…”"
    ) % {"passage": marks[0].passage}


def words_about(found: list[Finding]) -> str:
    """How many warnings of each kind there are."""
    counts = Counter(finding.kind for finding in found)
    said = []
    if counts[FindingKind.WORDS]:
        said.append(_("มีคำที่กล่าวถึงความลับ %(count)d แห่ง") % {"count": counts[FindingKind.WORDS]})
    if counts[FindingKind.CITIZEN]:
        said.append(_("มีเลขประจำตัวประชาชน %(count)d แห่ง") % {"count": counts[FindingKind.CITIZEN]})
    return " ".join(said)
