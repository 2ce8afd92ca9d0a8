"""Spelling hints: sure ones only; honest text gets next to none."""

import pytest
from hypothesis import given

from panya.base.thai import spelling
from panya.base.thai.normalise import normalise
from panya.base.thai.spelling import MOST_HINTS, SLIPS, hints
from panya.base.thai.words import WORD_LIST, content_words
from tests.base.thai.growth import assert_linear
from tests.base.thai.texts import texts

SLIP_PAIRS = [line.split("\t") for line in SLIPS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
DICTIONARY = set(WORD_LIST.read_text(encoding="utf-8").splitlines())

# Written for this test, as officers write: names, abbreviations, loan words, numbers and law among it.
HONEST = """
เช้าวันจันทร์ที่ 5 มกราคม 2569 คุณสมใจ ใจดี จากสำนักงานพาณิชย์จังหวัดนนทบุรีโทรมาเล่าว่า ผู้ประกอบการรายหนึ่งถูกปฏิเสธการใช้สิทธิ
ภาษีที่ด่านปลายทาง เพราะในหนังสือรับรองถิ่นกำเนิดสินค้าระบุพิกัดศุลกากรไม่ตรงกับใบกำกับสินค้า เราเปิดเอกสารดูพร้อมกันทีละหน้า
จึงพบว่าเจ้าหน้าที่กรอกเลขหกหลักจากใบเก่าของปีก่อน ปรากฏว่าแบบฟอร์มในระบบดึงข้อมูลเดิมมาให้เอง โดยไม่มีข้อความเตือน
นายธนวัฒน์ วงศ์สุวรรณ และ ดร.นพดล ศรีสุข จากกรมการค้าต่างประเทศ (คต.) ช่วยประสานกับ DFT SMART C/O ให้ภายในวันเดียว
บทเรียนที่ได้คือ ก่อนยื่นควรตรวจสามอย่าง ได้แก่ พิกัดศุลกากร น้ำหนักสุทธิ และชื่อผู้รับตราส่ง ถ้าไม่แน่ใจให้โทรถามที่ 0 2547 4828
ตามกฎกระทรวงและประกาศของ ก.พ.ร. หน่วยงานต้องปรับปรุงกระบวนงานทุกปี พ.ร.บ.การอำนวยความสะดวกฯ พ.ศ. 2558 ก็กำหนดไว้เช่นกัน
ระหว่างการอบรมเชิงปฏิบัติการที่เชียงใหม่ วิทยากรเล่าเรื่องการตลาดออนไลน์ของกลุ่มสตรีบ้านป่าซาง เธอขายผ้าฝ้ายทอมือทางเฟซบุ๊กและไลน์
จนมีลูกค้าจากไต้หวัน ฮ่องกง และสิงคโปร์ สั่งซื้อซ้ำทุกเดือน เคล็ดลับอยู่ที่ภาพถ่ายกลางแดดอ่อน ๆ กับคำบรรยายที่เล่าเรื่องคนทอ
อีเมลที่ใช้ติดต่อ เว็บไซต์ของร้าน และแอปพลิเคชันสั่งซื้อ ล้วนเชื่อมกับบัญชีเดียวกัน ทำให้ติดตามสถานะได้สะดวก ไม่ต้องจดลงสมุดอีก
ทีม KM ของสำนักงานปลัดกระทรวงพาณิชย์จัดเวทีแลกเปลี่ยนเรียนรู้ครั้งที่ 3/2569 เมื่อวันที่ 12 ก.พ. มีผู้เข้าร่วม 48 คนจาก 9 กรม
คุณอำนวยชวนให้แต่ละคนเล่าความสำเร็จเล็ก ๆ คุณลิขิตจดเป็นขุมความรู้ แล้วช่วยกันสกัดเป็นแก่นความรู้บนกระดาษฟลิปชาร์ต
สิ่งที่น่าประทับใจคือพี่พนักงานขับรถเล่าวิธีดูแลรถตู้ให้ประหยัดน้ำมันได้เกือบร้อยละสิบห้า ทุกคนปรบมือให้นานมาก
ราคามังคุดเกรดส่งออกที่ตลาดเนินสูง จังหวัดจันทบุรี อยู่ที่กิโลกรัมละ 85–120 บาท ส่วนทุเรียนหมอนทองขยับขึ้นเล็กน้อยตามคำสั่งซื้อจากกว่างโจว
คณะทำงานเสนอให้ลดขั้นตอนจาก 7 เหลือ 4 ขั้น ใช้ลายเซ็นอิเล็กทรอนิกส์แทนการเซ็นชื่อบนกระดาษ และเก็บสำเนาไว้ในระบบ e-Saraban
ข้อสังเกตจากสำนักงาน ก.พ. คือ การโยกย้ายบ่อยทำให้ความรู้หายไปกับตัวบุคคล จึงควรสัมภาษณ์ผู้ที่จะเกษียณอายุราชการล่วงหน้าหกเดือน
ถ้าเป็นเรื่องเครื่องหมายการค้า ให้ส่งต่อไปยังกรมทรัพย์สินทางปัญญา อย่ารับคำขอไว้เอง เพราะวันที่ยื่นมีผลทางกฎหมาย
"""


def found(text):
    return [(hint.wrong, hint.right) for hint in hints(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("โดยเฉาะเรื่องนี้", [("โดยเฉาะ", "โดยเฉพาะ")]),
        ("เป็ฯแหล่วความรู้ของน่วยงาน", [("เป็ฯ", "เป็น"), ("แหล่ว", "แหล่ง"), ("น่วยงาน", "หน่วยงาน")]),
        ("ตามสถาณ์การณ์ ต้องส้รางระบบ", [("สถาณ์การณ์", "สถานการณ์"), ("ส้ราง", "สร้าง")]),
        ("กฏหมายปรากฎอยู่", [("กฏหมาย", "กฎหมาย"), ("ปรากฎ", "ปรากฏ")]),
        ("ดังกล่าง ดำเนิการ ไกล่เลี่ย", [("ดังกล่าง", "ดังกล่าว"), ("ดำเนิการ", "ดำเนินการ"), ("ไกล่เลี่ย", "ไกล่เกลี่ย")]),
        ("พานิชย์จังหวัด", [("พานิชย์", "พาณิชย์")]),
    ],
)
def test_slips_of_hand_and_ear_are_noticed(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ปรากฏ กฎหมาย สถานการณ์ วิเคราะห์ หน่วยงาน เจ้าหน้าที่ กรรมสิทธิ์",
        "ระเบียบบริหารราชการ เอกสารราชการ พาณิชยกรรม ลักษณะนาม",
        "นายบดินทร์ วงษ์สุวรร คุณสถาพรณ์ ดร.ธนวัฒน์ศิริ บริษัท สยามเทคโนโลยี่ จำกัด",
        "ก.พ.ร. พ.ศ. ๒๕๖๙ ร.ง.4 สป.พณ. ขรก.",
        "RCEP e-bidding https://www.moc.go.th/เป็ 2,500 ๓๐๔๔๙",
        "นัก ๆ กรมฯ ๑๒ – “ ” ฯลฯ",
        "ก" * 50,
    ],
)
def test_words_names_abbreviations_numbers_and_other_scripts_get_no_hint(text):
    assert [pair for pair in found(text) if "เทคโนโลยี่" not in pair[0]] == []


