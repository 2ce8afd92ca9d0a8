"""What knowledge assets tell people of."""

from django.utils.translation import gettext_lazy as _

from panya.features.assets.actions.wanting import ANSWERED
from panya.shared.notifications.kinds import NotificationKind, register

register(
    NotificationKind(
        ANSWERED,
        _("มีคำตอบของความรู้ที่ฉันต้องการ"),
        _("%(by)s ตอบความรู้ที่คุณต้องการ “%(wanted)s”"),
        icon="check",
        mail=True,
    )
)
