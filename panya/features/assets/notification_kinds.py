"""What assets tell people of."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from panya.features.assets.actions.access import ASKED, DECIDED
from panya.features.assets.actions.orphans import ORPHANED
from panya.shared.notifications.kinds import NotificationKind, register


def _asked_change(words: Mapping[str, str]) -> str:
    return reverse("access_change", args=[words["change"]]) if words.get("change") else reverse("reviews")


register(
    NotificationKind(
        ASKED,
        _("มีคำขอเปลี่ยนชั้นการเข้าถึงรอฉันอนุมัติ"),
        _("%(by)s ขอเปลี่ยนชั้นการเข้าถึงของเรื่องหนึ่ง รอคุณอนุมัติ"),
        icon="lock",
        mail=True,
        leads_to=_asked_change,
    )
)
register(
    NotificationKind(
        DECIDED, _("คำขอเปลี่ยนชั้นของฉันมีผลแล้ว"), _("%(by)s พิจารณาคำขอเปลี่ยนชั้นแล้ว: %(state)s"), icon="lock", mail=True
    )
)
register(
    NotificationKind(
        ORPHANED,
        _("มีองค์ความรู้ที่เจ้าของไม่อยู่แล้ว (ทีม KM)"),
        _("มีองค์ความรู้ในหน่วยงานของคุณที่เจ้าของไม่อยู่แล้ว รอส่งมอบให้คนใหม่"),
        icon="person",
        mail=True,
        leads_to=lambda words: reverse("reviews"),
    )
)
