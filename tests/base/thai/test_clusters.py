import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from panya.base.thai.clusters import clusters, safe_cut, truncate
from panya.base.thai.normalise import normalise
from tests.base.thai.growth import assert_linear
from tests.base.thai.texts import texts


def stands_on_the_sign_before(sign: str) -> bool:
    return sign == "ำ" or unicodedata.category(sign)[0] == "M"


def test_marks_and_sara_am_stay_with_their_letter():
    assert clusters("น้ำใจ กิ่ง") == ["น้ำ", "ใ", "จ", " ", "กิ่", "ง"]


def test_accents_flags_and_skin_tones_stay_whole():
    assert clusters("e\u0301🇹🇭👍🏽x") == ["e\u0301", "🇹🇭", "👍🏽", "x"]


@given(texts)
def test_clusters_joined_are_the_text(text):
    parts = clusters(text)
    assert "".join(parts) == text
    assert not any(stands_on_the_sign_before(part[0]) for part in parts[1:])


@given(texts, st.integers(-5, 100))
def test_a_safe_cut_is_the_nearest_one_before(text, index):
    cut = safe_cut(text, index)
    ends = [0]
    for part in clusters(text):
        ends.append(ends[-1] + len(part))
    assert cut == max(end for end in ends if end <= max(index, 0))


def test_a_short_text_is_not_cut():
    assert truncate("ความรู้", 7) == "ความรู้"


def test_a_long_text_is_cut_after_a_word():
    assert truncate("กระทรวงพาณิชย์จัดการความรู้", 20) == "กระทรวงพาณิชย์…"
    assert truncate("the knowledge of the ministry", 20) == "the knowledge of…"


def test_a_word_longer_than_the_limit_is_cut_between_clusters():
    assert truncate("ก้าง" * 20, 4) == "ก้า…"
    assert truncate("น้ำ", 2) == "…"
    assert truncate("x" * 50, 10) == "x" * 9 + "…"


@given(texts.map(normalise), st.integers(1, 80))
@example("กกกกกกํก", 7)
def test_a_cut_text_is_a_beginning_no_longer_than_the_limit(text, limit):
    short = truncate(text, limit)
    assert len(short) <= max(limit, 1)
    if short != text:
        kept = short.removesuffix("…")
        assert text.startswith(kept)
        rest = text[len(kept) :]
        assert kept == "" or not stands_on_the_sign_before(rest[0])


@pytest.mark.parametrize("unit", ["ก่", "่", "เ", "กชกร", "\u0301", "😀", "a", "\r\n"])
@pytest.mark.parametrize("function", [clusters, lambda text: safe_cut(text, 9_000), lambda text: truncate(text, 9_000)])
def test_time_grows_with_length_and_no_faster(function, unit):
    assert_linear(function, unit)