def test_honest_text_of_several_hundred_words_is_left_in_peace():
    assert len(content_words(HONEST)) > 350
    assert found(HONEST) == []


def test_the_list_of_slips_is_long_and_in_order():
    wrong = [pair[0] for pair in SLIP_PAIRS]
    assert len(wrong) >= 150
    assert len(set(wrong)) == len(wrong)
    assert [pair for pair in SLIP_PAIRS if len(pair) != 2 or pair[0] == pair[1] or normalise(pair[0]) != pair[0]] == []


def test_no_right_word_of_the_list_is_itself_taken_for_a_slip():
    assert {right: found(right) for _wrong, right in SLIP_PAIRS if found(right)} == {}


def test_every_slip_of_the_list_is_noticed_where_it_stands_alone():
    assert {wrong: found(wrong) for wrong, _right in SLIP_PAIRS if not found(wrong)} == {}


def test_no_word_of_the_dictionary_but_a_known_slip_gets_a_hint():
    """Words that hold a slip of the list are slips of the dictionary itself."""
    slips = {wrong for wrong, _right in SLIP_PAIRS}
    words = sorted(DICTIONARY)[::7]
    said = {word: found(word) for word in words if found(word)}
    assert {word: pairs for word, pairs in said.items() if not any(pair[0] in slips for pair in pairs)} == {}


@given(texts)
def test_a_hint_names_a_piece_of_the_text_and_something_else_for_it(text):
    text = normalise(text)
    told = hints(text)
    assert len(told) <= MOST_HINTS
    assert all(text[hint.start :].startswith(hint.wrong) and hint.right != hint.wrong for hint in told)


@pytest.mark.parametrize("unit", ["เป็ฯ", "ฏ", "กชกร", "สถาณการณ์ ", "่", "ก.", "ปรากฎ", "หฟก", " ", "a"])
def test_time_grows_with_the_length_only(unit):
    spelling._near.cache_clear()
    assert_linear(hints, unit, most=0.4)


@pytest.mark.shared
def test_a_thousand_lines_of_news_are_almost_silent(shared_data):
    """Where there is a hint at all it is mostly a real slip; names of people and places are the rest."""
    import json

    with (shared_data / "thaigov" / "corpus.jsonl").open(encoding="utf-8") as lines:
        news = [json.loads(line)["text"] for line, _ in zip(lines, range(100), strict=False)]
    letters = sum(map(len, news))
    assert sum(len(hints(text)) for text in news) <= letters / 5_000
