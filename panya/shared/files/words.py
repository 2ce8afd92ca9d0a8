"""What is said of the words of a file: how far it was read, and what its pages are called."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from panya.shared.files.reasons import NO_TEXT

if TYPE_CHECKING:
    from panya.shared.files.models import FileReading

_SLIDES, _SHEETS, _PAGES = (
    ("presentation", "powerpoint"),
    ("spreadsheet", "excel"),
    ("pdf", "word", "opendocument.text"),
)


def state_of(reading: "FileReading | None") -> str:
    """One short line for lists."""
    if reading is None or reading.state == "waiting":
        return _("กำลังอ่าน…")
    reason = str(NO_TEXT.get(reading.reason, ""))
    if reading.state == "read":
        found = count_label(reading.media_type, reading.pages_count)
        return f"{found} · {reason}" if reason else found
    if reading.state == "none":
        return _("ไม่มีตัวหนังสือให้ค้น: %(reason)s") % {"reason": reason}
    return _("อ่านไม่ได้: %(reason)s") % {"reason": reason}


def count_label(media_type: str, count: int) -> str:
    """How much of it can be searched."""
    if media_type.startswith("image/"):
        return _("ค้นตัวหนังสือในภาพได้")
    said = {
        "slide": ngettext("ค้นได้ %(count)d สไลด์", "ค้นได้ %(count)d สไลด์", count),
        "sheet": ngettext("ค้นได้ %(count)d แผ่นงาน", "ค้นได้ %(count)d แผ่นงาน", count),
        "page": ngettext("ค้นได้ %(count)d หน้า", "ค้นได้ %(count)d หน้า", count),
        "part": ngettext("ค้นได้ %(count)d ส่วน", "ค้นได้ %(count)d ส่วน", count),
    }
    return said[_kind(media_type)] % {"count": count}


def page_label(media_type: str, number: int) -> str:
    """What one page of such a file is called."""
    if media_type.startswith("image/"):
        return _("ภาพ")
    said = {
        "slide": _("สไลด์ %(number)d"),
        "sheet": _("แผ่นงาน %(number)d"),
        "page": _("หน้า %(number)d"),
        "part": _("ส่วนที่ %(number)d"),
    }
    return said[_kind(media_type)] % {"number": number}


def _kind(media_type: str) -> str:
    for kind, signs in (("slide", _SLIDES), ("sheet", _SHEETS), ("page", _PAGES)):
        if any(sign in media_type for sign in signs):
            return kind
    return "part"
