"""Whatever a hostile officer types or uploads stands on the pages as letters: nothing runs, nothing is let in."""

from urllib.parse import quote

import pytest

from panya.features.assets.actions.wanting import want
from panya.overviews.search_desk.measuring import add_question
from panya.shared.content.actions.drafts import open_draft
from panya.shared.content.actions.items import Place, create_item, publish_latest
from panya.shared.content.actions.terms import TermFields, add_term
from panya.shared.content.models import Access, Item
from panya.shared.content.text import Text
from panya.shared.files import text_actions
from panya.shared.files.models import StoredFile
from panya.shared.people.models import Role
from panya.shared.search import saving
from panya.shared.search.filters import Filters
from tests.browser.conftest import bring_index_up_to_date, sign_in
from tests.factories import AppointmentFactory, NoteFactory, UserFactory
from tests.factories.files import StoredFileFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "cache"])
HOSTILE = '"><img src="/x" onerror="window.ran=1"><script>window.ran=1</script>'
RAN = "() => window.ran === 1 || document.querySelectorAll('[onerror]').length > 0"


def test_hostile_words_stay_words_on_every_page_that_shows_them(open_page):
    person = UserFactory()
    AppointmentFactory(person=person, role=Role.KM_TEAM, unit=person.unit)
    note = NoteFactory(author=person, title=f"เรื่อง {HOSTILE}")
    saving.save(HOSTILE, HOSTILE, Filters(), "now", by=person)
    card = want(HOSTILE, HOSTILE, by=person)
    term = add_term(TermFields(HOSTILE, name_en=HOSTILE, synonyms=(HOSTILE,), meaning=HOSTILE), by=person)
    add_question(HOSTILE, [note.pk], HOSTILE, by=person)
    bring_index_up_to_date()
    page = open_page(phone=True)
    sign_in(page, person)

    typed = quote(HOSTILE)
    for address in (
        "/search/saved",
        "/wanted/",
        f"/wanted/{card.public_id}",
        f"/terms/{term.pk}",
        "/search/desk/evaluation",
        f"/search/desk/ask?words={typed}&named={typed}",
        f"/search/desk/synonym?words={typed}",
        f"/search?q={typed}&unit={typed}&author={typed}",
        f"/search/suggest?q={quote('เรื่อง')}",
        f"/ask?q={typed}",
        note.get_absolute_url(),
    ):
        assert page.goto(address).status == 200, address
        assert not page.evaluate(RAN), address
        assert "onerror=" in page.content() or "/suggest" in address, address


@pytest.mark.parametrize(
    ("name", "media_type", "content"),
    [
        (f"{HOSTILE}.eml", "message/rfc822", f"From: {HOSTILE} <a@b.c>\r\nSubject: {HOSTILE}\r\n\r\n{HOSTILE}\r\n"),
        (f"{HOSTILE}.csv", "text/csv", f"=cmd,{HOSTILE.replace(',', '')}\n"),
        (f"{HOSTILE}.txt", "text/plain", f"<html><body>{HOSTILE}</body></html>"),
    ],
    ids=["mail", "table", "text"],
)
def test_the_words_of_a_hostile_file_are_shown_and_the_file_itself_is_only_taken_along(
    open_page, name, media_type, content
):
    person = UserFactory()
    note, file = _note_with(person, name, media_type, content)
    bring_index_up_to_date()
    page = open_page(phone=True)
    sign_in(page, person)

    for address in (note.get_absolute_url(), f"/files/{file.public_id}/pages/1", "/search?q=onerror"):
        assert page.goto(address).status == 200, address
        assert not page.evaluate(RAN), address
        assert "onerror=" in page.inner_text("main"), address

    answer = page.request.get(f"/files/{file.public_id}")
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["content-security-policy"].endswith("sandbox")
    assert answer.headers["x-content-type-options"] == "nosniff"


def _note_with(person, name: str, media_type: str, content: str) -> tuple[Item, StoredFile]:
    file = StoredFileFactory(
        content.encode(), name=name, media_type=media_type, by=person, draft=open_draft(person, "note")
    )
    text = Text("บันทึกพร้อมไฟล์", "", "<p>ดูไฟล์แนบ</p>", structured={"files": [file.public_id]})
    note = create_item("note", text, Place(unit=person.unit, access=Access.INTERNAL), owner=person, author=person)
    publish_latest(note, by=person)
    text_actions.ask_for_unasked()
    text_actions.read_waiting()
    return note, file


def test_a_part_that_a_page_was_given_is_noticed(open_page):
    page = open_page()
    page.set_content("<img onerror='window.ran=1'>")

    assert page.evaluate(RAN)
