"""The menu: a list, in the order in which people need it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from panya.overviews.audit_trail.permissions import may_read_audit
from panya.overviews.search_desk.permissions import keeps_desk
from panya.shared.content.permissions import sees_retention, sees_trust
from panya.shared.feedback.permissions import sees_moderation
from panya.shared.people.permissions import Reader, may_look_people_up, may_manage


def _everyone(reader: Reader) -> bool:
    return True


def _signed_in(reader: Reader) -> bool:
    return reader.is_authenticated


@dataclass(frozen=True)
class Entry:
    """One line of the menu and the rule who sees it."""

    url_name: str
    label: str | Promise
    icon: str
    shown_to: Callable[[Reader], bool] = _signed_in
    # What the site asks people to do first: drawn as a button.
    is_first: bool = False

    @property
    def url(self) -> str:
        return reverse(self.url_name)


ENTRIES = (
    Entry("home", _("หน้าแรก"), "home", _everyone),
    Entry("notes", _("บันทึก"), "note", _everyone),
    Entry("assets", _("องค์ความรู้"), "vouched", _everyone),
    Entry("ask", _("ถามคลังความรู้"), "question", _everyone),
    Entry("note_new", _("เขียนบันทึก"), "pen", is_first=True),
    Entry("note_drafts", _("ร่างของฉัน"), "draft"),
    Entry("notebooks", _("สมุดของฉัน"), "notebook"),
    Entry("circles", _("วงของฉัน"), "circle"),
)
ACCOUNT = (
    Entry("me", _("ข้อมูลของฉัน"), "person"),
    Entry("reviews", _("งานตรวจทานของฉัน"), "vouched"),
    Entry("effects", _("สิ่งที่เกิดกับเรื่องที่ฉันเขียน"), "eye"),
    Entry("my_uses", _("ความรู้ที่ฉันนำไปใช้"), "check", may_look_people_up),
    Entry("bookmarks", _("อ่านภายหลัง"), "bookmark"),
    Entry("saved_searches", _("การค้นของฉัน"), "search"),
    Entry("following", _("สิ่งที่ติดตาม"), "follow"),
    Entry("notifications", _("การแจ้งเตือน"), "bell"),
    Entry("wanted_board", _("ความรู้ที่ต้องการ"), "question", may_look_people_up),
    Entry("due", _("ต้องทบทวน"), "clock"),
    Entry("trust", _("ความน่าเชื่อถือขององค์ความรู้"), "vouched", sees_trust),
    Entry("bin", _("ถังขยะ"), "trash"),
    Entry("retention", _("ครบเวลาเก็บ"), "calendar", sees_retention),
    Entry("security", _("ความปลอดภัยของบัญชี"), "shield"),
    Entry("search_desk", _("โต๊ะค้นหา"), "eye", keeps_desk),
    Entry("moderation", _("งานตรวจ"), "flag", sees_moderation),
    Entry("audit_trail", _("บันทึกการตรวจสอบ"), "history", may_read_audit),
    Entry("manage", _("ดูแลคนและหน่วยงาน"), "settings", may_manage),
)


class Menu:
    """The entries for one reader, worked out only where they are drawn, and where the reader stands."""

    def __init__(self, path: str, reader: Reader) -> None:
        self._path, self._reader = path, reader

    @cached_property
    def entries(self) -> list[Entry]:
        return [entry for entry in ENTRIES if entry.shown_to(self._reader)]

    @cached_property
    def account(self) -> list[Entry]:
        return [entry for entry in ACCOUNT if entry.shown_to(self._reader)]

    @cached_property
    def current(self) -> str:
        """The address of the entry under which the page stands."""
        return max((url for url in _entry_urls() if self._is_under(url)), key=len, default="")

    def _is_under(self, url: str) -> bool:
        return self._path == url if url == "/" else self._path.startswith(url)


@cache
def _entry_urls() -> tuple[str, ...]:
    return tuple(entry.url for entry in ENTRIES)


def menu(request: HttpRequest) -> dict[str, object]:
    """Context: `menu`."""
    return {"menu": Menu(request.path, request.user)} if hasattr(request, "user") else {}
