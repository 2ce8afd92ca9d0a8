import re
from functools import cmp_to_key
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panya.base.thai.sorting import KEY_LENGTH, sort_key
from tests.base.thai.growth import assert_linear
from tests.base.thai.texts import texts, thai

PAGE = """
กระทรวง กรม กิ่ง กิน กึ่ง เก็ง เก่ง เก้ง เก๋ง ใกล้ ไก่ ไกล แก่ แก้ แกง แกะ โกง โก้ กะ กะทิ กัด กัน กั้น กา กาง ก่าง ก้าง กำ กำลัง
ขา ข่า ข้า ข้าว ขาย ไข่ ความรู้ งาน จังหวัด ใจ ช่วย เชียงใหม่ ดี โดย ตลาด ทะเล ที่ ไทย ธุรกิจ นม น้ำ ในหลวง บาท ปลา
ผู้ ฝน พาณิชย์ ฟ้า ภาษา มา ไมตรี ยา รัก ฤดู ลม วัด ศาล ษมา สุข หน้า หนา ไหม อาหาร โอกาส ฮา
"""


syllables = st.lists(st.from_regex("[เแไ]?[กขด][่้]?[าะ]?[กง]?", fullmatch=True), max_size=5).map("".join)


def compare_by_collation(one: str, other: str) -> int:
    """Letters first, with the leading vowel after its consonant; marks only where all letters are equal."""
    return (_levels(one) > _levels(other)) - (_levels(one) < _levels(other))


def _levels(word: str) -> tuple[list[str], list[int]]:
    letters: list[str] = []
    weights: list[int] = []
    for sign in re.sub("([เ-ไ])([ก-ฮ])", r"\2\1", word):
        if sign in "์็่้๊๋":
            weights[-1] = "์็่้๊๋".index(sign) + 1
        else:
            letters.append(sign)
            weights.append(0)
    return letters, weights


@pytest.mark.parametrize(
    "ordered",
    [
        "กก กข กา เก แก โก ใก ไก ขก",
        "ขา ข่า ข้า ขาก ข่าง ข้าง ขาด",
        "เก็ง เก่ง เก้ง เก๋ง",
        "กะ กัน กา กำ กิน กี่ กึ่ง กือ กุ้ง กู เก แก โก ใกล้ ไก่",
        "กรม กรมการค้า กรมการค้าภายใน กรมทรัพย์สินทางปัญญา กรมพัฒนาธุรกิจการค้า",
        "เชียงราย เชียงใหม่ โชค ไชโย ซอย",
        "พจน์ พาณิชย์ เพชร เพียง แพทย์ โพธิ์ ไพร ฟ้า",
        "ร่ม เรือ โรง ฤดู ลม ไล่ ฦๅ วัด",
        "ศาล ษมา สุข เสือ หน้า เห็น ใหญ่ ไหม อาหาร เอก โอกาส ฮา",
        "ทราบ ทราย ทำ ทำงาน ที่ ทุน เท่า แทน โทษ ไทย ธรรม",
        "2549 2550 KM RCEP กก",
    ],
)
def test_words_stand_as_in_the_dictionary(ordered):
    table = ordered.split()
    keys = [sort_key(word) for word in table]
    assert all(one < other for one, other in pairwise(keys))


def test_a_page_of_words_sorts_as_collation_says():
    page = PAGE.split()
    assert sorted(page, key=sort_key) == sorted(page, key=cmp_to_key(compare_by_collation)) != page


@pytest.mark.parametrize(
    ("one", "other"),
    [("กรม การค้า", "กรมการค้า"), ("(กรม)", "กรม"), ("Km", "KM"), ("๑๒", "12"), ("เเม่", "แม่"), ("บ่อยๆ", "บ่อย")],
)
def test_spaces_signs_case_and_digits_do_not_count(one, other):
    assert sort_key(one) == sort_key(other)


@given(texts)
def test_a_key_is_plain_and_bounded(text):
    key = sort_key(text)
    assert re.fullmatch("[0-9a-z]*", key)
    assert len(key) <= KEY_LENGTH
    assert sort_key(text, 20) == key[:20]


@given(syllables, syllables)
def test_letters_decide_before_marks(one, other):
    bare, other_bare = (re.sub("[่้]", "", word) for word in (one, other))
    if sort_key(bare) < sort_key(other_bare):
        assert sort_key(one) < sort_key(other)


@given(thai)
def test_a_word_stands_before_what_it_begins(word):
    whole = word + "ก"  # so that no leading vowel waits for its consonant
    assert sort_key(whole, 10_000) < sort_key(whole + "กก", 10_000)


@pytest.mark.parametrize("unit", ["เก", "ก่", "\u0301", "漢", "เ", " ", "a"])
def test_time_grows_with_length_and_no_faster(unit):
    assert_linear(sort_key, unit)
