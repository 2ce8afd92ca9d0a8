"""What the search desk tells people of."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from panya.overviews.search_desk.actions import ANSWERED, ASKED, DECLINED
from panya.shared.notifications.kinds import NotificationKind, register


def _ask(words: Mapping[str, str]) -> str:
    return reverse("search_ask", args=[words["ask"]]) if words.get("ask") else reverse("search_asks")


register(
    NotificationKind(
        ASKED,
        _("ทีม KM ถามเรื่องที่ฉันน่าจะรู้"),
        _("%(by)s ถามว่าคุณรู้เรื่อง “%(words)s” ไหม มีคนค้นแล้วไม่พบ"),
        icon="question",
        mail=True,
        leads_to=_ask,
    )
)
register(
    NotificationKind(
        ANSWERED,
        _("ผู้รู้ตอบเรื่องที่ฉันถาม (โต๊ะค้นหา)"),
        _("%(by)s ตอบเรื่อง “%(words)s” แล้ว"),
        icon="check",
        leads_to=_ask,
    )
)
register(
    NotificationKind(
        DECLINED,
        _("ผู้ที่ฉันถามตอบไม่ได้ (โต๊ะค้นหา)"),
        _("%(by)s ตอบเรื่อง “%(words)s” ไม่ได้ ลองถามคนอื่น"),
        icon="info",
        leads_to=_ask,
    )
)
