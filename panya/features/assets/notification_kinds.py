"""What people are told of about assets: proposals, merging, translations."""

from django.utils.translation import gettext_lazy as _

from panya.features.assets.actions.merging import MERGED
from panya.features.assets.actions.siblings import STALE
from panya.features.assets.actions.suggestions import ACCEPTED, DECLINED, SUGGESTED
from panya.shared.notifications.kinds import NotificationKind, register

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
