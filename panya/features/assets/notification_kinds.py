"""What assets tell people of."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from panya.features.assets.actions.orphans import ORPHANED
from panya.shared.notifications.kinds import NotificationKind, register

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
