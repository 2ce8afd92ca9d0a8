"""The editor serves any kind of item, with parts, words and addresses of its own."""

import pytest
from bs4 import BeautifulSoup

from panya.features.notes import actions as notes
from panya.shared.audit.models import AuditEntry
from panya.shared.content import kinds
from panya.shared.content.actions.items import publish_latest
from panya.shared.content.models import Access, Draft, Item
from tests.factories import NoteFactory, UserFactory
from tests.shared.content.stories import KIND

pytestmark = [
    pytest.mark.django_db(databases=["default", "cache"]),
    pytest.mark.urls("tests.shared.content.stories"),
]


@pytest.fixture(autouse=True)
def _stories(monkeypatch):
    monkeypatch.setitem(kinds._kinds, KIND.key, KIND)


@pytest.fixture
def author():
    return UserFactory()


@pytest.fixture
def browser(client, author):
    client.force_login(author)
    return client


def written(browser, **fields) -> Item:
    sent = {"title": "เรื่อง", "body": "<p>ก</p>", "caution": "ระวังร้อน", "next": "save"}
    assert browser.post("/stories/new", sent | fields).status_code == 303
    return Item.objects.order_by("-pk")[0]


def page(answer):
    return BeautifulSoup(answer.content, "html.parser")


def test_a_text_is_drafted_saved_and_changed_with_the_parts_of_its_kind(browser):
    draft = browser.post("/stories/drafts/save", {"draft": "", "title": "", "caution": "ระวัง"})["X-Draft"]
    assert Draft.objects.get().kind == "story"
    assert 'value="ระวัง"' in browser.get(f"/stories/drafts/{draft}").content.decode()

    answer = browser.post(f"/stories/drafts/{draft}", {"title": "เรื่อง", "caution": "ระวังลื่น", "next": "publish"})
    item = Item.objects.get()
    assert (answer["Location"], item.kind, item.latest.structured) == (
        f"/stories/{item.pk}/submit", "story", {"caution": "ระวังลื่น"},
    )  # fmt: skip
    assert 'value="ระวังลื่น"' in browser.get(f"/stories/{item.pk}/edit").content.decode()
    assert not Draft.objects.exists()


def test_the_page_sends_everything_to_addresses_of_its_own_kind(browser):
    item = written(browser)
    draft = browser.post("/stories/drafts/save", {"draft": "", "title": "ก"})["X-Draft"]

    for address in ("/stories/new", f"/stories/drafts/{draft}", f"/stories/{item.pk}/edit"):
        main = page(browser.get(address)).main
        form = main.select_one("form.editor")
        sends = [form["action"], form["data-autosave"], form["data-draft-page"]]
        sends += [main.select_one(f"#{part}")[name] for part, name in (
            ("attached", "data-address"), ("hints", "data-url"), ("record-list", "data-address"),
        )]  # fmt: skip
        sends.append(main.select_one(".formats")["data-convert"])
        assert sends[0] == address
        assert all(send.startswith("/stories/") for send in sends if send)
        assert form["data-fields"] == "title lead body reason caution format"


def test_a_starter_of_the_kind_fills_the_page(browser):
    answer = browser.get("/stories/new?template=plain").content.decode()

    assert ("เล่าเรื่อง" in answer, "เขียนตรงนี้: เล่าตามลำดับเวลา" in answer) == (True, True)


def test_two_people_who_write_at_once_see_what_the_other_changed_in_every_part(browser):
    item = written(browser)
    first = {"base": "1", "title": "เรื่อง", "body": "<p>ก</p>", "caution": "ระวังไฟ", "next": "save"}
    assert browser.post(f"/stories/{item.pk}/edit", first).status_code == 303

    answer = browser.post(f"/stories/{item.pk}/edit", first | {"caution": "ระวังน้ำ"})
    assert answer.status_code == 409
    conflict = page(answer).select_one(".conflict")
    assert [part.get_text(strip=True) for part in conflict.select(".diff__name")] == ["ข้อควรระวัง"]
    assert page(answer).select_one("[name=caution]")["value"] == "ระวังน้ำ"


def test_history_compares_and_restores_every_part(browser):
    item = written(browser)
    sent = {"base": "1", "title": "เรื่อง", "body": "<p>ก</p>", "caution": "ระวังไฟ", "next": "save"}
    browser.post(f"/stories/{item.pk}/edit", sent)

    assert f"/stories/{item.pk}/compare/1/2" in browser.get(f"/stories/{item.pk}/history").content.decode()
    compared = page(browser.get(f"/stories/{item.pk}/compare/1/2"))
    assert [part.get_text() for part in compared.main.select(".diff__text ins, .diff__text del")] == ["ร้อน", "ไฟ"]
    assert browser.get(f"/stories/{item.pk}/history/1").status_code == 200
    assert browser.post(f"/stories/{item.pk}/history/1/restore").status_code == 303
    assert Item.objects.get().latest.structured == {"caution": "ระวังร้อน"}


def test_drafts_of_one_kind_are_no_drafts_of_another(browser, author):
    note = notes.keep_draft({"title": "ร่างบันทึก"}, by=author)
    story = browser.post("/stories/drafts/save", {"draft": "", "title": "ร่างเรื่องเล่า"})["X-Draft"]

    assert "ร่างบันทึก" not in browser.get("/stories/drafts").content.decode()
    assert "ร่างเรื่องเล่า" not in browser.get("/notes/drafts").content.decode()
    for address in (f"/stories/drafts/{note.public_id}", f"/notes/drafts/{story}"):
        assert browser.get(address).status_code == 404
        assert browser.post(f"{address}/discard").status_code == 404
    home = browser.get("/").content.decode()
    assert (f"/notes/drafts/{note.public_id}" in home, f"/stories/drafts/{story}" in home) == (True, True)


def test_an_item_of_one_kind_is_not_written_as_another(browser, author):
    story, note = written(browser), NoteFactory(author=author)

    assert browser.get(f"/stories/{note.pk}/edit").status_code == 404
    assert browser.get(f"/notes/{story.pk}/edit").status_code == 404
    sent = {"item": story.pk, "base": "1", "title": "ก"}
    assert browser.post("/notes/drafts/save", sent).status_code == 404


def test_every_look_at_the_text_of_a_restricted_one_is_written_down(browser):
    item = written(browser)
    Item.objects.filter(pk=item.pk).update(access=Access.RESTRICTED)

    for address in ("edit", "history/1", "compare/1/1"):
        assert browser.get(f"/stories/{item.pk}/{address}").status_code == 200
    assert AuditEntry.objects.filter(verb="stories.read", object_id=str(item.pk)).count() == 3


def test_a_number_alone_leads_to_the_item_of_any_kind(browser, author, client):
    item = written(browser)
    there = browser.get(f"/notes/{item.pk}")
    assert (there.status_code, there["Location"]) == (302, f"/stories/{item.pk}")

    client.force_login(UserFactory())
    assert client.get(f"/notes/{item.pk}").status_code == 404
    Item.objects.filter(pk=item.pk).update(access=Access.REQUEST)
    item.refresh_from_db()
    publish_latest(item, by=author)
    client.logout()
    assert client.get(f"/notes/{item.pk}")["Location"] == f"/stories/{item.pk}"
