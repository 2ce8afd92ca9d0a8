"""The word-level comparison of two texts."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panya.shared.content.diff import Change, diff_words

_PIECES = st.sampled_from(["การ", "จัดการ", "ความรู้", " ", "\n", "กระทรวง", "พาณิชย์", "ๆ", "KM", "2549", "", "ก", "\n\n"])
_TEXTS = st.lists(_PIECES, max_size=40).map("".join)


def _joined(changes, *kinds):
    return "".join(change.text for change in changes if change.kind in kinds)


@settings(max_examples=300, deadline=None)
@given(_TEXTS, _TEXTS)
def test_what_stayed_and_went_is_the_old_text_and_what_stayed_and_came_the_new(old, new):
    changes = diff_words(old, new)

    assert _joined(changes, "same", "removed") == old
    assert _joined(changes, "same", "added") == new
    assert all(change.text for change in changes)


def test_equal_texts_have_no_change():
    assert diff_words("จัดการความรู้", "จัดการความรู้") == [Change("same", "จัดการความรู้")]
    assert diff_words("", "") == []


def test_a_changed_word_is_marked_and_not_its_line():
    changes = diff_words("กระทรวงพาณิชย์จัดการความรู้ทุกเดือน", "กระทรวงพาณิชย์จัดการความรู้ทุกปี")

    assert [change for change in changes if change.kind != "same"] == [
        Change("removed", "ทุกเดือน"),
        Change("added", "ทุกปี"),
    ]


def test_an_added_paragraph_is_one_change():
    assert diff_words("หนึ่ง\nสาม\n", "หนึ่ง\nสอง\nสาม\n") == [
        Change("same", "หนึ่ง\n"),
        Change("added", "สอง\n"),
        Change("same", "สาม\n"),
    ]


def test_a_space_between_two_changes_does_not_part_them():
    changes = diff_words("แมว กิน ปลา", "หมา นอน ปลา")

    assert [change.kind for change in changes] == ["removed", "added", "same"]


@pytest.mark.parametrize("lines", [1, 400])
def test_two_wholly_different_texts_of_100_kilobytes_are_compared_within_a_second_or_two(lines):
    words = ["ความรู้", "กระทรวง", "พาณิชย์", "ประชุม", "สินค้า", "ราคา", "ข้าว", "ตลาด", "ส่งออก", "งาน"]
    draw = random.Random(2549)

    def text():
        return "\n".join("".join(draw.choices(words, k=5_600 // lines)) for _ in range(lines))

    old, new = text(), text()
    started = time.process_time()
    changes = diff_words(old, new)

    assert time.process_time() - started < 2
    assert _joined(changes, "same", "removed") == old
    assert _joined(changes, "same", "added") == new


def test_of_a_long_stretch_that_stayed_only_what_stands_beside_a_change_is_shown():
    lines = [f"บรรทัด {number}\n" for number in range(9)]
    (stayed,) = diff_words("".join(lines), "".join(lines))
    assert stayed.stretches == [("".join(lines[:2]), 0), ("".join(lines[2:7]), 5), ("".join(lines[7:]), 0)]


@pytest.mark.parametrize("text", ["", "บรรทัดเดียว", "ก\n" * 7])
def test_a_short_stretch_that_stayed_is_shown_whole(text):
    assert Change("same", text).stretches == [(text, 0)]
