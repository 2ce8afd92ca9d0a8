"""Which sentence answers, and when none does."""

import time
from dataclasses import replace

import pytest

from panya.overviews.answers.extracting.answering import answer
from panya.overviews.answers.extracting.asked import asked
from panya.overviews.answers.extracting.features import Source
from panya.overviews.answers.extracting.kinds import LOOKS, Kind, is_question, kind_of
from panya.overviews.answers.extracting.short import short_answer
from tests.base.thai.growth import assert_linear

LAMYAI = Source(
    "มาตรฐานลำไยอบแห้ง",
    "ลำไยอบแห้งเป็นสินค้าส่งออกสำคัญของภาคเหนือ\n"
    "ผู้ตรวจต้องสุ่มตัวอย่างจากทุกกอง\n"
    "ลำไยอบแห้งทั้งเปลือกต้องมีความชื้นไม่เกินร้อยละ 13.5 โดยน้ำหนัก\n"
    "นางสาวปาริชาต ไพรดอยงาม เป็นผู้ดูแลเกณฑ์นี้ตั้งแต่วันที่ 1 ตุลาคม พ.ศ. 2567",
)
DURIAN = Source("ทุเรียนแช่แข็ง", "ทุเรียนแช่แข็งต้องเก็บที่อุณหภูมิต่ำกว่า -18 องศา\nผู้ส่งออกต้องขึ้นทะเบียนก่อน")


def first(question, *sources):
    outcome = answer(question, sources)
    return outcome.found[0] if outcome.found else None


def test_the_quote_is_verbatim_and_holds_the_answer():
    found = first("ลำไยอบแห้งทั้งเปลือกต้องมีความชื้นไม่เกินเท่าไร", LAMYAI, DURIAN)

    assert found.source == 0
    assert "ร้อยละ 13.5" in found.quote
    assert LAMYAI.text[found.start : found.end] == found.quote
    assert len(found.quote) <= 240


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("ลำไยอบแห้งทั้งเปลือกต้องมีความชื้นไม่เกินเท่าไร", "ร้อยละ 13.5"),
        ("ใครดูแลเกณฑ์ลำไยอบแห้งตั้งแต่เมื่อไร", "1 ตุลาคม พ.ศ. 2567"),
    ],
)
def test_the_short_answer_is_what_the_question_asks_for(question, short):
    assert first(question, LAMYAI).short == short


def test_what_no_source_says_is_not_answered():
    assert first("นายกรัฐมนตรีฝรั่งเศสชื่ออะไร", LAMYAI, DURIAN) is None
    assert first("ราคามังคุดตลาดไทวันนี้เท่าไร", LAMYAI, DURIAN) is None


def test_nothing_and_noise_are_not_answered():
    for question in ("", "   ", "???", "ๆๆๆ", "' OR 1=1 --", "((((", "\x00\x07"):
        assert first(question, LAMYAI) is None


def test_sources_that_disagree_stand_side_by_side():
    old = Source("ค่าธรรมเนียมหนังสือรับรอง", "ค่าธรรมเนียมหนังสือรับรองนิติบุคคลฉบับละ 40 บาท")
    new = Source("ค่าธรรมเนียมหนังสือรับรอง (ใหม่)", "ค่าธรรมเนียมหนังสือรับรองนิติบุคคลฉบับละ 60 บาท")
    outcome = answer("ค่าธรรมเนียมหนังสือรับรองนิติบุคคลฉบับละเท่าไร", [old, new])

    assert outcome.disagree
    assert {each.short for each in outcome.found} == {"40 บาท", "60 บาท"}


def test_the_same_year_in_two_eras_is_no_disagreement():
    one = Source("ตั้งกรม", "กรมส่งเสริมการค้าก่อตั้งเมื่อ พ.ศ. 2495")
    two = Source("ประวัติกรม", "กรมส่งเสริมการค้าก่อตั้งเมื่อ ค.ศ. 1952")
    outcome = answer("กรมส่งเสริมการค้าก่อตั้งในปีใด", [one, two])

    assert outcome.answered
    assert not outcome.disagree


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("ใครเป็นปลัดกระทรวง", Kind.PERSON),
        ("ประชุมเมื่อไร", Kind.DATE),
        ("เริ่มวันที่เท่าไร", Kind.DATE),
        ("ก่อตั้งในปีใด", Kind.YEAR),
        ("ก่อตั้ง พ.ศ. อะไร", Kind.YEAR),
        ("มีกี่แห่ง", Kind.NUMBER),
        ("ค่าธรรมเนียมเท่าไร", Kind.MONEY),
        ("ต้องใช้แบบฟอร์มใด", Kind.FORM),
        ("ยื่นที่ไหน", Kind.PLACE),
        ("ชื่อเล่นว่าอะไร", Kind.NAME),
        ("FTA คืออะไร", Kind.MEANING),
        ("เป็นเพลงเกี่ยวกับอะไร", Kind.OTHER),
        ("Who signs the certificate?", Kind.PERSON),
        ("When does it start?", Kind.DATE),
        ("How many copies are needed?", Kind.NUMBER),
        ("Which form is used?", Kind.FORM),
        ("Where is the office?", Kind.PLACE),
    ],
)
def test_a_question_asks_for_a_kind_of_thing(question, kind):
    assert kind_of(question) is kind
    assert is_question(question)


