"""Pictures in the editor: dropped, told in words, published, and seen by those who may read the note."""

import base64

import pytest

from panya.shared.content.actions.drafts import open_draft
from panya.shared.content.models import Access, Item
from panya.shared.files.models import StoredFile
from tests.browser.test_note_editor import TEXT, enter
from tests.factories import NoteFactory, PictureFactory, UserFactory
from tests.factories.files import png

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "cache"])

_DROP = """([content, name]) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const dropped = new DataTransfer();
    dropped.items.add(new File([bytes], name, { type: "image/png" }));
    const target = document.querySelector(".ProseMirror");
    const { left, top } = target.getBoundingClientRect();
    target.dispatchEvent(new DragEvent("drop", {
        dataTransfer: dropped, bubbles: true, cancelable: true, clientX: left + 20, clientY: top + 20 }));
}"""


@pytest.fixture
def author(site):
    return UserFactory()


def chosen(name: str, size=(400, 300), colour="teal") -> dict:
    return {"name": name, "mimeType": "image/png", "buffer": png(size, colour)}


def test_a_dropped_picture_is_told_in_words_published_and_seen_by_another_officer(open_page, author, site):
    page = open_page()
    enter(page, author, site)
    page.goto("/notes/new")
    page.get_by_label("ชื่อเรื่อง").fill("หน้าสำนักงานเช้านี้")
    page.locator(TEXT).click()
    page.evaluate(_DROP, [base64.b64encode(png((400, 300))).decode(), "queue.png"])
    dialog = page.get_by_role("dialog")
    dialog.locator("img").wait_for()

    dialog.get_by_role("button", name="ใส่ในบันทึก").click()
    dialog.get_by_text("โปรดเล่าว่ารูปนี้เห็นอะไร").wait_for()
    dialog.get_by_label("รูปนี้เห็นอะไร").fill("แถวรอรับบริการยาวถึงถนน")
    dialog.get_by_role("button", name="ใส่ในบันทึก").click()
    assert page.locator(f"{TEXT} img").get_attribute("alt") == "แถวรอรับบริการยาวถึงถนน"

    page.get_by_role("button", name="ต่อไป").click()
    page.get_by_label("บุคลากรทุกคนในกระทรวง", exact=False).last.check()
    page.get_by_role("button", name="เผยแพร่", exact=True).click()
    page.get_by_text("เผยแพร่แล้ว ขอบคุณที่แบ่งปัน").wait_for()

    item, file = Item.objects.get(), StoredFile.objects.get()
    assert item.published.body_html.count(f'src="/files/{file.public_id}"') == 1
    other = open_page(phone=True)
    enter(other, UserFactory(), site)
    other.goto(f"/notes/{item.pk}")
    shown = other.get_by_role("img", name="แถวรอรับบริการยาวถึงถนน")
    shown.scroll_into_view_if_needed()
    assert shown.evaluate("(img) => img.decode().then(() => [img.naturalWidth, img.naturalHeight])") == [400, 300]
    assert other.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_three_pictures_from_a_phone_and_an_attachment_go_into_one_note(open_page, author, site):
    page = open_page(phone=True)
    enter(page, author, site)
    page.goto("/notes/new")
    page.get_by_label("ชื่อเรื่อง").fill("สามภาพจากตลาด")
    page.locator(TEXT).click()
    page.get_by_role("button", name="ใส่รูป").click()
    colours = ("teal", "gold", "navy")
    page.locator("#picture-input").set_input_files([chosen(f"{colour}.png", colour=colour) for colour in colours])
    dialog = page.get_by_role("dialog")
    dialog.locator("img").nth(2).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for number in range(2):
        dialog.get_by_label("รูปนี้เห็นอะไร").nth(number).fill(f"แผงที่ {number + 1}")
    dialog.get_by_label("เป็นเพียงรูปประดับ").nth(2).check()
    dialog.get_by_role("button", name="ใส่ในบันทึก").click()
    page.locator("#attach-input").set_input_files(
        {"name": "แผน.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\nplan"}
    )
    page.get_by_role("checkbox", name="แผน.pdf").wait_for()
    page.get_by_role("button", name="บันทึกไว้ก่อน").click()
    page.wait_for_url("**/notes/1*")

    assert [img.get_attribute("alt") for img in page.locator(".note .prose img").all()] == ["แผงที่ 1", "แผงที่ 2", ""]
    assert "เอกสาร PDF" in page.locator(".attachments").inner_text()
    with page.expect_download() as taken:
        page.get_by_role("link", name="แผน.pdf").click()
    assert taken.value.suggested_filename == "แผน.pdf"


