"""Pictures and attachments on the pages of notes."""

import pytest
from bs4 import BeautifulSoup

from panya.features.notes import actions
from panya.shared.content.actions.drafts import open_draft
from panya.shared.content.models import Access, Draft, Item
from panya.shared.content.queries import attachments_of
from panya.shared.content.text import Text
from panya.shared.files.models import StoredFile
from tests.factories import NoteFactory, PictureFactory, StoredFileFactory, UserFactory
from tests.factories.files import png, uploaded

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@pytest.fixture
def author():
    return UserFactory()


@pytest.fixture
def browser(client, author):
    client.force_login(author)
    return client


@pytest.fixture
def draft(author):
    return open_draft(author, "note")


def saved(browser, address="/notes/new", **fields) -> Item:
    answer = browser.post(address, {"title": "เรื่อง", "body": "<p>เล่า</p>", "next": "save", **fields})
    assert answer.status_code == 303, answer.content.decode()
    return Item.objects.order_by("pk").last()


def boxes(page) -> list[tuple[str, bool]]:
    found = BeautifulSoup(page.content, "html.parser").select("input[type=checkbox][name=attached][value]")
    return [(box["value"], box.has_attr("checked")) for box in found]


def test_an_attachment_is_listed_under_the_note_with_its_kind_and_size(browser, draft):
    file = StoredFileFactory(bytes(2048), name="แผน.pdf", draft=draft)
    item = saved(browser, attached=["", file.public_id])

    listed = BeautifulSoup(browser.get(f"/notes/{item.pk}").content, "html.parser").select(".attachment")

    assert [" ".join(line.get_text().replace("\xa0", " ").split()) for line in listed] == [
        "แผน.pdf เอกสาร PDF · 2.0 KB กำลังอ่าน…"
    ]
    assert [line.find("a")["href"] for line in listed] == [f"/files/{file.public_id}"]
    assert "แผน.pdf" in browser.get(f"/notes/{item.pk}/print").content.decode()


def test_a_shown_picture_waits_for_its_turn_in_a_place_of_its_true_size(browser, draft):
    file = PictureFactory(draft=draft)
    item = saved(browser, body=f'<p>ก</p><img src="/files/{file.public_id}" alt="ตลาด" width="9999">')

    shown = BeautifulSoup(browser.get(f"/notes/{item.pk}").content, "html.parser").select_one(".prose img")

    assert shown.attrs == {
        "src": f"/files/{file.public_id}",
        "alt": "ตลาด",
        "width": "40",
        "height": "30",
        "loading": "lazy",
        "decoding": "async",
    }


def test_a_draft_remembers_which_files_are_attached(browser, draft):
    kept, dropped = (StoredFileFactory(content, draft=draft) for content in (b"%PDF-1", b"%PDF-2"))
    sent = {"draft": draft.public_id, "title": "ร่าง", "attached": ["", kept.public_id]}
    assert browser.post("/notes/drafts/save", sent).status_code == 200

    assert boxes(browser.get(f"/notes/drafts/{draft.public_id}")) == [(kept.public_id, True)]
    assert dropped.public_id not in str(Draft.objects.get().fields)


def test_the_editor_makes_a_draft_before_the_first_file_though_nothing_is_typed(browser):
    answer = browser.post("/notes/drafts/save", {"draft": "", "title": "", "begin": "1"})

    assert (answer.status_code, answer["X-Draft"]) == (200, Draft.objects.get().public_id)


def test_a_saved_note_keeps_its_attachments_until_one_is_unticked(browser, author, draft):
    one, two = (StoredFileFactory(content, draft=draft) for content in (b"%PDF-1", b"%PDF-2"))
    item = saved(browser, attached=["", one.public_id, two.public_id])
    assert boxes(browser.get(f"/notes/{item.pk}/edit")) == [(one.public_id, True), (two.public_id, True)]

    saved(browser, f"/notes/{item.pk}/edit", base="1", body="<p>แก้</p>")
    item.refresh_from_db()
    assert attachments_of(item.latest) == [one, two]

    saved(browser, f"/notes/{item.pk}/edit", base="2", attached=["", two.public_id])
    item.refresh_from_db()
    assert attachments_of(item.latest) == [two]
    actions.restore_revision(item, item.revisions.get(number=1), by=author)
    item.refresh_from_db()
    assert attachments_of(item.latest) == [one, two]