def test_words_alone_are_no_question():
    assert not is_question("ลำไยอบแห้ง")


@pytest.mark.parametrize("question", ["ก" * 100_000, "เมื่อไร" * 20_000, "'; DROP TABLE x; --" * 3_000, "(" * 100_000])
def test_bad_questions_are_read_in_no_time(question):
    texts = [Source("เรื่อง", LAMYAI.text * 20)] * 20
    started = time.perf_counter()
    answer(question, texts)
    assert time.perf_counter() - started < 1


def test_an_answer_deep_in_a_long_text_is_found_where_it_stands():
    book = Source("คู่มือผลไม้", DURIAN.text * 300 + "\n" + LAMYAI.text + "\n" + DURIAN.text * 300)
    found = first("ลำไยอบแห้งทั้งเปลือกต้องมีความชื้นไม่เกินเท่าไร", book)

    assert found.short == "ร้อยละ 13.5"
    assert book.text[found.start : found.end] == found.quote


@pytest.mark.parametrize(
    ("quote", "short"),
    [
        ("จดทะเบียนแล้วไปที่ตอนป้ายที่ 1 รู้ว่าจะจดอะไร", None),
        ("ป้ายที่ 1 จดทะเบียนใช้เวลา 60 วัน", "60 วัน"),
        ("จดทะเบียนเสร็จในสาม วันทำการ", "สาม วันทำการ"),
    ],
)
def test_how_many_days_is_not_answered_by_the_number_of_a_step(quote, short):
    place = short_answer(asked("จดทะเบียนใช้เวลากี่วัน"), quote)
    assert (quote[slice(*place)] if place else None) == short


@pytest.mark.parametrize("unit", ["1,", "A.", "1 ", "A b ", "บาท", "ที่ ", "ก"])
@pytest.mark.parametrize("kind", LOOKS)
def test_the_time_to_look_for_an_answer_grows_no_faster_than_the_text(kind, unit):
    assert_linear(lambda text: list(LOOKS[kind].finditer(text)), unit)


ASKED_OFTEN = Source(
    "งบการเงินส่งอย่างไร",
    "บริษัทจำกัดและห้างหุ้นส่วนส่งงบการเงินทุกปี งบการเงินส่งทางระบบ\n"
    "1. ใครต้องส่ง บริษัทจำกัด ห้างหุ้นส่วนจดทะเบียน\n"
    "2. ไม่ได้ค้าขายเลย ต้องส่งไหม ต้องส่ง งบเปล่าก็เป็นงบ\n"
    "16. เก็บเอกสารนานเท่าไร อย่างน้อยห้าปี",
)


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("ใครต้องส่งงบการเงิน", "1. ใครต้องส่ง บริษัทจำกัด ห้างหุ้นส่วนจดทะเบียน"),
        ("ไม่ได้ค้าขายเลยต้องส่งงบการเงินไหม", "2. ไม่ได้ค้าขายเลย ต้องส่งไหม ต้องส่ง"),
    ],
)
def test_a_text_that_asks_the_question_itself_answers_it_right_after(question, quote):
    assert first(question, ASKED_OFTEN).quote == quote


@pytest.mark.parametrize(
    ("question", "quote", "short"),
    [
        # The number of an entry, a section or a telephone is no quantity.
        ("เก็บเอกสารนานเท่าไร", "16. เก็บเอกสารนานเท่าไร อย่างน้อยห้าปี", "ห้าปี"),
        ("ไม่แสดงราคาปรับเท่าไร", "มาตรา 40\nโทษปรับไม่เกินหนึ่งหมื่นบาท", "หนึ่งหมื่นบาท"),
        ("ศูนย์รับเรื่องตั้งเมื่อไร", "ศูนย์รับเรื่อง 1569 ตั้งให้โทรกลับ", None),
        # What is counted stands behind its number.
        ("โทรกลับทันกี่เรื่อง", "โทรกลับทัน 24 ชั่วโมง 771 เรื่อง", "771 เรื่อง"),
        ("โทรกลับทันกี่เรื่อง", "โทรกลับทัน 24 ชั่วโมง", None),
        # Of a table the row that is asked for.
        (
            "ค่าคำขอรายการละกี่บาท",
            "ค่าคำขอ รายการละ 1,000 บาท จำพวกละ 9,000 บาท\nค่าจดทะเบียน รายการละ 600 บาท จำพวกละ 5,400 บาท",
            "1,000 บาท",
        ),
        # A unit is read whole, and what counts the same is the same.
        ("โกดังยาวกี่เมตร", "โกดังห่างถนน 2 กิโลเมตร ยาว 80 เมตร", "80 เมตร"),
        ("มีผู้ยื่นคำขอกี่คน", "มีผู้ยื่นคำขอ 340 ราย จาก 12 จังหวัด", "340 ราย"),
        ("ลดขั้นตอนได้กี่เปอร์เซ็นต์", "ลดขั้นตอนได้ 3 ขั้น คิดเป็นร้อยละ 40", "ร้อยละ 40"),
        # The year, the place in a row and what a rule begins with are no quantity either.
        ("มีผู้ยื่นคำขอเท่าไร", "ในปี 2568 มีผู้ยื่นคำขอ 340 ราย มากเป็นอันดับ 3", "340 ราย"),
        ("จัดประชุมกี่ครั้ง", "ประชุมครั้งที่ 4 เลื่อนไป รวมจัดประชุม 6 ครั้ง", "6 ครั้ง"),
        ("ขอหนังสือรับรองใช้เวลากี่วัน", "ถ้าออกหนังสือรับรองเกินสามวันต้องประทับตรา", None),
        ("ออกหนังสือรับรองเกินกี่วันต้องประทับตรา", "ถ้าออกหนังสือรับรองเกินสามวันต้องประทับตรา", "สามวัน"),
    ],
)
def test_the_short_answer_is_the_quantity_that_was_asked_for(question, quote, short):
    place = short_answer(asked(question), quote)

    assert (quote[slice(*place)] if place else None) == short


