"""One way to turn pages: the number in the address, what stands on the page, and where the links below it lead."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest

from panya.base.core.typed_numbers import whole_number

Row = TypeVar("Row")
PAGE_SIZE = 20
LAST_PAGE = 500


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list; how many rows there are in all is not told."""

    items: list[Row]
    number: int
    has_older: bool


def page_of(rows: "Sequence[Row] | QuerySet[Any, Row]", number: int, size: int = PAGE_SIZE) -> Page[Row]:
    """The page of this number, from 1 on; asks for one row more than it shows."""
    number = min(max(number, 1), LAST_PAGE)
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    return Page(found[:size], number, len(found) > size and number < LAST_PAGE)


@dataclass(frozen=True)
class CountedPage(Page[Row]):
    """One page of a list that tells how many rows there are in all."""

    total: int
    last: int


def counted_page_of(
    keys: Sequence[int], number: int, load: Callable[[Sequence[int]], list[Row]], size: int = PAGE_SIZE
) -> CountedPage[Row]:
    """The page of this number, from 1 on; past the end the last one, since the list may have become shorter.

    For lists of some thousands: all keys are known, whole rows are loaded for those that are shown.
    """
    last = min(max(-(-len(keys) // size), 1), LAST_PAGE)
    number = min(max(number, 1), last)
    shown = keys[(number - 1) * size : number * size]
    return CountedPage(load(shown) if shown else [], number, number < last, len(keys), last)


def page_number(request: HttpRequest) -> int:
    """The page that an address asks for; anything that is no number asks for the first."""
    return whole_number(request.GET.get("page"), most=999_999, default=1)


def page_links(request: HttpRequest, page: Page[Any]) -> dict[str, str]:
    """Where the links under the list lead, with all else that the address asks; empty where nothing follows."""
    return {
        "newer": _address(request, page.number - 1) if page.number > 1 else "",
        "older": _address(request, page.number + 1) if page.has_older else "",
    }


def _address(request: HttpRequest, number: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(number)
    return f"?{asked.urlencode()}"
