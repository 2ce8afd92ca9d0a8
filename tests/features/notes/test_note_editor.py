"""The editor and its drafts: nothing typed is lost, nothing false is stored."""

import re

import pytest

from panya.features.notes import actions
from panya.shared.activity.models import Event
from panya.shared.content.models import Access, Draft, Item, Revision
from panya.shared.content.text import Text
from panya.shared.people.actions.circles import circle_of_person
from tests.factories import NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
PLACE = {"access": "INTERNAL", "licence": "cc-by"}


@pytest.fixture
def author():
    return UserFactory()


@pytest.fixture
def browser(client, author):
    client.force_login(author)
    return client


def test_the_first_autosave_makes_the_draft_and_the_next_ones_overwrite_it(browser):
    first = browser.post("/notes/drafts/save", {"draft": "", "title": "ร่าง"})
    again = browser.post("/notes/drafts/save", {"draft": first["X-Draft"], "title": "ร่างสอง", "body": "<p>ก</p>"})

    assert re.fullmatch(r"บันทึกร่างแล้ว \d\d\.\d\d น\.", again.content.decode())
    draft = Draft.objects.get()
    assert (draft.public_id, draft.fields["title"], draft.fields["body"]) == (again["X-Draft"], "ร่างสอง", "<p>ก</p>")
    assert not any(model.objects.exists() for model in (Item, Revision, Event))


def test_an_empty_page_makes_no_draft(browser):
    assert browser.post("/notes/drafts/save", {"draft": "", "title": " ", "body": ""}).status_code == 204
    assert not Draft.objects.exists()


def test_a_draft_opens_again_as_it_was_and_becomes_the_note(browser, author):
    draft = actions.keep_draft({"title": "ค้างไว้", "body": "<p>ต่อ</p>"}, by=author)

    page = browser.get(f"/notes/drafts/{draft.public_id}").content.decode()
    assert ('value="ค้างไว้"' in page, "&lt;p&gt;ต่อ&lt;/p&gt;" in page) == (True, True)

    answer = browser.post(f"/notes/drafts/{draft.public_id}", {"title": "เสร็จ", "body": "<p>ก</p>", "next": "save"})
    assert (answer.status_code, answer["Location"]) == (303, f"/notes/{Item.objects.get().pk}")
    assert not Draft.objects.exists()


def test_a_draft_that_was_saved_in_another_window_still_keeps_what_was_typed_here(browser):
    answer = browser.post("/notes/drafts/bcdfghjkmnpqrstv", {"title": "พิมพ์ที่นี่", "body": "<p>ก</p>", "next": "save"})

    assert answer.status_code == 303
    assert Item.objects.get().title == "พิมพ์ที่นี่"


def test_a_note_without_title_is_answered_with_what_was_typed(browser):
    answer = browser.post("/notes/new", {"title": "", "body": "ยาวมาก", "next": "publish"})

    assert answer.status_code == 422
    assert ("โปรดตั้งชื่อเรื่องก่อน" in answer.content.decode(), "ยาวมาก" in answer.content.decode()) == (True, True)
    assert not Item.objects.exists()


def test_a_too_long_title_keeps_what_was_typed_and_says_how_long_it_may_be(browser):
    answer = browser.post("/notes/new", {"title": "ก" * 301, "body": "เนื้อหา"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert ("300" in page, "ก" * 301 in page, "เนื้อหา" in page) == (True, True, True)


def test_a_title_of_ten_megabytes_is_refused_with_an_answer_and_makes_nothing(browser):
    answer = browser.post("/notes/new", {"title": "ก" * 3_500_000, "body": ""})

    assert 400 <= answer.status_code < 500
    assert "<h1" in answer.content.decode()
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ก\x00ข", "กข"),
        ("ก" + "้" * 50, "ก้"),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("  เว้น   วรรค\n", " เว้น วรรค"),
        ("ํา", "ำ"),
    ],
)
def test_titles_are_stored_in_one_spelling_without_what_cannot_be_seen(browser, typed, stored):
    assert browser.post("/notes/new", {"title": "ชื่อ" + typed}).status_code == 303
    assert Item.objects.get().title == "ชื่อ" + stored


def test_a_body_keeps_headings_lists_and_tables_and_loses_styles_scripts_and_remote_images(browser):
    word = (
        '<h2 style="color:red">หัว</h2><p class="MsoNormal" onclick="x()">ก<span>ข</span></p><ul><li>หนึ่ง</li></ul>'
        '<table><tbody><tr><td style="width:5px">ช่อง</td></tr></tbody></table>'
        '<img src="https://example.com/x.png"><script>alert(1)</script><a href="javascript:x">ล</a>'
    )
    browser.post("/notes/new", {"title": "จาก Word", "body": word})

    body = Revision.objects.get().body_html
    assert "<h2>หัว</h2><p>กข</p><ul><li>หนึ่ง</li></ul><table><tbody><tr><td>ช่อง</td></tr></tbody></table>" in body
    assert not re.search(r"style|class|img|script|onclick", body)


