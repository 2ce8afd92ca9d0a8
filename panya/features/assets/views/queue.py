"""The queue: what waits for this person, each part with how many there are, twenty rows at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from panya.base.ui.paging import PAGE_SIZE, CountedPage, counted_page_of, page_links, page_number
from panya.features.assets.queries.access import changes_shown, changes_to_decide
from panya.features.assets.queries.reviewing import orphans_in, orphans_shown
from panya.shared.content import review_queries as reviews
from panya.shared.content.keepers import numbers_of_units_kept
from panya.shared.content.models import Review, ReviewState
from panya.shared.people.models import User

# So many rows stand beside what waits for the reader's own review; all of them one link further.
FEW = 5
WAITING = "waiting"


@dataclass
class Desk:
    """One person before the queue; what several parts need is asked once."""

    person: User
    _keys: dict[str, list[int]] = field(default_factory=dict)
    _reviews: dict[int, Review] = field(default_factory=dict)

    @cached_property
    def written(self) -> dict[str, list[int]]:
        return reviews.reviews_of_writer(self.person)

    @cached_property
    def units(self) -> list[int]:
        """Those that the person's KM teams keep."""
        return numbers_of_units_kept(self.person)

    def keys(self, name: str) -> list[int]:
        """All that waits in this part."""
        if name not in self._keys:
            self._keys[name] = PARTS[name].keys(self)
        return self._keys[name]

    def reviews(self, keys: Sequence[int]) -> list[Review]:
        """These reviews in this order."""
        missing = [key for key in keys if key not in self._reviews]
        if missing:
            self._reviews |= {review.pk: review for review in reviews.for_queue(missing)}
        return [self._reviews[key] for key in keys if key in self._reviews]


@dataclass(frozen=True)
class Part:
    """One part of the queue: its title, the keys of all that waits in it, and the rows of some of them."""

    title: str | Promise
    keys: Callable[[Desk], list[int]]
    # Reviews, where nothing else is said.
    rows: Callable[[Sequence[int], User], list[Any]] | None = None
    # Said where nothing waits; a part without it is left out then.
    nothing: str | Promise = ""


PARTS = {
    WAITING: Part(_("รอฉันตรวจ"), lambda desk: reviews.waiting_for(desk.person), nothing=_("ไม่มีเรื่องรอตรวจ")),
    "returned": Part(_("ส่งกลับให้ฉันแก้"), lambda desk: desk.written[ReviewState.RETURNED]),
    "approved": Part(_("ผ่านการตรวจแล้ว รอเผยแพร่"), lambda desk: desk.written[ReviewState.APPROVED]),
    "asked": Part(_("ที่ฉันส่งให้ตรวจ"), lambda desk: desk.written[ReviewState.OPEN], nothing=_("ไม่มีเรื่องของคุณที่กำลังรอตรวจ")),
    "in-units": Part(_("รอตรวจในหน่วยงานที่ฉันเป็นทีม KM"), lambda desk: reviews.waiting_in(desk.units, desk.person)),
    "changes": Part(_("คำขอเปลี่ยนชั้นการเข้าถึง รอฉันอนุมัติ"), lambda desk: changes_to_decide(desk.person), changes_shown),
    "orphans": Part(_("เจ้าของไม่อยู่แล้ว รอส่งมอบ"), lambda desk: orphans_in(desk.units), orphans_shown),
}


@require_safe
def queue(request):
    """What waits for this person: to be reviewed, to be mended, to be decided in the own units."""
    desk, name = Desk(request.user), request.GET.get("part", "")
    if name in PARTS:
        page = _page(desk, name, page_number(request), PAGE_SIZE)
        shown = {"parts": [(name, PARTS[name], page)], "is_part": True, "page": page, **page_links(request, page)}
        return render(request, "assets/review/queue.html", shown)
    # The reviews of all parts in one go, not each part for itself.
    desk.reviews([key for name, part in PARTS.items() if not part.rows for key in desk.keys(name)[: _size(name)]])
    pages = {name: _page(desk, name, 1, _size(name)) for name in PARTS}
    shown = {"parts": [(name, PARTS[name], page) for name, page in pages.items() if page.total or PARTS[name].nothing]}
    return render(request, "assets/review/queue.html", shown)


def _size(name: str) -> int:
    return PAGE_SIZE if name == WAITING else FEW


def _page(desk: Desk, name: str, number: int, size: int) -> CountedPage[Any]:
    rows = PARTS[name].rows

    def load(keys: Sequence[int]) -> list[Any]:
        return rows(keys, desk.person) if rows else desk.reviews(keys)

    return counted_page_of(desk.keys(name), number, load, size)
