"""The note editor in a real browser, under the strict policy."""

import pytest
from django.conf import settings
from django.test import Client

from panya.shared.content.models import Draft, Item, Revision
from tests.factories import NoteFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "cache"])
TEXT = ".ProseMirror"


@pytest.fixture
def author(site):
    return UserFactory()


def enter(page, person, site):
    """Carry a signed-in session into the browser."""
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


@pytest.mark.parametrize("phone", [True, False])
def test_thai_text_with_headings_lists_and_links_is_typed_saved_and_published(open_page, author, site, phone):
    page = open_page(phone=phone)
    enter(page, author, site)
    page.goto("/notes/new")
    page.get_by_label("ชื่อเรื่อง").fill("เล่าจากหน้าเคาน์เตอร์")
    page.locator(TEXT).click()
    page.get_by_role("button", name="หัวข้อใหญ่").click()
    page.keyboard.type("เตรียมเอกสาร")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="รายการ").click()
    page.keyboard.type("ใบกำกับสินค้า")
    page.get_by_role("button", name="ลิงก์").click()
    page.get_by_label("ที่อยู่").fill("30449")
    page.get_by_role("dialog").get_by_role("button", name="ใส่ลิงก์").click()
    page.get_by_text("บันทึกร่างแล้ว").wait_for()
    assert "/notes/drafts/" in page.url
    assert (Draft.objects.count(), Item.objects.count()) == (1, 0)

    page.get_by_role("button", name="ต่อไป").click()
    page.get_by_label("คำสำคัญ").fill("ส่งออก, เอกสาร")
    page.get_by_label("เปิดเผยต่อสาธารณะ").check()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="เผยแพร่", exact=True).click()
    page.get_by_text("เผยแพร่แล้ว ขอบคุณที่แบ่งปัน").wait_for()

    assert Revision.objects.get().body_html == (
        '<h2>เตรียมเอกสาร</h2><ul><li><p>ใบกำกับสินค้า<a href="/records/30449" rel="noopener noreferrer nofollow">'
        "/records/30449</a></p></li></ul>"
    )
    assert not Draft.objects.exists()
    assert page.evaluate("localStorage.length") == 0


def test_what_is_typed_while_the_connection_is_lost_is_offered_back(open_page, author, site):
    page = open_page()
    enter(page, author, site)
    note = NoteFactory(author=author, title="เดิม")
    page.goto(f"/notes/{note.pk}/edit")
    page.locator(TEXT).wait_for()
    page.route("**/notes/drafts/save", lambda route: route.abort())
    page.get_by_label("ชื่อเรื่อง").fill("พิมพ์ตอนสัญญาณขาด")
    page.get_by_text("ยังบันทึกไม่ได้").wait_for()

    again = page.context.new_page()
    again.goto(f"/notes/{note.pk}/edit")
    again.get_by_role("button", name="นำข้อความนั้นกลับมา").click()
    again.get_by_text("บันทึกร่างแล้ว").wait_for()

    assert again.get_by_label("ชื่อเรื่อง").input_value() == "พิมพ์ตอนสัญญาณขาด"
    assert Draft.objects.get().fields["title"] == "พิมพ์ตอนสัญญาณขาด"


def test_what_is_pasted_from_word_keeps_its_structure_and_loses_its_looks(open_page, author, site):
    page = open_page()
    enter(page, author, site)
    page.goto("/notes/new")
    page.get_by_label("ชื่อเรื่อง").fill("จาก Word")
    page.locator(TEXT).click()
    page.evaluate(
        """() => {
            const pasted = new DataTransfer();
            pasted.setData("text/html", `<h2 style="color:red">หัวข้อ</h2><p class="MsoNormal">ก <b>ข</b></p>
                <table><tr><td style="width:9px">ช่อง</td></tr></table><img src="https://example.com/x.png">`);
            document.querySelector(".ProseMirror").dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true, cancelable: true }));
        }"""
    )
    page.get_by_role("button", name="บันทึกไว้ก่อน").click()
    page.wait_for_url("**/notes/1*")

    body = Revision.objects.get().body_html
    assert "<h2>หัวข้อ</h2><p>ก <strong>ข</strong></p><table>" in body
    assert not any(sign in body for sign in ("style", "class", "img", "example.com"))


def test_other_modules_join_in_before_and_after_the_editor_is_made(open_page, author, site):
    page = open_page()
    enter(page, author, site)
    page.add_init_script(
        """document.addEventListener("editor:extensions", ({ detail }) => {
            window.heard = [typeof detail.library.Extension.create, detail.extensions.length > 20];
        });
        document.addEventListener("editor:ready", ({ detail }) => {
            window.heard.push(detail === document.getElementById("prose").editor, detail.isEmpty);
        });"""
    )
    page.goto("/notes/new")
    page.locator(TEXT).wait_for()

    assert page.evaluate("heard") == ["function", True, True, True]


def test_without_javascript_a_note_is_written_in_plain_text(open_page, author, site):
    page = open_page(java_script_enabled=False)
    enter(page, author, site)
    page.goto("/notes/new")
    page.get_by_label("ชื่อเรื่อง").fill("ไม่มีสคริปต์")
    page.get_by_label("เนื้อหา").fill("ย่อหน้าแรก\n\nย่อหน้าสอง")
    page.get_by_role("button", name="ต่อไป").click()
    page.get_by_role("button", name="เผยแพร่", exact=True).click()

    assert page.get_by_role("heading", level=1).inner_text() == "ไม่มีสคริปต์"
    assert Revision.objects.get().body_html == "<p>ย่อหน้าแรก</p><p>ย่อหน้าสอง</p>"
