from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panya.base.core.errors import Refused
from panya.features.notes.importers import gotoknow
from panya.features.notes.importers.record import SourceRecord
from panya.shared.content.html import plain_text

FIXTURES = Path(__file__).parent / "fixtures"
FOOT = "หมายเลขบันทึก: 12, เขียน: 23 May 2006 @ 15:32 ()"
GARBAGE = {
    "empty": b"",
    "blank": "\ufeff \n\n\u200b\n".encode(),
    "binary": bytes(range(256)) * 40,
    "nul": b"\x00" * 500,
    "tis-620": "บันทึกภาษาไทย\nหมายเลขบันทึก: 5".encode("cp874"),
    "utf-16": "หมายเลขบันทึก: 5".encode("utf-16"),
    "lone surrogate": b"\xed\xa0\x80\n" + FOOT.encode(),
    "no foot": "ชื่อเรื่อง\n\nเนื้อหาที่ไม่มีท้ายบันทึก".encode(),
    "foot only": FOOT.encode(),
    "one huge line": b"a" * (gotoknow.SIZE_LIMIT + 1),
}


def parse(name: str) -> SourceRecord:
    return gotoknow.parse((FIXTURES / name).read_bytes())


def page(body: str = "เนื้อหา", foot: str = FOOT, after: str = "") -> SourceRecord:
    return gotoknow.parse(f"ชื่อเรื่อง\n\n{body}\n\n{foot}\n{after}".encode())


def test_every_part_of_a_record_is_kept():
    record = parse("record.txt")

    assert (record.id, record.number) == ("41207", 41207)
    assert record.title == "ตลาดนัดความรู้ครั้งแรกของกองคลังสินค้า"
    assert record.author_name == "วารี ทดสอบ"
    assert record.notebook == "เรื่องเล่าจากโกดัง"
    assert record.tags == ("ตลาดนัดความรู้", "คลังสินค้า", "stock count")
    assert record.licence == "cc-by-sa"
    assert record.source == "GotoKnow"
    assert record.remarks == ()


def test_times_of_bangkok_are_kept_in_utc():
    record = parse("record.txt")

    assert record.written_at == datetime(2006, 8, 4, 2, 5, tzinfo=UTC)
    assert record.edited_at == datetime(2007, 1, 11, 15, 40, tzinfo=UTC)


def test_the_body_keeps_its_paragraphs_and_its_numbered_list():
    assert parse("record.txt").body_html == (
        "<p>วันนี้ทีมของเราเปิดตลาดนัดความรู้เป็นครั้งแรก มีคนมาร่วมกว่าสามสิบคน บรรยากาศอบอุ่นกว่าที่คิดไว้มาก</p>"
        "<p>พี่ ๆ เล่าว่าเคล็ดสำคัญของการตรวจนับสินค้าให้ทันสิ้นเดือนมี 3 ข้อ คือ</p>"
        "<ol><li>นับของที่เคลื่อนไหวบ่อยก่อนเสมอ</li><li>จดจำนวนทันทีที่นับ  ไม่รอกลับมาจดที่โต๊ะ</li>"
        "<li>ให้คนที่ไม่ได้ดูแลชั้นนั้นเป็นผู้นับซ้ำ</li></ol>"
        "<p>ปี 2549 เราใช้เวลา 2.5 วัน ปีนี้เหลือวันเดียว แล้วจะมาเล่าต่อ</p>"
    )


def test_comments_of_members_guests_and_the_nameless_are_kept_in_order():
    comments = parse("record.txt").comments

    assert [(c.name, c.masked_address, c.written_at) for c in comments] == [
        ("ปรีชา แก้วทดลอง", "", datetime(2006, 8, 4, 3, 30, tzinfo=UTC)),
        ("ผู้ผ่านทาง", "xxx.28.77.101", None),
        ("", "xxx.9.14.200", None),
        ("วารี ทดสอบ", "", datetime(2006, 8, 6, 1, 15, tzinfo=UTC)),
    ]
    assert [plain_text(c.body_html) for c in comments] == [
        "ขอบคุณที่เล่าให้ฟังครับ\nเขียนเมื่อวานก็ดี แต่เขียนวันนี้ดีกว่า",
        "ชอบข้อ 2 อ่านต่อ",
        "ไม่ได้ลงชื่อไว้ แต่ตามอ่านอยู่ <3",
        "ขอบคุณทุกท่านค่ะ\nครั้งหน้าจัดเดือนกันยายน\nเชิญกองอื่นด้วย",
    ]


def test_html_in_a_comment_cannot_run():
    html = parse("record.txt").comments[1].body_html

    assert not any(word in html for word in ("<script", "alert", "javascript", "onclick"))


def test_a_record_without_author_and_times_is_kept_as_unknown():
    record = parse("without_author_and_times.txt")

    assert (record.author_name, record.written_at, record.edited_at) == ("", None, None)
    assert (record.number, record.notebook, record.tags, record.comments) == (20511, "ข่าวกองทดสอบ", (), ())
    assert record.remarks == ()


def test_a_record_without_a_number_is_known_by_its_title_and_time():
    record = parse("only_title_and_tags.txt")

    assert record.id.startswith("title:")
    assert (record.number, record.tags) == (None, ("ค้าชายแดน",))
    assert record.body_html == "<p>เนื้อหาบรรทัดแรก<br>เนื้อหาบรรทัดที่สอง</p>"
    assert parse("only_title_and_tags.txt").id == record.id


