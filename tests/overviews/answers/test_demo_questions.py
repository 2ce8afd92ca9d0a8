"""Plain questions of officers that the texts of the demo answer: the first quote says what they want to know."""

import pytest

from panya.overviews.answers.evaluating import first_quote, holds
from panya.shared.content.text import Text, structured_text
from panya.shared.search.evaluating import Passage, Question, ask_all, indexed
from panya.site.demo import assets, stories

# Of twenty; nothing was written for any one of them. What is left says the same in other words than the question.
LEAST_GOOD = 16
# A quote is a sentence or two, not the most that there is room for.
LONGEST_ON_AVERAGE = 165
QUESTIONS = {
    "ค่าคำขอจดทะเบียนเครื่องหมายการค้ารายการละกี่บาท": "1,000 บาท",
    "สินค้าและบริการที่ขอจดเครื่องหมายการค้าแบ่งเป็นกี่จำพวก": "45 จำพวก",
    "RCEP มีผลใช้กับไทยตั้งแต่เมื่อไร": "1 มกราคม 2565",
    "ไทยมีความตกลง FTA กี่ฉบับ": "14 ฉบับ",
    "ใบรับรองถิ่นกำเนิดสินค้าขอที่ไหน": "กรมการค้าต่างประเทศ",
    "ใช้สิทธิ FTA ต้องเก็บเอกสารนานเท่าไร": "อย่างน้อยสามปี",
    "บริษัทไม่ได้ค้าขายเลยทั้งปี ต้องส่งงบการเงินไหม": "ต้องส่ง งบที่ไม่มีรายการเคลื่อนไหว",
    "บริษัทต้องส่งรายชื่อผู้ถือหุ้นภายในกี่วัน": "สิบสี่วัน",
    "FTA คืออะไร": "ข้อตกลงระหว่างสองประเทศ",
    "ไม่แสดงราคาสินค้า ปรับเท่าไร": "หนึ่งหมื่นบาท",
    "ตรวจย้อนหลังผู้ส่งออกที่รับรองถิ่นกำเนิดด้วยตนเอง สุ่มร้อยละเท่าไรต่อปี": "ร้อยละห้า",
    "หลักเกณฑ์โควตานำเข้าสินค้าเกษตรต้องประกาศล่วงหน้ากี่วัน": "สามสิบวัน",
    "หนังสือรับรอง Form RCEP ใครเป็นผู้ออก": "กรมการค้าต่างประเทศ",
    "ควรสัมภาษณ์คนที่จะเกษียณล่วงหน้ากี่เดือน": "หกเดือน",
    "ส่งงบการเงินช่วงไหนระบบไม่ช้า": "เจ็ดโมงถึงเก้าโมงเช้า",
    "ของราคาตามน้ำหนัก เขียนป้ายว่าตามน้ำหนักพอไหม": "ไม่พอ",
    "คำว่า shall endeavour to มีน้ำหนักอย่างไร": "ต้องพยายาม",
    "อากรตอบโต้การทุ่มตลาดสิ้นสุดเมื่อครบกี่ปี": "5 ปี",
    "RCEP มีสมาชิกกี่ประเทศ": "สิบห้า",
    "RVC วิธีหักออกคำนวณอย่างไร": "(FOB − VNM) ÷ FOB",
}


@pytest.fixture(scope="module")
def quotes():
    asked = [Question(text, text, frozenset(["demo"])) for text in QUESTIONS]
    with indexed(list(_texts())) as corpus:
        return {each.question.text: first_quote(each) for each in ask_all(corpus, asked, limit=20)}


def test_most_plain_questions_get_what_they_ask_for_in_the_first_quote(quotes):
    missed = {question: quote for question, quote in quotes.items() if not holds(quote, [QUESTIONS[question]])}

    assert len(QUESTIONS) - len(missed) >= LEAST_GOOD, missed


def test_a_quote_is_not_filled_up_to_the_most_that_is_allowed(quotes):
    given = [len(quote) for quote in quotes.values() if quote]

    assert sum(given) / len(given) <= LONGEST_ON_AVERAGE


def test_a_quote_from_a_list_of_questions_begins_with_its_own_question(quotes):
    assert quotes["ไทยมีความตกลง FTA กี่ฉบับ"].startswith("2. ไทยมีกี่ฉบับ")
    assert quotes["ใช้สิทธิ FTA ต้องเก็บเอกสารนานเท่าไร"].startswith("16. เก็บเอกสารนานเท่าไร")


def _texts():
    for row in assets.asset_rows():
        if row["state"] == "published":
            parts = {name: row[name] for name in ("situation", "steps", "cautions", "legal_refs", "title_en")}
            body = (assets.FOLDER / f"{row['slug']}.html").read_text(encoding="utf-8")
            yield _passage(row["slug"], Text(row["title"], row["lead"], body, parts))
    for row in stories.stories():
        if not row.get("retired") and row.get("status") != "draft":
            body = (stories.FOLDER / "notes" / f"{row['slug']}.html").read_text(encoding="utf-8")
            yield _passage(row["slug"], Text(row["title"], row["lead"], body))


def _passage(slug, text):
    text = text.cleaned()
    return Passage(slug, text.title, f"{text.lead}\n{structured_text(text.structured)}\n{text.body_text}".strip())