def test_a_file_that_is_not_taken_says_why_and_leaves_the_text_alone(open_page, author, site):
    page = open_page()
    enter(page, author, site)
    page.goto("/notes/new")
    page.locator(TEXT).click()
    page.keyboard.type("ข้อความเดิม")
    page.locator("#attach-input").set_input_files(
        {"name": "x.exe", "mimeType": "application/octet-stream", "buffer": b"MZ" + bytes(60)}
    )
    page.get_by_text("x.exe: ไฟล์นี้เป็นโปรแกรม").wait_for()

    assert page.locator(TEXT).inner_text().strip() == "ข้อความเดิม"
    assert not StoredFile.objects.exists()


_PASTE = """([content, html]) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const pasted = new DataTransfer();
    pasted.items.add(new File([bytes], "image.png", { type: "image/png" }));
    if (html) pasted.setData("text/html", html);
    document.querySelector(".ProseMirror").dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true, cancelable: true }));
}"""


def test_a_pasted_picture_is_asked_for_its_words_but_text_from_word_is_taken_as_text(open_page, author, site):
    page = open_page()
    enter(page, author, site)
    page.goto("/notes/new")
    page.locator(TEXT).click()
    content = base64.b64encode(png((200, 100))).decode()

    page.evaluate(_PASTE, [content, "<p>จาก <b>Word</b></p>"])
    assert page.locator(TEXT).inner_text().strip() == "จาก Word"
    page.evaluate(_PASTE, [content, ""])
    dialog = page.get_by_role("dialog")
    dialog.locator("img").wait_for()
    dialog.get_by_label("รูปนี้เห็นอะไร").fill("ภาพหน้าจอ")
    dialog.get_by_role("button", name="ใส่ในบันทึก").click()

    assert page.locator(f"{TEXT} img").get_attribute("alt") == "ภาพหน้าจอ"
    # What is typed next stands behind the picture.
    page.keyboard.type("ต่อ")
    assert page.locator(f"{TEXT} img").count() == 1
    assert page.locator(TEXT).inner_text().split() == ["จาก", "Word", "ต่อ"]


def test_the_words_for_a_picture_are_changed_by_choosing_it_again(open_page, author, site):
    file = PictureFactory(draft=open_draft(author, "note"))
    note = NoteFactory(author=author, body=f'<p>ก</p><img src="/files/{file.public_id}" alt="เดิม">')
    page = open_page()
    enter(page, author, site)
    page.goto(f"/notes/{note.pk}/edit")
    page.locator(f"{TEXT} img").click()
    page.get_by_role("button", name="ใส่รูป").click()
    words = page.get_by_role("dialog").get_by_label("รูปนี้เห็นอะไร")
    assert words.input_value() == "เดิม"
    words.fill("ใหม่")
    page.get_by_role("dialog").get_by_role("button", name="ใส่ในบันทึก").click()
    page.get_by_role("button", name="เผยแพร่การแก้ไข").click()
    page.get_by_text("เผยแพร่การแก้ไขแล้ว").wait_for()

    assert [img.get_attribute("alt") for img in page.locator(".note .prose img").all()] == ["ใหม่"]


def test_the_file_of_a_hidden_note_is_the_same_404_as_none(open_page, author, site):
    file = PictureFactory(draft=open_draft(author, "note"))
    NoteFactory(author=author, access=Access.INTERNAL, body=f'<img src="/files/{file.public_id}" alt="รูป">')
    page = open_page()
    answers = []
    for public_id in (file.public_id, "zzzzzzzzzzzzzzzz"):
        response = page.goto(f"/files/{public_id}")
        answers.append((response.status, page.locator("main").inner_text()))

    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def test_without_javascript_a_picture_ends_the_text_and_a_file_is_attached(open_page, author, site):
    page = open_page(java_script_enabled=False)
    enter(page, author, site)
    page.goto("/notes/new")
    page.get_by_label("ชื่อเรื่อง").fill("ไม่มีสคริปต์")
    page.get_by_label("เนื้อหา").fill("ย่อหน้าแรก")
    page.get_by_label("รูปและไฟล์แนบ").set_input_files(
        [chosen("ภาพ.png"), {"name": "แผน.txt", "mimeType": "text/plain", "buffer": "แผน".encode()}]
    )
    page.get_by_label("รูปนี้เห็นอะไร").fill("ตลาดเช้า")
    page.get_by_role("button", name="บันทึกไว้ก่อน").click()

    assert page.get_by_role("heading", level=1).inner_text() == "ไม่มีสคริปต์"
    assert page.get_by_role("img", name="ตลาดเช้า").is_visible()
    assert page.get_by_role("link", name="แผน.txt").is_visible()