@pytest.mark.parametrize(
    ("question", "short"),
    [("การประชุมนี้เป็นครั้งที่เท่าไร", "ครั้งที่ 3"), ("มีผู้เข้าประชุมเท่าไร", "40 คน"), ("ห้องประชุมอยู่ชั้นที่เท่าไร", "ชั้นที่ 7")],
)
def test_which_one_of_a_row_is_answered_by_a_place_in_it_and_how_many_is_not(question, short):
    quote = "มีผู้เข้าประชุม 40 คน การประชุมนี้เป็นครั้งที่ 3 ใช้ห้องประชุมใหญ่ ห้องประชุมอยู่ชั้นที่ 7"

    place = short_answer(asked(question), quote)

    assert quote[slice(*place)] == short


SPAN = "รับสมัคร 1 ธันวาคม 2569 – 15 มกราคม 2570"


@pytest.mark.parametrize(
    ("question", "quote", "short"),
    [
        ("รับสมัครตั้งแต่เมื่อไร", SPAN, "1 ธันวาคม 2569"),
        ("รับสมัครถึงวันที่เท่าไร", SPAN, "15 มกราคม 2570"),
        ("ปิดรับสมัครวันที่เท่าใด", SPAN, "15 มกราคม 2570"),
        ("ประกาศผลเดือนอะไร", "ประกาศผลในเดือนมีนาคม", "เดือนมีนาคม"),
    ],
)
def test_of_a_span_of_days_the_end_that_is_asked_for_is_the_short_answer(question, quote, short):
    place = short_answer(asked(question), quote)

    assert quote[slice(*place)] == short


def test_a_sentence_without_the_number_that_is_asked_for_must_be_supported_better():
    question, title = "ยื่นอุทธรณ์ผลการคัดเลือกได้ภายในกี่วัน", "อุทธรณ์ผลการคัดเลือก"
    told = Source(title, "ผู้ยื่นข้อเสนอยื่นอุทธรณ์ผลการคัดเลือกได้ภายในเจ็ดวัน")
    untold = Source(title, "ผู้ยื่นข้อเสนอยื่นอุทธรณ์ผลการคัดเลือกได้")

    with_it, without_it = (answer(question, [source, DURIAN]).considered[0] for source in (told, untold))

    assert with_it.short == "เจ็ดวัน"
    assert without_it.support < 0.65 * with_it.support


def test_a_source_without_words_answers_nothing_and_stops_nobody():
    assert first("ลำไยอบแห้งทั้งเปลือกต้องมีความชื้นไม่เกินเท่าไร", Source("", "  \n "), LAMYAI).source == 1


def test_a_source_that_alone_says_what_is_asked_supports_more_than_one_of_two():
    question = "ลำไยอบแห้งทั้งเปลือกต้องมีความชื้นไม่เกินเท่าไร"
    alone, beside = answer(question, [LAMYAI, DURIAN]), answer(question, [LAMYAI, LAMYAI])
    pages = answer(question, [replace(LAMYAI, rank=0), replace(LAMYAI, rank=0), replace(DURIAN, rank=1)])

    assert alone.found[0].support > beside.found[0].support + 0.01
    # The pages of a record are no other record.
    assert pages.found[0].support > beside.found[0].support + 0.01


def test_a_text_without_a_title_is_answered_from():
    untitled = replace(LAMYAI, title="")

    assert "ร้อยละ 13.5" in first("ลำไยอบแห้งทั้งเปลือกต้องมีความชื้นไม่เกินเท่าไร", untitled, DURIAN).quote
    assert first("ราคามังคุดตลาดไทวันนี้เท่าไร", untitled, DURIAN) is None
