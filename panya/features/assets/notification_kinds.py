"""What assets tell people of."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from panya.features.assets.actions.access import ASKED, DECIDED
from panya.features.assets.actions.merging import MERGED
from panya.features.assets.actions.orphans import ORPHANED
from panya.features.assets.actions.suggestions import ACCEPTED, DECLINED, SUGGESTED
from panya.features.assets.actions.translations import STALE
from panya.features.assets.actions.wanting import ANSWERED
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
register(
    NotificationKind(
        SUGGESTED, _("มีผู้เสนอแก้ข้อความในองค์ความรู้ของฉัน"), _("%(by)s เสนอแก้ข้อความในองค์ความรู้ของคุณ"), icon="write", mail=True
    )
)
register(
    NotificationKind(
        ACCEPTED,
        _("ข้อเสนอแก้ข้อความของฉันได้รับแล้ว"),
        _("%(by)s รับข้อเสนอแก้ข้อความของคุณแล้ว ขอบคุณที่ช่วยให้เรื่องนี้ดีขึ้น"),
        icon="check",
    )
)
register(
    NotificationKind(
        DECLINED, _("ข้อเสนอแก้ข้อความของฉันยังไม่ได้รับ"), _("%(by)s ยังไม่รับข้อเสนอแก้ข้อความของคุณ และบอกเหตุผลไว้"), icon="info"
    )
)
register(
    NotificationKind(
        MERGED, _("องค์ความรู้ของฉันถูกรวมกับเรื่องที่ซ้ำกัน"), _("%(by)s รวมองค์ความรู้สองเรื่องที่ซ้ำกันเป็นเรื่องเดียว"), icon="link"
    )
)
register(
    NotificationKind(
        STALE,
        _("ต้นฉบับของฉบับแปลที่ฉันดูแลเปลี่ยนไป"),
        _("ต้นฉบับของฉบับแปลที่คุณดูแลมีฉบับใหม่ โปรดเทียบว่าฉบับแปลยังตรงกันหรือไม่"),
        icon="flag",
        mail=True,
    )
)
register(
    NotificationKind(
        ANSWERED,
        _("มีคำตอบของความรู้ที่ฉันต้องการ"),
        _("%(by)s ตอบความรู้ที่คุณต้องการ “%(wanted)s”"),
        icon="check",
        mail=True,
    )
)