def test_without_javascript_plain_text_becomes_paragraphs(browser):
    browser.post("/notes/new", {"title": "ธรรมดา", "body": "หนึ่ง < สอง\nต่อ\r\n\r\nสาม"})

    assert Revision.objects.get().body_html == "<p>หนึ่ง &lt; สอง<br>ต่อ</p><p>สาม</p>"


def test_a_person_without_a_posting_keeps_a_draft_and_is_told_whom_to_ask(client):
    client.force_login(UserFactory(unit=False))

    assert client.post("/notes/drafts/save", {"title": "ร่าง"}).status_code == 200
    answer = client.post("/notes/new", {"title": "เรื่อง", "body": "พิมพ์ไว้"})
    assert answer.status_code == 422
    assert ("ยังไม่ได้สังกัดหน่วยงาน" in answer.content.decode(), "พิมพ์ไว้" in answer.content.decode()) == (True, True)
    assert not Item.objects.exists()


def test_the_second_of_two_editors_sees_both_versions_and_saves_on_the_newer_one(browser, author):
    helper = UserFactory()
    note = NoteFactory(author=author, co_editors=(helper,), title="เดิม", body="<p>ประชุมทุกเดือน</p>")
    actions.edit_note(note, Text("เดิม", "", "<p>ประชุมทุกปี</p>"), by=helper, base=note.latest, publish=True)

    mine = {"title": "ของฉัน", "body": "<p>ประชุมทุกสัปดาห์</p>", "base": "1", "next": "publish"}
    answer = browser.post(f"/notes/{note.pk}/edit", mine)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert re.findall(r"<(ins|del)>([^<]+)", page.split('class="diff"', 1)[1]) == [("del", "ทุกเดือน"), ("ins", "ทุกปี")]
    assert helper.name in page
    assert ("ประชุมทุกสัปดาห์" in page, 'value="ของฉัน"' in page) == (True, True)
    assert 'name="base" value="2"' in page
    assert Item.objects.get().latest.number == 2

    assert browser.post(f"/notes/{note.pk}/edit", {**mine, "base": "2"}).status_code == 303
    assert list(note.revisions.values_list("number", "title")) == [(3, "ของฉัน"), (2, "เดิม"), (1, "เดิม")]


@pytest.mark.parametrize("base", ["", "0", "99", "ก", "9" * 30])
def test_a_form_that_does_not_know_its_base_overwrites_nothing(browser, author, base):
    note = NoteFactory(author=author)

    answer = browser.post(f"/notes/{note.pk}/edit", {"title": "ทับ", "base": base})

    assert answer.status_code == 409
    assert Revision.objects.count() == 1


def test_changes_of_a_published_note_are_published_at_once_or_kept_back(browser, author):
    note = NoteFactory(author=author, title="หนึ่ง")

    browser.post(f"/notes/{note.pk}/edit", {"title": "สอง", "base": "1", "next": "save"})
    assert Item.objects.get().title == "หนึ่ง"
    answer = browser.post(f"/notes/{note.pk}/edit", {"title": "สาม", "base": "2", "next": "publish"})
    assert (answer["Location"], Item.objects.get().title) == (f"/notes/{note.pk}", "สาม")


def test_an_unfinished_change_opens_again_on_the_text_it_began_from(browser, author):
    helper = UserFactory()
    note = NoteFactory(author=author, co_editors=(helper,), title="หนึ่ง")
    browser.post("/notes/drafts/save", {"item": note.pk, "base": "1", "title": "กำลังแก้"})
    actions.edit_note(note, Text("สอง"), by=helper, base=note.latest)

    browser.post("/notes/drafts/save", {"item": note.pk, "base": "1", "title": "กำลังแก้ต่อ"})
    page = browser.get(f"/notes/{note.pk}/edit").content.decode()

    assert 'value="กำลังแก้ต่อ"' in page
    assert 'name="base" value="1"' in page


def test_a_draft_can_be_thrown_away(browser, author):
    draft = actions.keep_draft({"title": "ร่าง"}, by=author)

    assert browser.post(f"/notes/drafts/{draft.public_id}/discard")["Location"] == "/notes/drafts"
    assert not Draft.objects.exists()


