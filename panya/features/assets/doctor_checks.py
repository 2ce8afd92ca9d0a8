"""The doctor looks whether every published asset has somebody who answers for it."""

from django.utils.translation import gettext as _

from panya.base.core.doctor import Finding, check, fine, wrong
from panya.features.assets.item_kinds import KIND
from panya.shared.content.models import Status
from panya.shared.content.review_queries import orphans

_MOST_NAMED = 20


@check("asset_owners")
def asset_owners() -> Finding:
    """No published asset is owned by somebody who has left."""
    numbers = list(orphans(KIND).filter(status=Status.PUBLISHED).values_list("pk", flat=True))
    if not numbers:
        return fine(_("องค์ความรู้ที่เผยแพร่ทุกเรื่องมีเจ้าของที่ยังอยู่"))
    named = ", ".join(str(number) for number in numbers[:_MOST_NAMED])
    return wrong(
        _("องค์ความรู้ %(count)d เรื่องเป็นของคนที่ไม่อยู่แล้ว: %(named)s") % {"count": len(numbers), "named": named},
        _("ให้ทีม KM ของหน่วยงานเปิดหน้า “งานตรวจทานของฉัน” (/reviews/) แล้วส่งมอบให้คนใหม่"),
    )
