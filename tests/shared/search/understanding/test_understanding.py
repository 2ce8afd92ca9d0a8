"""What is looked for beside the very words that were typed."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panya.shared.content.actions.terms import shipped_terms
from panya.shared.search.understanding import understand
from panya.shared.search.understanding.eras import dates_in, years_in
from panya.shared.search.understanding.glossary import Glossary, build

FTA, OPDC, OCSC = "เขตการค้าเสรี", "สำนักงานคณะกรรมการพัฒนาระบบราชการ", "สำนักงานคณะกรรมการข้าราชการพลเรือน"
DBD, DITP, DIT = "กรมพัฒนาธุรกิจการค้า", "กรมส่งเสริมการค้าระหว่างประเทศ", "กรมการค้าภายใน"
DFT, DIP, KM = "กรมการค้าต่างประเทศ", "กรมทรัพย์สินทางปัญญา", "การจัดการความรู้"
MEANT = [
    ("FTA", FTA), ("fta", FTA), ("เอฟทีเอ", FTA), ("free trade agreement", FTA), ("การค้าเสรี", FTA),
    (FTA, "FTA"), ("ลปรร", "แลกเปลี่ยนเรียนรู้"), ("ลปรร.", "แลกเปลี่ยนเรียนรู้"), ("แลกเปลี่ยนเรียนรู้", "ลปรร."),
    ("KM", KM), ("KM ในกรม", KM), (KM, "KM"), ("AAR", "การทบทวนหลังปฏิบัติ"), ("C/O", "หนังสือรับรองถิ่นกำเนิดสินค้า"),
    ("M&E", "การติดตามและประเมินผล"), ("1569", "สายด่วนกรมการค้าภายใน"), ("SME", "ผู้เชี่ยวชาญเฉพาะเรื่อง"),
    ("SMEs", "วิสาหกิจขนาดกลางและขนาดย่อม"), ("Form E", "เขตการค้าเสรีอาเซียน-จีน"), ("สป.พณ.", "สำนักงานปลัดกระทรวงพาณิชย์"),
    ("กพร", OPDC), ("กพร.", OPDC), ("ก.พ.ร.", OPDC), ("สำนักงาน ก.พ.ร.", OPDC), ("สำนักงานก.พ.ร.กำหนด", OPDC),
    (OPDC, "ก.พ.ร."), ("กพ", OCSC), ("กพ.", OCSC), ("สำนักงาน ก.พ.", OCSC), ("สำนักงาน ก.พ. แจ้ง", OCSC),
    ("พค", DBD), ("พค.", DBD), ("สค. จัดงาน", DITP), ("คน. ตรวจราคา", DIT), ("คต. และ ทป.", DFT), ("คต. และ ทป.", DIP),
    ("2549", "2006"), ("๒๕๔๙", "2006"), ("2006", "2549"), ("ค.ศ. 2006", "2549"), ("พ.ศ. 2549", "2006"),
    ("พ.ศ.๒๕๔๙", "2006"),
    ("22 พ.ค. 49", "22 พฤษภาคม 2549"), ("22 พ.ค. 49", "2006-05-22"), ("22/5/2549", "22 พ.ค. 2549"),
    ("2006-05-22", "22 พฤษภาคม 2549"), ("๒๒ พ.ค. ๔๙", "22/05/2549"), ("22 May 2006", "22 พ.ค. 2549"),
    ("พ.ค. 2549", "พฤษภาคม 2549"), ("พานิชย์", "พาณิชย์"),
]  # fmt: skip
NOT_MEANT = [
    ("ก.พ.", OCSC), ("ก.พ.", OPDC), ("12 ก.พ. 2549", OCSC), ("ก.พ.ร.", OCSC), ("กพร", OCSC), ("กพ.", OPDC),
    ("24 พ.ค. 49", DBD), ("พ.ค. 2549", DBD), ("24 พค 49", DBD), ("พ.ค.", DBD), ("ส.ค.", DITP), ("3 ส.ค. 2549", DITP),
    ("สค", DITP), ("คน", DIT), ("คนไทย", DIT), ("มี 5 คน.", DIT), ("คต", DFT), ("ทป", DIP), ("km", KM),
    ("ad", "การตอบโต้การทุ่มตลาด"),
    ("it", "การค้าเสรี"), ("co", "หนังสือรับรองถิ่นกำเนิดสินค้า"), ("SME", "วิสาหกิจขนาดกลางและขนาดย่อม"),
    ("เขตการค้าเสรีอาเซียน", FTA), ("สิทธิบัตร", "อนุสิทธิบัตร"), ("2,549", "2006"), ("2500 บาท", "1957"), ("1/2549", "2006"),
    ("1800", "2343"), ("ค.ศ. 2549", "2006"),
]  # fmt: skip


def ways(typed, glossary):
    return {way for _typed, way in understand(typed, glossary).synonyms}


@pytest.mark.parametrize(("typed", "meant"), MEANT)
def test_what_is_typed_also_looks_for(shipped, typed, meant):
    assert meant in ways(typed, shipped)


@pytest.mark.parametrize(("typed", "not_meant"), NOT_MEANT)
def test_what_is_typed_does_not_look_for(shipped, typed, not_meant):
    assert not_meant not in ways(typed, shipped)


def test_every_spelling_of_a_term_finds_its_name(shipped):
    lost = [
        (term.name, said)
        for term in shipped_terms()
        for said in (term.name_en, term.abbreviation, *term.synonyms)
        if said and said.replace(".", "") != term.name and said != "ก.พ." and term.name not in ways(said, shipped)
    ]
    assert lost == []


def test_a_synonym_stands_in_the_place_of_its_own_words_only(shipped):
    others = understand("FTA กับเกษตรกร", shipped).sought.others
    assert {other.instead_of for other in others} == {("fta",)}


def test_phrases_and_what_is_left_out_go_to_the_engine_apart(shipped):
    sought = understand('ข้าว "ตลาดจีน" -อินเดีย', shipped).sought
    assert [phrase.letters for phrase in sought.phrases] == ["ตลาดจีน"]
    assert [text.letters for text in sought.without] == ["อินเดีย"]
    assert sought.said.letters == "ข้าวตลาดจีน"


@given(st.text(st.sampled_from(list('กพครสอ. 0259/-"“”:็่ำabFTA')), max_size=40) | st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_understood_and_its_own_text_the_same_again(typed):
    terms = build([("เขตการค้าเสรี", "FTA"), ("สำนักงานพัฒนา", "กพร.", "ก.พ.ร.")])
    once = understand(typed, terms)
    again = understand(once.text, terms)
    assert (again.text, again.sought) == (once.text, once.sought)


@pytest.mark.parametrize("piece", ["กพร.", "ก.พ.", "22 พ.ค. 49 ", "2549 ", "พานิชย์", "กขค", "FTA ", "1/1/", "May "])
def test_dates_and_terms_take_time_in_the_measure_of_the_length(shipped, piece):
    def took(times):
        best = 9.0
        # Of the processor, in the best of some tries: on the clock other work counts too.
        for _ in range(4):
            started = time.process_time()
            dates_in(piece * times), years_in(piece * times), shipped.terms_in(piece * times)
            best = min(best, time.process_time() - started)
        return best

    assert took(800) <= 2.5 * took(400) + 0.05


def test_an_empty_glossary_is_no_trouble():
    assert understand("FTA", Glossary()).synonyms == ()
