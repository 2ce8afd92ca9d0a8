"""What search tells people of."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from panya.shared.notifications.kinds import NotificationKind, register
from panya.shared.search.saving import FOUND


def _saved(words: Mapping[str, str]) -> str:
    return reverse("saved_search_run", args=[words["saved"]]) if words.get("saved") else reverse("saved_searches")


register(
    NotificationKind(
        FOUND,
        _("มีเรื่องใหม่ตรงกับการค้นที่ฉันบันทึกไว้"),
        _("มีเรื่องใหม่หรือเพิ่งแก้ %(count)s เรื่อง ตรงกับการค้น “%(name)s”"),
        icon="search",
        mail=False,
        leads_to=_saved,
    )
)
