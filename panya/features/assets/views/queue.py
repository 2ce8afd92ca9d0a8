"""The queue: what waits for this person, each part with how many there are, twenty rows at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from panya.base.ui.paging import PAGE_SIZE, CountedPage, counted_page_of, page_links, page_number
from panya.features.assets.queries.access import changes_to_decide, readable_numbers
from panya.features.assets.queries.reviewing import orphans_of
from panya.shared.content import review_queries as reviews
from panya.shared.people.models import User

# So many rows stand beside what waits for the reader's own review; all of them one link further.
FEW = 5


@dataclass(frozen=True)
class Part:
    """One part of the queue: what it is called, what waits in it, what is said where nothing does."""

    title: str | Promise
    rows: Callable[[User], QuerySet[Any]]
    nothing: str | Promise = ""


WAITING = "waiting"
PARTS = {
    WAITING: Part(_("รอฉันตรวจ"), reviews.waiting_for),
    "returned": Part(_("ส่งกลับให้ฉันแก้"), reviews.returned_to),
    "approved": Part(_("ผ่านการตรวจแล้ว รอเผยแพร่"), reviews.approved_for),
    "asked": Part(_("ที่ฉันส่งให้ตรวจ"), reviews.asked_by, _("ไม่มีเรื่องของคุณที่กำลังรอตรวจ")),
    "in-units": Part(_("รอตรวจในหน่วยงานที่ฉันเป็นทีม KM"), reviews.waiting_in_units_of),
    "changes": Part(_("คำขอเปลี่ยนชั้นการเข้าถึง รอฉันอนุมัติ"), changes_to_decide),
    "orphans": Part(_("เจ้าของไม่อยู่แล้ว รอส่งมอบ"), orphans_of),
}


@require_safe
def queue(request):
    """What waits for this person: to be reviewed, to be mended, to be decided in the own units."""
    name = request.GET.get("part", "")
    if name in PARTS:
        page = counted_page_of(PARTS[name].rows(request.user), page_number(request))
        shown = {"parts": [_shown(request.user, name, page)], "is_part": True, "page": page}
        return render(request, "assets/review/queue.html", shown | page_links(request, page))
    parts = [_shown(request.user, name, _first(request.user, name)) for name in PARTS]
    shown = {"parts": [part for part in parts if part["page"].total or part["name"] == WAITING or part["nothing"]]}
    return render(request, "assets/review/queue.html", shown)


def _first(person: User, name: str) -> CountedPage[Any]:
    return counted_page_of(PARTS[name].rows(person), 1, PAGE_SIZE if name == WAITING else FEW)


def _shown(person: User, name: str, page: CountedPage[Any]) -> dict[str, Any]:
    """A part for the template; of what is not a review titles stand only where they may be read."""
    part, rows = PARTS[name], page.items
    if name == WAITING:
        rows = [one.review for one in rows]
    elif name == "changes":
        readable = readable_numbers([one.item for one in rows], person)
        rows = [(one, one.item_id in readable) for one in rows]
    elif name == "orphans":
        readable = readable_numbers(rows, person)
        rows = [(one, one.pk in readable) for one in rows]
    return {"name": name, "title": part.title, "nothing": part.nothing, "rows": rows, "page": page}