@pytest.mark.parametrize(
    "time", ["30 Feb 2006 @ 10:00 ()", "23 May 2996 @ 15:32 ()", "23 May 1200 @ 15:32 ()", "เมื่อวานซืน"]
)
def test_an_impossible_time_is_left_unknown_and_told(time):
    record = page(foot=f"หมายเลขบันทึก: 12, เขียน: {time}")

    assert record.written_at is None
    assert len(record.remarks) == 1
    assert time.replace(" ()", "") in record.remarks[0]


@pytest.mark.parametrize(
    ("name", "licence", "remarks"),
    [
        ("", "all-rights-reserved", 0),
        ("สงวนสิทธิ์ทุกประการ", "all-rights-reserved", 0),
        ("ครีเอทีฟคอมมอนส์แบบ แสดงที่มา", "cc-by", 0),
        ("Creative Commons Attribution-NonCommercial", "cc-by-nc", 0),
        ("CC BY-SA 3.0", "cc-by-sa", 0),
        ("สาธารณสมบัติ", "public-domain", 0),
        ("CC BY-NC-SA", "all-rights-reserved", 1),
        ("ครีเอทีฟคอมมอนส์แบบ แสดงที่มา-ไม่ดัดแปลง", "all-rights-reserved", 1),
        ("สัญญาที่ไม่มีใครรู้จัก", "all-rights-reserved", 1),
    ],
)
def test_licences_are_told_in_our_words_and_unknown_ones_never_open_anything(name, licence, remarks):
    record = page(foot=f"{FOOT}, สัญญาอนุญาต: {name}, ความเห็น: 0")

    assert (record.licence, len(record.remarks)) == (licence, remarks)
    assert record.source == (f"GotoKnow · {name}" if remarks else "GotoKnow")


def test_a_foot_quoted_in_the_body_is_body():
    record = page(body="อ้างถึง\n\nหมายเลขบันทึก: 99, เขียน: 01 Jan 2005 @ 00:00 ()\n\nข้างต้น")

    assert record.number == 12
    assert "99" in record.body_html


def test_a_foot_or_heading_quoted_in_a_comment_is_comment():
    record = page(after="ความเห็น (1)\n\nก้อย\nเขียนเมื่อ \n\nหมายเลขบันทึก: 77\nความเห็น (5)")

    assert record.number == 12
    assert [(c.name, plain_text(c.body_html)) for c in record.comments] == [("ก้อย", "หมายเลขบันทึก: 77\nความเห็น (5)")]


def test_words_before_the_first_head_of_the_comments_are_not_lost():
    record = page(after="ความเห็น (1)\n\nข้อความที่ไม่มีหัว")

    assert [(c.name, plain_text(c.body_html)) for c in record.comments] == [("", "ข้อความที่ไม่มีหัว")]


def test_a_tag_left_open_swallows_no_other_paragraph():
    record = page(body="ย่อหน้าแรก <script>\n\nย่อหน้าที่สอง\n\n<!-- เปิดค้าง\n\nย่อหน้าสุดท้าย")

    assert "ย่อหน้าแรก" in record.body_html
    assert "<p>ย่อหน้าที่สอง</p>" in record.body_html
    assert record.body_html.endswith("<p>ย่อหน้าสุดท้าย</p>")


def test_numbers_out_of_order_stay_paragraphs():
    assert page(body="3. สาม\n\n7. เจ็ด\n\n2549. ปี").body_html == "<p>3. สาม</p><p>7. เจ็ด</p><p>2549. ปี</p>"


def test_a_list_that_goes_on_from_three_says_so():
    assert page(body="3. สาม\n4) สี่").body_html == '<ol start="3"><li>สาม</li><li>สี่</li></ol>'


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_is_refused_with_a_reason(name):
    with pytest.raises(Refused) as refusal:
        gotoknow.parse(GARBAGE[name])

    assert str(refusal.value)


def test_nul_bom_and_bidi_controls_are_taken_out_of_a_good_record():
    record = gotoknow.parse(("\ufeffชื่อ\x00เรื่อง\u202e\n\nเนื้อ\x00หา\n\n" + FOOT).encode())

    assert (record.title, record.body_html) == ("ชื่อเรื่อง", "<p>เนื้อหา</p>")


PAGE_LINES = (
    *("", " ", "ชื่อเรื่อง", "1. หนึ่ง", "2. สอง", FOOT, "หมายเลขบันทึก:", "หมายเลขบันทึก: ๑๒", "9" * 40),
    *("คำสำคัญ (Tags)#ก##", "ความเห็น (2)", "ไม่มีความเห็น", "IP: ", "IP: xxx.1.2.3", "เขียนเมื่อ", "เขียนเมื่อ @ @"),
    *("เขียนเมื่อ 23 May 2006 @ 15:32 ()", "บันทึกนี้เขียนที่ GotoKnow", "บันทึกนี้เขียนที่ GotoKnow โดย ใน ใน"),
    *("<p>", "<!--", "\x00", "\u2028"),
)
LINE = st.one_of(st.sampled_from(PAGE_LINES), st.text(max_size=20))


@given(st.one_of(st.binary(), st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_no_bytes_crash_the_reader(content):
    parsed_or_refused(content)


@given(st.lists(LINE, max_size=25), st.sampled_from(["utf-8", "cp874", "utf-16"]))
def test_no_order_of_the_lines_of_a_page_crashes_the_reader(lines, encoding):
    parsed_or_refused("\n".join(lines).encode(encoding, "ignore"))


def parsed_or_refused(content: bytes) -> None:
    try:
        record = gotoknow.parse(content)
    except Refused:
        return
    assert record.id
    assert record.title == record.title.strip() != ""