def test_a_refused_place_keeps_what_was_chosen_and_publishes_nothing(browser, author):
    note = NoteFactory(author=author, published=False)
    answer = browser.post(
        f"/notes/{note.pk}/publish",
        {**PLACE, "access": "UNIT", "tags": "ส่งออก", "seen": "1", "new_notebook": "เล่มใหม่"},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert ('value="ส่งออก"' in page, 'value="เล่มใหม่"' in page, "อย่างน้อยหนึ่งรายการ" in page) == (True, True, True)
    assert re.search(r'value="UNIT"[^>]*checked', page)
    assert Item.objects.get().status == "draft"
    assert not author.notebooks.filter(name="เล่มใหม่").exists()


def test_readers_are_typed_by_name_where_there_is_no_javascript(browser, author):
    unit = UnitFactory(name_th="กรมการข้าว", code="RICE")
    note = NoteFactory(author=author, published=False)

    answer = browser.post(
        f"/notes/{note.pk}/publish",
        {**PLACE, "access": "UNIT", "seen": "1", "circles_typed": "กรมการข้าว\nrice\n"},
    )

    assert answer.status_code == 303
    assert [circle.unit for circle in Item.objects.get().circles.all()] == [unit]
    assert "กรมการข้าว" in browser.get(f"/notes/{note.pk}").content.decode()


def test_co_editors_are_chosen_by_person_and_may_then_write(browser, author, client):
    helper = UserFactory()
    note = NoteFactory(author=author, access=Access.INTERNAL)

    answer = browser.post(f"/notes/{note.pk}/place", {**PLACE, "co_editors": f"person:{helper.public_id}"})
    assert answer.status_code == 303
    client.force_login(helper)
    page = client.get(f"/notes/{note.pk}/place").content.decode()
    assert 'name="access"' not in page
    assert client.get(f"/notes/{note.pk}/edit").status_code == 200


def test_too_many_tags_are_refused_with_what_was_typed(browser, author):
    note = NoteFactory(author=author)
    tags = ", ".join(f"คำ{n}" for n in range(21))

    answer = browser.post(f"/notes/{note.pk}/place", {**PLACE, "tags": tags})

    assert answer.status_code == 422
    assert tags in answer.content.decode()


def test_the_editor_page_carries_no_inline_script_or_style(browser):
    page = browser.get("/notes/new")

    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page.content.decode())
    assert "'unsafe" not in page["Content-Security-Policy"]


def test_drafts_are_listed_with_what_is_saved_but_unpublished_and_what_is_retired(browser, author):
    actions.keep_draft({"title": "ร่างใหม่"}, by=author)
    note = NoteFactory(author=author, title="เผยแพร่แล้ว")
    actions.keep_draft({"title": "แก้ค้าง"}, by=author, item=note, base=note.latest)
    NoteFactory(author=author, title="ยังไม่เผยแพร่", published=False)
    actions.retire_note(NoteFactory(author=author, title="เลิกแล้ว"), by=author, reason="เก่า")
    actions.keep_draft({"title": "ของคนอื่น"}, by=UserFactory())

    page = browser.get("/notes/drafts").content.decode()

    listed = ("ร่างใหม่", "แก้ค้าง", "ยังไม่เผยแพร่", "เลิกแล้ว", "ของคนอื่น")
    assert [words in page for words in listed] == [True, True, True, True, False]


def test_who_no_longer_writes_a_note_is_not_told_of_it_by_an_old_draft(client, author):
    helper = UserFactory()
    note = NoteFactory(
        author=author, co_editors=(helper,), access=Access.RESTRICTED, circles=(circle_of_person(author),)
    )
    draft = actions.keep_draft({"title": ""}, by=helper, item=note, base=note.latest)
    note.co_editors.clear()
    actions.edit_note(note, Text("ชื่อที่เขาไม่ควรเห็น"), by=author, base=note.latest)
    client.force_login(helper)

    assert "ชื่อที่เขาไม่ควรเห็น" not in client.get("/notes/drafts").content.decode()
    assert client.get(f"/notes/drafts/{draft.public_id}").status_code == 404
    assert client.post("/notes/drafts/save", {"draft": draft.public_id, "title": "x"}).status_code == 404


def test_an_autosave_cannot_mix_the_draft_of_one_note_with_the_base_of_another(browser, author):
    one, other = NoteFactory(author=author), NoteFactory(author=author)
    draft = actions.keep_draft({"title": "หนึ่ง"}, by=author, item=one, base=one.latest)

    answer = browser.post("/notes/drafts/save", {"draft": draft.public_id, "item": other.pk, "base": "1", "title": "x"})

    assert answer.status_code == 404
    assert Draft.objects.get().base_revision == one.latest


@pytest.mark.parametrize("number", ["9" * 5_000, "๑", "-1", "²"])
def test_a_number_that_is_none_breaks_no_page_of_the_editor(browser, author, number):
    item = NoteFactory(author=author, published=False)

    kept = browser.post("/notes/drafts/save", {"draft": "", "item": number, "title": "พิมพ์ไว้"})
    assert (kept.status_code, Draft.objects.get().item_id) == (200, None)
    answer = browser.post(f"/notes/{item.pk}/edit", {"base": number, "title": "ก", "body": "<p>ก</p>"})
    assert answer.status_code == 409
    answer = browser.post(f"/notes/{item.pk}/publish", {**PLACE, "seen": number})
    assert answer.status_code == 422
    item.refresh_from_db()
    assert item.published_id is None
