"""English questions on Thai records, with the real encoder."""

import pytest
from django.contrib.auth.models import AnonymousUser

from panya.shared.content.models import Access
from panya.shared.search import meaning, writer
from panya.shared.search.queries import search
from tests.factories import NoteFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not meaning.is_installed(), reason="the extra `semantic` is not installed"),
]
QUESTION = "How do I lock my bicycle against theft?"


def test_an_english_question_finds_what_says_it_in_thai_and_only_what_its_reader_may_see():
    title = "วิธีล็อกจักรยานเพื่อป้องกันการถูกขโมย"
    wanted = NoteFactory(title=title, access=Access.PUBLIC).pk
    hidden = NoteFactory(title=title, access=Access.INTERNAL).pk
    NoteFactory(title="สูตรต้มยำกุ้งน้ำข้น", access=Access.PUBLIC)
    writer.drain()
    found = [result.item.pk for result in search(QUESTION, AnonymousUser()).results]
    assert found[0] == wanted
    assert hidden not in found


def test_what_stands_far_down_in_a_text_is_found():
    filler = "<p>" + "ที่ประชุมพิจารณางบประมาณและแผนงานของหน่วยงานประจำเดือน " * 12 + "</p>"
    body = f"{filler}<p>วิธีล็อกจักรยานเพื่อป้องกันการถูกขโมย</p>"
    wanted = NoteFactory(title="รายงานการประชุม", body=body, access=Access.PUBLIC).pk
    for _each in range(3):
        NoteFactory(title="รายงานการประชุม", body=filler, access=Access.PUBLIC)
    writer.drain()
    assert search(QUESTION, AnonymousUser()).results[0].item.pk == wanted


@pytest.mark.parametrize(
    ("text", "may"), [(QUESTION, True), ("ล็อกจักรยาน bicycle", False), ("2569", False), ("", False)]
)
def test_meaning_is_for_words_without_thai(text, may):
    assert meaning.may_be_sought(text) is may


def test_a_text_without_a_title_is_read_from_its_beginning():
    assert (meaning.opening("", "ข้อความ"), meaning.opening("ชื่อ", "ข้อความ")) == ("ข้อความ", "ชื่อ\nข้อความ")