def test_files_sent_without_javascript_end_the_text_and_are_attached(browser):
    files = [uploaded(png(), "ภาพ.png"), uploaded("แผน".encode(), "แผน.txt")]
    item = saved(browser, body="ย่อหน้า <แรก>", files=files, picture_words='ตลาด "เช้า"', attached="")

    picture, document = StoredFile.objects.order_by("pk")
    shown = f'<img src="/files/{picture.public_id}" alt="ตลาด &quot;เช้า&quot;" width="40" height="30">'
    assert item.latest.body_html == f"<p>ย่อหน้า &lt;แรก&gt;</p>{shown}"
    assert attachments_of(item.latest) == [document]
    assert not Draft.objects.exists()


def test_a_refused_file_keeps_what_was_typed_and_the_files_that_were_taken(browser):
    files = [uploaded(b"MZ" + bytes(60), "x.exe"), uploaded("แผน".encode(), "แผน.txt")]
    answer = browser.post("/notes/new", {"title": "เรื่อง", "body": "<p>พิมพ์ไว้</p>", "files": files, "attached": ""})

    page = answer.content.decode()
    assert (answer.status_code, "x.exe: ไฟล์นี้เป็นโปรแกรม" in page, "พิมพ์ไว้" in page) == (422, True, True)
    assert boxes(answer) == [(StoredFile.objects.get().public_id, True)]
    assert f'value="{Draft.objects.get().public_id}"' in page
    assert not Item.objects.exists()


def test_a_file_sent_while_another_saved_is_not_lost(browser, author):
    item = NoteFactory(author=author)
    actions.edit_note(item, Text("ของเขา"), by=author, base=item.latest)
    sent = {
        "title": "ของฉัน",
        "body": "<p>ก</p>",
        "base": "1",
        "files": [uploaded(b"%PDF-1.7", "แผน.pdf")],
        "attached": "",
    }

    answer = browser.post(f"/notes/{item.pk}/edit", sent)

    assert (answer.status_code, boxes(answer)) == (409, [(StoredFile.objects.get().public_id, True)])


def test_what_the_editor_is_told_of_a_file(browser, draft):
    answer = browser.post(f"/notes/drafts/{draft.public_id}/files", {"file": uploaded(png((640, 480)), "ภาพ.PNG")})

    file = StoredFile.objects.get()
    told = answer.json()
    assert told.pop("about").startswith("รูปภาพ · ")
    assert told == {
        "id": file.public_id,
        "address": f"/files/{file.public_id}",
        "small": f"/files/{file.public_id}/small",
        "name": "ภาพ.png",
        "is_picture": True,
        "width": 640,
        "height": 480,
    }


def test_another_persons_draft_takes_no_file(client, draft):
    client.force_login(UserFactory())

    answer = client.post(f"/notes/drafts/{draft.public_id}/files", {"file": uploaded(png(), "a.png")})

    assert (answer.status_code, StoredFile.objects.count()) == (404, 0)


def test_readers_see_the_files_of_the_published_text_only(client, author, draft):
    shown, newer = (StoredFileFactory(content, draft=draft) for content in (b"%PDF-1", b"%PDF-2"))
    client.force_login(author)
    item = saved(client, attached=["", shown.public_id])
    actions.publish_note(item, by=author, seen=1)
    Item.objects.filter(pk=item.pk).update(access=Access.PUBLIC)
    saved(client, f"/notes/{item.pk}/edit", base="1", attached=["", newer.public_id])
    client.logout()

    page = client.get(f"/notes/{item.pk}").content.decode()
    assert [file.public_id in page for file in (shown, newer)] == [True, False]
    assert [client.get(f"/files/{file.public_id}").status_code for file in (shown, newer)] == [200, 404]
