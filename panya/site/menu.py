"""The menu: a list, in the order in which people need it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from panya.shared.people.permissions import Reader


@dataclass(frozen=True)
class Entry:
    """One line of the menu."""

    url_name: str
    label: str | Promise
    icon: str
    for_guests: bool = False


@dataclass(frozen=True)
class Shown:
    """An entry as one page shows it."""

    url: str
    label: str | Promise
    icon: str
    current: bool


ENTRIES = (
    Entry("home", _("หน้าแรก"), "home", for_guests=True),
    Entry("notes", _("บันทึก"), "note", for_guests=True),
    Entry("search", _("ค้นหา"), "search", for_guests=True),
    Entry("note_new", _("เขียนบันทึก"), "pen"),
    Entry("note_drafts", _("ร่างของฉัน"), "draft"),
    Entry("notebooks", _("สมุดของฉัน"), "notebook"),
    Entry("circles", _("วงของฉัน"), "circle"),
)


def menu(request: HttpRequest) -> dict[str, object]:
    """Context: `menu`, the entries that this reader can use, with the present page marked."""
    return {"menu": _entries(request.path, request.user)} if hasattr(request, "user") else {}


def _entries(path: str, reader: Reader) -> list[Shown]:
    urls = [(entry, reverse(entry.url_name)) for entry in ENTRIES if entry.for_guests or reader.is_authenticated]
    here = max((url for _entry, url in urls if path.startswith(url) and (url != "/" or path == "/")), key=len, default="")
    return [Shown(url, entry.label, entry.icon, url == here) for entry, url in urls]
