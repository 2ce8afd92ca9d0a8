"""The queue: what waits for this person, each part with how many there are, twenty rows at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from panya.base.ui.paging import PAGE_SIZE, CountedPage, counted_page_of, page_links, page_number
from panya.features.assets.queries.access import changes_shown, changes_to_decide
from panya.features.assets.queries.reviewing import orphans_of, orphans_shown
from panya.shared.content import review_queries as reviews
from panya.shared.content.models import ReviewState
from panya.shared.people.models import User

# So many rows stand beside what waits for the reader's own review; all of them one link further.
FEW = 5
WAITING = "waiting"


@dataclass
class Desk:
    """One person before the queue; what several parts need is asked once."""

    person: User

    @cached_property
    def written(self) -> dict[str, list[int]]:
        return reviews.reviews_of_writer(self.person)


def _reviews(keys: Sequence[int], _person: User) -> list[Any]:
    return reviews.for_queue(keys)


@dataclass(frozen=True)
class Part:
    """One part of the queue: its title, the keys of all that waits in it, and the rows of some of them."""

    title: str | Promise
    keys: Callable[[Desk], list[int]]
    rows: Callable[[Sequence[int], User], list[Any]] = _reviews
    # Said where nothing waits; a part without it is left out then.
    nothing: str | Promise = ""


PARTS = {
    WAITING: Part(_("รอฉันตรวจ"), lambda desk: reviews.waiting_for(desk.person), nothing=_("ไม่มีเรื่องรอตรวจ")),
    "returned": Part(_("ส่งกลับให้ฉันแก้"), lambda desk: desk.written[ReviewState.RETURNED]),
    "approved": Part(_("ผ่านการตรวจแล้ว รอเผยแพร่"), lambda desk: desk.written[ReviewState.APPROVED]),
    "asked": Part(_("ที่ฉันส่งให้ตรวจ"), lambda desk: desk.written[ReviewState.OPEN], nothing=_("ไม่มีเรื่องของคุณที่กำลังรอตรวจ")),
    "in-units": Part(_("รอตรวจในหน่วยงานที่ฉันเป็นทีม KM"), lambda desk: reviews.waiting_in_units_of(desk.person)),
    "changes": Part(_("คำขอเปลี่ยนชั้นการเข้าถึง รอฉันอนุมัติ"), lambda desk: changes_to_decide(desk.person), changes_shown),
    "orphans": Part(_("เจ้าของไม่อยู่แล้ว รอส่งมอบ"), lambda desk: orphans_of(desk.person), orphans_shown),
}


@require_safe
def queue(request):
    """What waits for this person: to be reviewed, to be mended, to be decided in the own units."""
    desk, name = Desk(request.user), request.GET.get("part", "")
    if name in PARTS:
        page = _page(desk, name, page_number(request), PAGE_SIZE)
        shown = {"parts": [(name, PARTS[name], page)], "is_part": True, "page": page, **page_links(request, page)}
        return render(request, "assets/review/queue.html", shown)
    pages = {name: _page(desk, name, 1, PAGE_SIZE if name == WAITING else FEW) for name in PARTS}
    shown = {"parts": [(name, PARTS[name], page) for name, page in pages.items() if page.total or PARTS[name].nothing]}
    return render(request, "assets/review/queue.html", shown)


def _page(desk: Desk, name: str, number: int, size: int) -> CountedPage[Any]:
    part = PARTS[name]
    return counted_page_of(part.keys(desk), number, lambda keys: part.rows(keys, desk.person), size)
