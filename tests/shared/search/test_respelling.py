from collections import Counter

import pytest

from panya.shared.search.analysis import analyse
from panya.shared.search.engines.respelling import respell

TEXTS = [
    "การพนันในการแข่งขันกีฬา", "ประเทศสวิตเซอร์แลนด์เข้าร่วมแข่งขัน", "เจดีย์ประธานเหลือแต่ฐาน", "ราคาทุเรียนปีนี้", "ส่งออกทุเรียนไปประเทศจีน",
    "ปุ๋ยขาดช่วง", "โครงสร้างต้นทุนไข่ไก่", "อบรมพนักงานใหม่", "สัญญาณเตือนภัย", "ปลูกลำไย",
    "อุทกภัยและความมั่นคง", "กรมการค้าต่างประเทศ", "ผู้ประกอบการส่งออก", "การประชุมหารือเรื่องการค้า",
]  # fmt: skip


@pytest.fixture(scope="module")
def frequency():
    held = {"words": Counter(), "trigrams": Counter(), "pairs": Counter()}
    for text in TEXTS:
        found = analyse(text)
        held["words"].update(set(found.words))
        held["trigrams"].update(set(found.trigrams))
        held["pairs"].update(set(found.pairs))
    return lambda field, term: held[field][term]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ทเรียน", "ทุเรียน"),
        ("ทุฬเรียน", "ทุเรียน"),
        ("ผู้ประกอบกาน", "ผู้ประกอบการ"),
        ("ส่งอกอทุเรียน", "ส่งออกทุเรียน"),
    ],
)
def test_a_key_left_out_put_in_hit_instead_or_swapped_is_mended(frequency, typed, meant):
    assert respell(typed, frequency, len(TEXTS)).letters == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ปุยขาดช่วง", "ปุ๋ยขาดช่วง"),  # a word, too, but none that the index holds
        ("โครงสรางตนทุนไขไก", "โครงสร้างต้นทุนไข่ไก่"),
        ("พนักงานไหม่", "พนักงานใหม่"),
        ("สัญญานเตือนภัย", "สัญญาณเตือนภัย"),
        ("ปลูกลำใย", "ปลูกลำไย"),
        ("ทุเรีนไทย", "ทุเรียนไทย"),
    ],
)
def test_a_word_without_its_marks_or_with_one_slip_is_the_word_that_the_index_knows(frequency, typed, meant):
    assert respell(typed, frequency, len(TEXTS)).letters == meant


@pytest.mark.parametrize("typed", ["กีฬาจีนอุทกภัย", "ขาดแคลนทุเรียน", "ราคาตกลำไย"])
def test_known_words_that_never_met_stay(frequency, typed):
    assert respell(typed, frequency, len(TEXTS)).letters == typed


@pytest.mark.parametrize("typed", ["ทุเรียน", "", "ก", "fta2569", "กรมการค้าต่างประเทศ", "xyzxyzxyz"])
def test_what_the_index_holds_and_what_is_not_thai_stays(frequency, typed):
    assert respell(typed, frequency, len(TEXTS)).letters == typed


def test_an_empty_index_knows_nothing_better():
    assert respell("ทุเรียน", lambda field, term: 0, 0).letters == "ทุเรียน"


def test_other_readings_of_a_fault_are_told_with_the_letters_beside_them(frequency):
    letters, perhaps = respell("ทุฬเรียน", frequency, len(TEXTS))
    assert letters == "ทุเรียน"
    assert 0 < len(perhaps) <= 6
    assert letters not in perhaps
    assert respell("ทุเรียน", frequency, len(TEXTS)).perhaps == ()
