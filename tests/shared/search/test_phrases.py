"""A phrase stands, or is left out, wherever a reader sees it, however the index cut the words there."""

import pytest
from django.contrib.auth.models import AnonymousUser

from panya.shared.content.actions.drafts import open_draft
from panya.shared.content.actions.items import Place, create_item, publish_latest
from panya.shared.content.text import Text
from panya.shared.files import text_actions
from panya.shared.search.queries import found_exactly, search
from tests.factories import NoteFactory, UnitFactory, UserFactory
from tests.factories.files import StoredFileFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


STANDS = [
    ("ราคาไข่", "ตลาดเช้ารายงานราคาไข่ไก่"),  # ไข่ไก่ is one word
    ("ราคา ไข่", "ตลาดเช้ารายงานราคาไข่ไก่"),
    ("ราคาไข่", "ตลาดเช้ารายงาน ราคา ไข่ไก่"),
    ("ขาดแคลนไข่", "ตลาดเช้าเตือนว่าขาดแคลนไข่ไก่"),
    ("form e", "ตลาดเช้าใช้ Form E ขอถิ่นกำเนิด"),
]
LOOKS_ALIKE = [
    ("ราคาตก", "ตลาดเช้าถามราคา แล้วตกใจ"),
    ("ราคาไข่", "ตลาดเช้าราคาดี ไข่มีมาก"),
    ("ราคากา", "ตลาดเช้าบอกราคากาแฟ"),  # no word ends there
    ("form e", "ตลาดเช้ามี form export กับ for me"),
]


@pytest.mark.parametrize(("phrase", "written"), STANDS)
def test_a_phrase_is_found_though_its_last_word_is_part_of_a_longer_one(found, phrase, written):
    NoteFactory(body="<p>ตลาดเช้าวันนี้</p>")
    note = NoteFactory(body=f"<p>{written}</p>").pk
    assert found(f'"{phrase}"') == found(f'ตลาดเช้า "{phrase}"') == {note}
    answer = search(f'"{phrase}"', AnonymousUser())
    assert (answer.loose, answer.did_you_mean) == (False, None)
    assert found_exactly(f'"{phrase}"', AnonymousUser()) == [note]


@pytest.mark.parametrize(("phrase", "written"), LOOKS_ALIKE)
def test_letters_that_only_look_like_a_phrase_are_not_found(found, phrase, written):
    NoteFactory(body=f"<p>{written}</p>")
    assert found(f'"{phrase}"') == found(f'ตลาดเช้า "{phrase}"') == set()


def test_one_phrase_may_stand_there_and_another_be_left_out(found):
    hens = NoteFactory(body="<p>ตลาดเช้ารายงานราคาไข่ไก่</p>").pk
    NoteFactory(body="<p>ตลาดเช้ารายงานราคาไข่ไก่ และขาดแคลนไข่ไก่</p>")
    assert found('"ราคาไข่" -"ขาดแคลนไข่"') == {hens}


def test_a_phrase_in_joined_words_is_not_found_in_what_the_reader_may_not_read(found):
    shown = NoteFactory(body="<p>ราคาไข่ไก่วันนี้</p>").pk
    NoteFactory(body="<p>ราคาไข่ไก่เมื่อวาน</p>", access="INTERNAL")
    NoteFactory(title="ไก่", body="<p>ราคาไข่ไก่ลับ</p>", access="REQUEST")
    assert found('"ราคาไข่"') == {shown}


@pytest.mark.parametrize(("phrase", "written"), STANDS)
def test_a_phrase_is_left_out_though_its_last_word_is_part_of_a_longer_one(found, phrase, written):
    other = NoteFactory(body="<p>ตลาดเช้าวันนี้</p>").pk
    note = NoteFactory(body=f"<p>{written}</p>").pk
    assert found("ตลาดเช้า") == {other, note}
    assert found(f'ตลาดเช้า -"{phrase}"') == {other}


@pytest.mark.parametrize(("phrase", "written"), LOOKS_ALIKE)
def test_letters_that_only_look_like_the_phrase_stay(found, phrase, written):
    note = NoteFactory(body=f"<p>{written}</p>").pk
    assert found(f'ตลาดเช้า -"{phrase}"') == {note}


def test_a_record_is_found_by_its_file_where_only_its_own_text_holds_the_phrase(found):
    author = UserFactory(unit=UnitFactory())
    draft = open_draft(author, "note")
    file = StoredFileFactory("ตลาดเช้าวันนี้".encode(), name="ตลาด.txt", media_type="text/plain", draft=draft)
    text = Text("บันทึก", "", "<p>ตลาดเช้ารายงานราคาไข่ไก่</p>", structured={"files": [file.public_id]})
    item = create_item("note", text, Place(unit=author.unit, access="PUBLIC"), owner=author, author=author)
    publish_latest(item, by=author)
    text_actions.ask_for_unasked()
    text_actions.read_waiting()
    assert found('ตลาดเช้า -"ราคาไข่"') == {item.pk}
    assert found('ตลาดเช้า -"ราคาไข่" -"ตลาดเช้าวันนี้"') == set()
