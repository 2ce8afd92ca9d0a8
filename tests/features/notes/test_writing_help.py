"""Markdown, starters and hints: what helps while writing, also where no script runs."""

import re

import pytest

from panya.base.core.errors import Refused
from panya.features.notes import actions
from panya.features.notes.starters import STARTERS
from panya.shared.content.models import Access, Draft, Item, Revision
from panya.shared.content.prompts import prompt, prompts_in, without_prompts
from panya.shared.content.text import Text
from tests.factories import NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@pytest.fixture
def author():
    return UserFactory()


@pytest.fixture
def browser(client, author):
    client.force_login(author)
    return client


def typed(page):
    """What stands in the body, and which format is chosen."""
    html = page.content.decode()
    body = re.search(r'<textarea name="body"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL)[1]
    chosen = re.search(r'name="format" value="(\w+)"[^>]* checked', html)[1]
    return chosen, body


def test_what_is_typed_as_markdown_is_stored_as_the_html_of_the_rich_editor(browser):
    browser.post("/notes/new", {"title": "ก", "body": "## หัว\n\n- **ข**\n- ค", "format": "markdown", "next": "save"})

    stored = "<h2>หัว</h2><ul><li><p><strong>ข</strong></p></li><li><p>ค</p></li></ul>"
    assert Revision.objects.get().body_html == stored


def test_signs_of_markdown_stay_words_where_markdown_was_not_chosen(browser):
    browser.post("/notes/new", {"title": "ก", "body": "## หัว", "next": "save"})

    assert Revision.objects.get().body_html == "<p>## หัว</p>"


def test_hostile_markdown_is_cleaned_like_everything_else(browser):
    browser.post(
        "/notes/new", {"title": "ก", "format": "markdown", "body": "<script>alert(1)</script>\n\n[ข](javascript:x)"}
    )

    assert Revision.objects.get().body_html == "<p>ข</p>"


def test_a_draft_remembers_that_it_is_markdown(browser):
    browser.post("/notes/drafts/save", {"title": "ก", "body": "**ข**", "format": "markdown"})

    draft = Draft.objects.get()
    assert draft.fields["format"] == "markdown"
    assert typed(browser.get(f"/notes/drafts/{draft.public_id}")) == ("markdown", "**ข**")


def test_choosing_markdown_alone_makes_no_draft(browser):
    assert browser.post("/notes/drafts/save", {"draft": "", "title": "", "format": "markdown"}).status_code == 204


def test_a_note_opens_as_markdown_without_a_script(browser, author):
    note = NoteFactory(author=author, body="<h2>หัว</h2><p>ก <strong>ข</strong></p>")

    assert typed(browser.get(f"/notes/{note.pk}/edit"))[0] == "rich"
    assert typed(browser.get(f"/notes/{note.pk}/edit?format=markdown")) == ("markdown", "## หัว\n\nก **ข**")


def test_the_server_turns_a_text_there_and_back_and_keeps_nothing(browser):
    html = "<h2>หัว</h2><table><tbody><tr><th><p>ก</p></th></tr><tr><td><p>1<br>2</p></td></tr></tbody></table>"
    markdown = browser.post("/notes/convert", {"body": html, "to": "markdown"}).content.decode()

    assert markdown == "## หัว\n\n| ก |\n| --- |\n| 1<br>2 |"
    assert browser.post("/notes/convert", {"body": markdown, "to": "rich"}).content.decode() == html
    assert (Draft.objects.count(), Item.objects.count()) == (0, 0)


def test_turning_too_often_or_too_much_is_refused(browser):
    assert browser.post("/notes/convert", {"body": "ก" * 300_001, "to": "rich"}).status_code == 422
    assert browser.post("/notes/new", {"title": "ก", "body": "ก" * 300_001, "format": "markdown"}).status_code == 422
    statuses = {browser.post("/notes/convert", {"body": "ก", "to": "rich"}).status_code for _ in range(70)}
    assert statuses == {200, 429}


def test_a_reader_takes_a_note_along_as_markdown_and_others_learn_nothing(client, author):
    note = NoteFactory(author=author, title="ชื่อ # 1", lead="นำ", body="<p>ก <u>ข</u></p>", access=Access.PUBLIC)
    hidden = NoteFactory(author=author, published=False)

    answer = client.get(f"/notes/{note.pk}/markdown")
    assert answer["Content-Disposition"] == f'attachment; filename="panya-{note.pk}.md"'
    head, source = answer.content.decode().split("\n\n---\n\n")
    assert head == "# ชื่อ # 1\n\nนำ\n\nก <u>ข</u>"
    assert (author.name in source, str(note.pk) in source, f"/notes/{note.pk}>" in source) == (True, True, True)
    assert [client.get(f"/notes/{number}/markdown").status_code for number in (hidden.pk, 990)] == [404, 404]


@pytest.mark.parametrize("starter", STARTERS, ids=lambda starter: starter.key)
def test_a_starter_opens_filled_with_prompts_and_makes_nothing(browser, starter):
    page = browser.get(f"/notes/new?template={starter.key}")

    body = typed(page)[1]
    asked = sum(len(section.asks) for section in starter.sections)
    assert (body.count("&lt;h2&gt;"), prompts_in(body)) == (len(starter.sections), asked)
    assert not Draft.objects.exists()
    assert without_prompts(starter.body) == ""


def test_a_starter_that_never_was_opens_an_empty_page(browser):
    assert typed(browser.get("/notes/new?template=x")) == ("rich", "")


def test_prompts_are_never_published_and_go_with_one_press(browser, author):
    body = f"<h2>หนึ่ง</h2><p>เขียนแล้ว {prompt('ก')}</p><h2>สอง</h2><ul><li><p>{prompt('ข')}</p></li></ul>"
    note = NoteFactory(author=author, body=body, published=False)

    with pytest.raises(Refused):
        actions.publish_note(note, by=author, seen=1)
    assert "ยังมีคำชวนเขียนจากแบบเหลืออยู่ 2 แห่ง" in browser.get(f"/notes/{note.pk}/publish").content.decode()

    answer = browser.post(f"/notes/{note.pk}/publish", {"without_prompts": "1", "seen": "1"})
    note.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (303, f"/notes/{note.pk}/publish")
    assert note.latest.body_html == "<h2>หนึ่ง</h2><p>เขียนแล้ว </p>"
    assert actions.publish_note(note, by=author, seen=2).published == note.latest


def test_a_published_note_does_not_take_prompts_either(author):
    note = NoteFactory(author=author, body="<p>ก</p>")

    with pytest.raises(Refused):
        actions.edit_note(note, Text("ก", "", f"<p>{prompt('ข')}</p>"), by=author, base=note.latest, publish=True)
    assert note.revisions.count() == 1


def test_only_a_writer_takes_prompts_out_and_only_from_the_text_that_was_seen(browser, client):
    note = NoteFactory(body=f"<p>{prompt('ก')}</p>", published=False)
    assert browser.post(f"/notes/{note.pk}/publish", {"without_prompts": "1", "seen": "1"}).status_code == 404
    client.force_login(note.author)
    assert client.post(f"/notes/{note.pk}/publish", {"without_prompts": "1", "seen": "9"}).status_code == 409


@pytest.mark.parametrize("format_", ["rich", "markdown"])
def test_the_editor_sends_the_text_without_its_prompts_where_no_script_runs(browser, format_):
    body = f"## หัว\n\n{prompt('ก')}\n\n## สอง\n\nเขียน" if format_ == "markdown" else f"<p>{prompt('ก')}</p><p>เขียน</p>"
    browser.post("/notes/new", {"title": "ก", "body": body, "format": format_, "without_prompts": "1"})

    stored = Revision.objects.get().body_html
    assert stored == ("<h2>สอง</h2><p>เขียน</p>" if format_ == "markdown" else "<p>เขียน</p>")


def test_hints_are_for_staff_and_name_what_was_probably_meant(browser, client):
    answer = browser.post("/notes/spelling", {"text": "โดยเฉาะเรื่องนี้เป็ฯสถาณการณ์ใหม่"})

    assert answer.json() == {
        "hints": [
            {"wrong": "โดยเฉาะ", "right": "โดยเฉพาะ"},
            {"wrong": "เป็ฯ", "right": "เป็น"},
            {"wrong": "สถาณการณ์", "right": "สถานการณ์"},
        ]
    }
    client.force_login(UserFactory(unit=UnitFactory(parent=None, kind="external")))
    assert client.post("/notes/spelling", {"text": "เป็ฯ"}).status_code == 403


def test_asking_for_hints_without_pause_is_refused(browser):
    assert {browser.post("/notes/spelling", {"text": "ก"}).status_code for _ in range(70)} == {200, 429}
