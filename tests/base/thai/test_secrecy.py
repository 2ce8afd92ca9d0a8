import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panya.base.thai.numbers import thai_digits
from panya.base.thai.secrecy import FindingKind, look_through, marks_in
from tests.base.thai.test_numbers import with_check_digit

MARK, WORDS, CITIZEN = FindingKind.MARK, FindingKind.WORDS, FindingKind.CITIZEN
TEXT = "เรียน ผู้อำนวยการกอง\n{}\nด้วยกระทรวงพาณิชย์ขอเชิญประชุม\nขอแสดงความนับถือ"
DEGREES = st.sampled_from(["ลับ", "ลับมาก", "ลับที่สุด", "SECRET", "TOP SECRET", "CONFIDENTIAL"])
ROUND = st.sampled_from(
    ["{}", "({})", "[{}]", "“{}”", "- {} -", "**{}**", "【{}】", "  {}  ", "«{}»", "หน้า ๑ {}", "{} หน้า 2/5"]
)


def kinds(text: str) -> list[str]:
    return [finding.kind for finding in look_through(text)]


def spread(word: str, gap: str) -> str:
    return gap.join(word)


@given(DEGREES, ROUND, st.sampled_from(["", " ", "  "]))
def test_a_degree_alone_on_a_line_is_a_mark(degree, around, gap):
    assert kinds(TEXT.format(around.format(spread(degree, gap)))) == [MARK]


@pytest.mark.parametrize(
    "line",
    [
        "ชั้นความลับ: ลับ",
        "ชั้นความลับ ลับมาก",
        "ชั้นความลับ : (ลับที่สุด)",
        "เลขที่ พณ 0201/12  ชั้นความลับ: ลับมาก  ลงวันที่ 3 พ.ค. 2549",
        "ชั้นความลับของเอกสาร: ลับ",
        "ชั้นความลับ: SECRET",
        "Classification: TOP SECRET",
        "ชั้น ความ ลับ： ล ั บ มาก",
    ],
)
def test_a_degree_in_its_field_is_a_mark(line):
    assert kinds(TEXT.format(line)) == [MARK]


@pytest.mark.parametrize("line", ["(ลับ) ที่ พณ 0201/12", "ลับมาก   ที่ พณ 0201/12", "ที่ พณ 0201/12    ลับที่สุด", "ด่วนที่สุด [ลับ]"])
def test_a_degree_at_the_head_or_foot_of_a_page_is_a_mark(line):
    assert kinds(f"{line}\nเรียน ผู้อำนวยการ\nจบ") == [MARK]
    assert kinds(f"เรียน\nผู้อำนวยการ\n{line}") == [MARK]
    assert kinds(f"หน้าแรก\nจบหน้า\f\n{line}\nต่อ\nจบ") == [MARK]


@pytest.mark.parametrize(
    "words",
    [
        "เอกสารลับมากต้องส่งโดยผู้มีอำนาจ",
        "หนังสือลับเก็บในตู้",
        "เอกสารชั้น “ลับ” ต้องลงทะเบียน",
        "ข้อมูลชั้นลับที่สุดห้ามส่งทางอีเมล",
        "บันทึกลับต้องทำลายต่อหน้ากรรมการ",
        "ระดับลับมาก",
        "เรื่องนี้ลับเฉพาะ",
        "ซองสองชั้นเขียน (ลับ) ไว้ด้านใน",
        "ชั้นความลับ: ลับ, ลับมาก หรือ ลับที่สุด",
        "ลับ / ลับมาก / ลับที่สุด",
    ],
)
def test_the_words_in_running_text_are_a_warning(words):
    assert set(kinds(TEXT.format(words))) == {WORDS}


@pytest.mark.parametrize(
    "words",
    [
        "กลับ", "สลับ", "เคล็ดลับ", "ลับมีด", "กลับมาก่อนเวลา", "ราคากลับมากว่าเดิม", "สลับที่สุดท้าย", "ลึกลับมาก", "ตลับลูกปืน",
        "ลูกพลับ", "นอนหลับมาก", "ไนท์คลับ", "อำเภอลับแล", "ลับคมความคิด", "เรื่องกลับตาลปัตร", "บันทึกกลับไป", "ความลับทางการค้า",
        "หายลับมาก่อน", "เคล็ดลับมากมาย", "Victoria's Secret", "secretary", "SECRETARY", "a top secret recipe",
    ],
)  # fmt: skip
def test_the_letters_inside_other_words_are_nothing(words):
    assert kinds(TEXT.format(words)) == []
    assert kinds(words) == []


@given(st.text(alphabet="กลับส มาทีุ่ด\n่้ห12", max_size=60))
def test_no_mark_stands_where_no_line_has_the_letters(text):
    letters = "".join(text.split(" "))
    if "ลับ" not in letters:
        assert marks_in(look_through(text)) == []


@given(st.from_regex("[1-9][0-9]{11}", fullmatch=True), st.sampled_from(["{}", "เลข {} ครับ", "({})", "ชื่อ,{},ที่อยู่"]))
def test_a_valid_citizen_number_is_a_warning_in_every_writing(twelve, around):
    number = with_check_digit(twelve)
    parts = [number[0], number[1:5], number[5:10], number[10:12], number[12]]
    for written in (number, "-".join(parts), " ".join(parts), thai_digits("-".join(parts)), " - ".join(parts)):
        assert kinds(TEXT.format(around.format(written))) == [CITIZEN]


@given(st.from_regex("0[0-9]{11}", fullmatch=True))
def test_the_number_of_a_firm_is_no_warning(twelve):
    assert kinds(f"เลขทะเบียนนิติบุคคล {with_check_digit(twelve)} ครับ") == []


@given(st.from_regex("[1-9][0-9]{11}", fullmatch=True), st.from_regex("[0-9]{1,5}", fullmatch=True))
def test_longer_runs_of_digits_and_sums_of_money_are_nothing(twelve, more):
    number = with_check_digit(twelve)
    for written in (number + more, more + number, f"{number}.50", f"{int(number):,}"):
        assert kinds(f"จำนวน {written} บาท") == []


def test_a_wrong_check_digit_is_nothing():
    assert kinds("เลข 1101700230709 ครับ") == []


@given(st.text())
def test_any_text_can_be_looked_through(text):
    assert all(finding.words and finding.passage for finding in look_through(text))


@pytest.mark.parametrize(
    "line",
    [
        " ",
        ".",
        "ชุดที่",
        "1",
        "ลับ ",
        "ลับ.",
        "(",
        "ช ",
        "ชั้นความลับ ",
        "ชั้นความลับ: ลับ,",
        "เอกสาร",
        "1-2345-67890-12-",
        "\t",
        "T ",
        "ลั ",
    ],
)
def test_long_texts_are_looked_through_quickly(line):
    for text in (line * 20_000, line * 20_000 + "ก", line + " " * 50_000 + "x"):
        started = time.perf_counter()
        look_through(text)
        assert time.perf_counter() - started < 3


def test_the_news_of_the_government_hold_no_mark(shared_data):
    """3,000 news items: the letters ลับ stand in 535 of them."""

    warned = {WORDS: 0, CITIZEN: 0}
    with (shared_data / "thaigov" / "corpus.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for row in rows:
        found = look_through(f"{row.get('title', '')}\n{row['text']}")
        assert marks_in(found) == [], row["id"]
        for kind in {finding.kind for finding in found}:
            warned[kind] += 1
    print(f"{len(rows)} news items: 0 refusals, warnings: {warned}")  # noqa: T201
    assert warned[WORDS] <= 30
