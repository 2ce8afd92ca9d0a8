"""A page of a file as it is shown: the passage marked, and of a page as long as a book the part about it."""

import pytest

from panya.shared.content.marked_text import pieces
from tests.base.thai.growth import assert_linear

LONG = "บรรทัดหนึ่งของตารางยาว 1 2 3\n" * 30_000
WORD = "ทุเรียน"


def shown(parts):
    return "".join(part.text for part in parts)


@pytest.mark.parametrize("at", [0, len(LONG) // 2, len(LONG)])
def test_of_a_page_as_long_as_a_book_the_part_about_the_passage_is_shown(at):
    text = LONG[:at] + WORD + LONG[at:]
    for quote, query in ((f"{at}-{at + len(WORD)}", ""), ("", WORD)):
        parts = pieces(text, quote, query)
        assert [part.text for part in parts if part.marked] == [WORD]
        assert len(shown(parts)) <= 100_002
        assert shown(parts).strip("…") in text


def test_a_page_of_common_length_is_shown_whole():
    assert shown(pieces(LONG[:90_000], "5-9", "")) == LONG[:90_000]


@pytest.mark.parametrize("unit", ["ก", "a", "ก่", "1 ", "(ก+)+", "\n"])
def test_the_time_grows_no_faster_than_text_or_query(unit):
    assert_linear(lambda text: pieces(text, "", "ก a กชกร 1"), unit)
    assert_linear(lambda query: pieces(LONG[:20_000], "", query), unit)
