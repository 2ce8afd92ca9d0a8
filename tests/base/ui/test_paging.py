"""Pages of a list: no total, nothing asked for twice, the rest of the address kept."""

import pytest
from django.test import RequestFactory

from panya.base.ui.paging import LAST_PAGE, counted_page_of, page_links, page_number, page_of

ROWS = list(range(45))


def turned(address):
    request = RequestFactory().get(address)
    page = page_of(ROWS, page_number(request))
    return page.items, page_links(request, page)


def test_every_row_stands_on_exactly_one_page():
    assert [row for number in (1, 2, 3) for row in page_of(ROWS, number).items] == ROWS
    assert page_of(ROWS, 4).items == []


def test_links_keep_what_else_was_asked():
    assert turned("/notes/?of=mine&page=2&q=ลำไย")[1] == {
        "newer": "?of=mine&page=1&q=%E0%B8%A5%E0%B8%B3%E0%B9%84%E0%B8%A2",
        "older": "?of=mine&page=3&q=%E0%B8%A5%E0%B8%B3%E0%B9%84%E0%B8%A2",
    }


def test_where_nothing_follows_there_is_no_link():
    assert turned("/notes/?page=3")[1] == {"newer": "?page=2", "older": ""}
    assert turned("/notes/")[1] == {"newer": "", "older": "?page=2"}


@pytest.mark.parametrize("asked", ["0", "-3", "x", "๒๒๒๒๒๒๒๒๒๒", "1" * 40])
def test_a_page_that_there_is_not_is_one_of_ours(asked):
    assert 1 <= page_of(ROWS, page_number(RequestFactory().get("/", {"page": asked}))).number <= LAST_PAGE


@pytest.mark.parametrize(
    ("asked", "number", "rows", "has_older"),
    [(1, 1, ROWS[:20], True), (3, 3, ROWS[40:], False), (4, 3, ROWS[40:], False), (-1, 1, ROWS[:20], True)],
)
def test_a_counted_page_tells_how_many_there_are_and_past_the_end_shows_the_last(asked, number, rows, has_older):
    page = counted_page_of(ROWS, asked, list)

    assert (page.number, page.items, page.has_older, page.total, page.last) == (number, rows, has_older, 45, 3)


def test_a_counted_page_of_nothing_is_one_empty_page_and_loads_nothing():
    page = counted_page_of([], 7, lambda _keys: pytest.fail("nothing is loaded"))

    assert (page.number, page.items, page.has_older, page.total, page.last) == (1, [], False, 0, 1)
