"""Answers are quoted out of the pages of files too, with the rights of the record that shows the file."""

import pytest
from django.contrib.auth.models import AnonymousUser

from panya.overviews.answers.queries import ask
from panya.shared.content.actions.drafts import open_draft
from panya.shared.content.actions.items import Place, change_place, create_item, publish_latest, save_text
from panya.shared.content.file_links import page_url
from panya.shared.content.models import Item
from panya.shared.content.text import Text
from panya.shared.files import text_actions
from panya.shared.files.models import FilePage
from panya.shared.people.actions.circles import circle_of_unit
from panya.shared.search import writer
from panya.shared.search.file_texts import pages_about
from tests.factories import NoteFactory, UnitFactory, UserFactory
from tests.factories.files import StoredFileFactory
from tests.shared.files.documents import docx, pdf

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
QUESTION = "ค่าธรรมเนียมตรวจลำไยอบแห้งตู้ละเท่าไร"
ENGLISH = "How much is the inspection fee for dried longan per container?"
PAGES = ("คำนำของหนังสือเวียน", "ลำไยอบแห้งเป็นสินค้าส่งออก", "ค่าธรรมเนียมตรวจลำไยอบแห้งตู้ละ 700 บาท")
IN_ENGLISH = ("A foreword", "The inspection fee for dried longan is 900 baht per container.")


@pytest.fixture
def author():
    return UserFactory(unit=UnitFactory())


def circular(author, content=None, *, name="แผน.docx", media_type=DOCX, access="PUBLIC", title="หนังสือเวียนที่ 12"):
    """A published note with a file attached, read and indexed."""
    draft = open_draft(author, "note")
    file = StoredFileFactory(content or docx(list(PAGES)), name=name, media_type=media_type, by=author, draft=draft)
    circles = (circle_of_unit(author.unit),) if access in {"UNIT", "RESTRICTED"} else ()
    text = Text(title, "คำสรุป", "<p>ดูไฟล์แนบ</p>", structured={"files": [file.public_id]})
    place = Place(unit=author.unit, access=access, circles=circles)
    item = create_item("note", text, place, owner=author, author=author)
    publish_latest(item, by=author)
    text_actions.ask_for_unasked()
    text_actions.read_waiting()
    writer.drain()
    return item, file


@pytest.mark.parametrize(
    ("content", "name", "media_type", "question", "page", "short"),
    [
        (docx(list(PAGES)), "แผน.docx", DOCX, QUESTION, 3, "700 บาท"),
        (pdf(list(IN_ENGLISH)), "plan.pdf", "application/pdf", ENGLISH, 2, "900 baht"),
    ],
)
def test_a_page_of_a_file_answers_and_the_quote_stands_on_it(author, content, name, media_type, question, page, short):
    item, file = circular(author, content, name=name, media_type=media_type)

    citation = ask(question, AnonymousUser()).citations[0]

    text = FilePage.objects.get(reading=file.sha256, number=page).text
    assert (citation.item, citation.page, citation.short) == (item, page, short)
    assert text[citation.start : citation.end] == citation.quote
    said = citation.as_json()
    assert (said["number"], said["page"], said["title"]) == (item.pk, page, f"{name} · หนังสือเวียนที่ 12")
    assert said["url"] == page_url(file.public_id, page, citation.start, citation.end)


def test_the_page_names_file_page_and_record_and_its_link_marks_the_quote(author, client):
    item, file = circular(author)

    shown = client.get("/ask", {"q": QUESTION}).content.decode()
    citation = ask(QUESTION, AnonymousUser()).citations[0]

    assert "แผน.docx หน้า 3 · ใน" in shown
    assert f'<a href="{item.get_absolute_url()}">หนังสือเวียนที่ 12</a>' in shown
    assert f'href="/files/{file.public_id}/pages/3?quote={citation.start}-{citation.end}#found"' in shown
    assert f'<mark id="found">{citation.quote}</mark>' in client.get(citation.url.partition("#")[0]).content.decode()


@pytest.mark.parametrize(
    ("access", "answered"),
    [
        ("PUBLIC", {"anonymous", "author", "colleague", "other_unit"}),
        ("REQUEST", {"author", "colleague", "other_unit"}),
        ("INTERNAL", {"author", "colleague", "other_unit"}),
        ("UNIT", {"author", "colleague"}),
        ("RESTRICTED", set()),
    ],
)
def test_exactly_those_who_may_read_the_record_are_answered_from_its_file(author, access, answered):
    circular(author, access=access)
    readers = {
        "anonymous": AnonymousUser(),
        "author": author,
        "colleague": UserFactory(unit=author.unit),
        "other_unit": UserFactory(unit=UnitFactory()),
    }

    told = {name: ask(QUESTION, reader) for name, reader in readers.items()}

    assert {name for name, answer in told.items() if answer.answered} == answered
    assert {name for name, answer in told.items() if "700 บาท" in str(answer.as_json())} == answered


def test_a_right_that_is_taken_away_ends_answers_from_its_file_before_the_index_knows(author):
    item, _file = circular(author)
    other = UserFactory(unit=UnitFactory())
    assert ask(QUESTION, other).answered

    change_place(item, Place(unit=author.unit, access="UNIT", circles=(circle_of_unit(author.unit),)), by=author)

    assert not ask(QUESTION, other).answered
    assert not ask(QUESTION, AnonymousUser()).answered


def test_a_file_that_the_published_text_shows_no_more_is_not_quoted_even_before_the_index_knows(author):
    item, _file = circular(author)
    text = Text("หนังสือเวียนที่ 12", "คำสรุป", "<p>ไม่มีไฟล์</p>")
    save_text(item, text, by=author, base=item.latest)
    publish_latest(Item.objects.get(pk=item.pk), by=author)

    assert not ask(QUESTION, author).answered
    writer.drain()
    assert not ask(QUESTION, author).answered


def test_pages_of_one_file_are_one_source_and_do_not_disagree_with_themselves(author):
    fees = [f"ค่าธรรมเนียมตรวจลำไยอบแห้งตู้ละ {baht} บาท" for baht in (500, 600, 700)]
    circular(author, docx(fees))

    answer = ask(QUESTION, author)

    assert (len(answer.citations), answer.disagree) == (1, False)


def test_a_file_and_a_record_that_disagree_are_both_shown(author):
    item, _file = circular(author)
    note = NoteFactory(title="ค่าธรรมเนียมตรวจลำไยอบแห้ง", body="<p>ค่าธรรมเนียมตรวจลำไยอบแห้งตู้ละ 500 บาท</p>", author=author)
    writer.drain()

    answer = ask(QUESTION, author)

    assert answer.disagree
    assert {(each.item.pk, each.page, each.short) for each in answer.citations} == {
        (item.pk, 3, "700 บาท"),
        (note.pk, None, "500 บาท"),
    }


def test_of_a_thick_file_the_pages_that_say_most_are_read_and_no_more(author):
    _item, file = circular(author, docx([*[f"ลำไยอบแห้งหน้าที่ {number}" for number in range(30)], PAGES[-1]]))

    pages = pages_about(file, ["ตรวจ", "ลำไย", "อบแห้ง"], 5)

    assert ask(QUESTION, author).citations[0].page == 31
    assert [page.page for page in pages] == [31, 1, 2, 3, 4]
    assert [page.page for page in pages_about(file, ["ค่าธรรมเนียม", "ตรวจ", "ตู้", "ลำไย"], 5)] == [31]
