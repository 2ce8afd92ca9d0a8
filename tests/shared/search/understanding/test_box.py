"""The language of the search box."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panya.shared.search.understanding.box import read, written

CASES = [
    ("การค้า เสรี", [("word", "การค้า"), ("word", "เสรี")]),
    ('"การค้า เสรี"', [("phrase", "การค้า เสรี")]),
    ("“การค้า เสรี”", [("phrase", "การค้า เสรี")]),
    ("คำว่า“แหล่งความรู้”ดี", [("word", "คำว่า"), ("phrase", "แหล่งความรู้"), ("word", "ดี")]),
    ('"เปิดค้าง ไว้', [("phrase", "เปิดค้าง ไว้")]),
    ("“เปิดค้าง ไว้", [("phrase", "เปิดค้าง ไว้")]),
    ('จอ 15" ใหญ่', [("word", "จอ"), ("word", "15"), ("word", "ใหญ่")]),
    ('ทุเรียน"><b>', [("word", "ทุเรียน"), ("word", "><b>")]),
    ("ส่งออก -ผลไม้", [("word", "ส่งออก"), ("without", "ผลไม้")]),
    ('ส่งออก -"ผลไม้ สด"', [("word", "ส่งออก"), ("without", "ผลไม้ สด")]),
    ("-ผลไม้", [("without", "ผลไม้")]),
    ("ส่งออก - ผลไม้", [("word", "ส่งออก"), ("word", "-"), ("word", "ผลไม้")]),
    ("e-bidding", [("word", "e-bidding")]),
    ("อาเซียน-จีน", [("word", "อาเซียน-จีน")]),
    ("--x", [("word", "--x")]),
    ("หน่วย:DIT", [("unit", "DIT")]),
    ("หน่วย: DIT ข้าว", [("unit", "DIT"), ("word", "ข้าว")]),
    ('หน่วย:"กรมการค้า ภายใน"', [("unit", "กรมการค้า ภายใน")]),
    ("ปี:๒๕๔๙", [("year", "๒๕๔๙")]),
    ("ผู้เขียน:สมชาย", [("author", "สมชาย")]),
    ("ประเภท:บันทึก", [("kind", "บันทึก")]),
    ("หัวข้อ:fta", [("topic", "fta")]),
    ("คำสำคัญ:ข้าว", [("tag", "ข้าว")]),
    ("UNIT:dit year:2006", [("unit", "dit"), ("year", "2006")]),
    ("author:a type:note topic:b tag:c", [("author", "a"), ("kind", "note"), ("topic", "b"), ("tag", "c")]),
    ("หน่วย:", [("word", "หน่วย:")]),
    ("เวลา 10:30", [("word", "เวลา"), ("word", "10:30")]),
    ("https://moc.go.th", [("word", "https://moc.go.th")]),
    ("กองหน่วย:x", [("word", "กองหน่วย:x")]),
    ('""', []),
    ("   ", []),
    ('-"', []),
]
SIGNS = st.lists(st.sampled_from([*'กขab1 -:"“”„«») ็.', "หน่วย:", "ปี:", "unit:", '-"']), max_size=40).map("".join)


@pytest.mark.parametrize(("typed", "tokens"), CASES)
def test_the_box_is_read_as_people_mean_it(typed, tokens):
    assert [(token.what, token.text) for token in read(typed)] == tokens


@given(st.text(max_size=80) | SIGNS)
def test_the_box_reads_anything_and_reads_its_own_writing_the_same(typed):
    once = read(typed)
    assert read(written(once)) == once


@pytest.mark.parametrize("sign", ['"', "„", "-", "หน่วย:", "“ก", '1"', "-ก ", "ปี:1 ", '"ก" '])
def test_reading_takes_time_in_the_measure_of_the_length(sign):
    def took(times):
        best = 9.0
        for _ in range(3):
            started = time.process_time()
            read(sign * times)
            best = min(best, time.process_time() - started)
        return best

    assert took(8_000) <= 2.5 * took(4_000) + 0.02
