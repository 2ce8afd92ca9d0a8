"""Writing in a real browser: Markdown, paste, hints, starters, and a phone."""

import re

import pytest
from django.conf import settings
from django.test import Client

from panya.shared.content.html import clean_html
from panya.shared.content.markdown import html_to_markdown, markdown_to_html
from panya.shared.content.models import Draft, Revision
from tests.browser.pasted import CLIPBOARDS
from tests.factories import UserFactory
from tests.shared.content.markdown.documents import DOCUMENTS

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "cache"])
TEXT = ".ProseMirror"
PASTE = """(html) => {
    const pasted = new DataTransfer();
    pasted.setData("text/html", html);
    document.querySelector(".ProseMirror").dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true, cancelable: true }));
    return document.getElementById("prose").editor.getHTML();
}"""


@pytest.fixture
def author(site):
    return UserFactory()


@pytest.fixture
def editor(open_page, author, site):
    """The page on which a note is written, once the rich editor stands."""

    def _open(path="/notes/new", **options):
        page = open_page(**options)
        client = Client()
        client.force_login(author)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
        page.goto(path)
        page.locator(TEXT).wait_for(state="attached")
        return page

    return _open


def bare(html):
    """The shape of a text, without what the editor and the cleaner add to links and tables."""
    html = re.sub(r'<a [^>]*href="[^"]*"[^>]*>', "<a>", clean_html(html))
    return re.sub(r' (?:colspan|rowspan)="1"', "", html)


def test_two_hundred_documents_go_through_the_rich_editor_and_come_back_as_they_were(editor):
    page = editor()
    there = [markdown_to_html(document) for document in DOCUMENTS]
    back = page.evaluate(
        """(texts) => {
            const editor = document.getElementById("prose").editor;
            return texts.map((text) => {
                editor.commands.setContent(text, { emitUpdate: false });
                return editor.getHTML();
            });
        }""",
        there,
    )

    assert [html_to_markdown(clean_html(html)) for html in back] == DOCUMENTS


def test_the_switch_turns_the_text_to_markdown_and_back(editor):
    page = editor()
    page.get_by_label("ชื่อเรื่อง").fill("สลับ")
    page.locator(TEXT).click()
    page.get_by_role("button", name="ตัวหนา").click()
    page.keyboard.type("สำคัญ")
    page.get_by_label("Markdown").check()
    body = page.locator("#id_body")
    body.wait_for()
    assert (body.input_value(), page.locator(TEXT).is_visible()) == ("**สำคัญ**", False)

    body.fill("## หัว\n\n- ก\n- **ข**")
    page.get_by_text("บันทึกร่างแล้ว").wait_for()
    assert Draft.objects.get().fields["format"] == "markdown"
    page.reload()
    assert page.locator("#id_body").input_value() == "## หัว\n\n- ก\n- **ข**"
    page.get_by_label("ข้อความจัดรูป").check()
    page.locator(f"{TEXT} h2").wait_for()
    page.get_by_role("button", name="บันทึกไว้ก่อน").click()
    page.wait_for_url("**/notes/1*")

    assert Revision.objects.get().body_html == "<h2>หัว</h2><ul><li><p>ก</p></li><li><p><strong>ข</strong></p></li></ul>"


def test_a_switch_that_fails_keeps_the_text_and_says_so(editor):
    page = editor()
    page.locator(TEXT).click()
    page.keyboard.type("อยู่ครบ")
    page.route("**/notes/convert", lambda route: route.abort())
    page.get_by_label("Markdown").click()
    page.get_by_text("ยังสลับไม่ได้").wait_for()

    assert (page.get_by_label("ข้อความจัดรูป").is_checked(), page.locator(TEXT).inner_text()) == (True, "อยู่ครบ")


def test_prompts_go_from_markdown_too(editor):
    page = editor("/notes/new?template=talk&format=markdown")
    page.get_by_role("button", name="เอาคำชวนเขียนที่เหลือออก").click()

    assert re.findall(r"^[^#\n].*", page.locator("#id_body").input_value(), re.MULTILINE) == []
    assert not page.locator("#prompts-left").is_visible()


def test_without_a_script_markdown_is_a_plain_choice(open_page, author, site):
    page = open_page(java_script_enabled=False)
    client = Client()
    client.force_login(author)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    page.goto("/notes/new?template=steps")
    page.get_by_label("ชื่อเรื่อง").fill("ไม่มีสคริปต์")
    page.locator("#id_body").fill("## หัว\n\n1. ก")
    page.get_by_label("ฉันพิมพ์เป็น Markdown").check()
    page.get_by_role("button", name="บันทึกไว้ก่อน").click()

    assert Revision.objects.get().body_html == "<h2>หัว</h2><ol><li><p>ก</p></li></ol>"


@pytest.mark.parametrize("program", CLIPBOARDS)
def test_what_is_pasted_keeps_its_shape_and_loses_its_looks(editor, program):
    """The strict policy reports nothing and nothing outside is asked for: `open_page` fails on both."""
    clipboard, shape, has_pictures = CLIPBOARDS[program]
    page = editor()
    page.locator(TEXT).click()
    html = page.evaluate(PASTE, clipboard)

    assert bare(html) == shape
    said = "รูปไม่ได้ติดมากับข้อความที่วาง" if has_pictures else ""
    assert page.locator("#editor-said").inner_text().startswith(said)
    assert bool(page.locator("#editor-said").inner_text()) == has_pictures


@pytest.mark.parametrize("program", CLIPBOARDS)
def test_the_same_text_sent_without_the_editor_is_cleaned_too(client, author, program):
    client.force_login(author)
    client.post("/notes/new", {"title": "วาง", "body": CLIPBOARDS[program][0]})

    assert not re.search(r"Mso|style|class|img|script|evil|Normal<|url\(", Revision.objects.get().body_html)


def test_a_piece_cut_inside_the_editor_is_pasted_as_it_was(editor):
    page = editor()
    page.locator(TEXT).click()
    html = page.evaluate(PASTE, '<ul data-pm-slice="3 3 []"><li><p>ก</p></li><li><p>ข</p></li></ul>')

    assert html == "<ul><li><p>ก</p></li><li><p>ข</p></li></ul>"


def test_a_slip_is_offered_taken_with_one_press_and_never_changed_unasked(editor):
    page = editor()
    page.get_by_label("ชื่อเรื่อง").fill("สถาณการณ์วันนี้")
    page.locator(TEXT).click()
    page.keyboard.type("โดยเฉาะเรื่องนี้เป็ฯเรื่องใหม่")
    page.get_by_text("คำที่อาจสะกดผิด", exact=True).wait_for()
    assert [hint.inner_text() for hint in page.locator(".hint__right").all()] == ["สถานการณ์", "โดยเฉพาะ", "เป็น"]
    assert page.locator(TEXT).inner_text() == "โดยเฉาะเรื่องนี้เป็ฯเรื่องใหม่"

    page.get_by_role("button", name="โดยเฉพาะ").click()
    page.get_by_role("button", name="สถานการณ์").click()
    page.get_by_role("button", name="ถูกแล้ว").click()
    assert page.locator(TEXT).inner_text() == "โดยเฉพาะเรื่องนี้เป็ฯเรื่องใหม่"
    assert page.get_by_label("ชื่อเรื่อง").input_value() == "สถานการณ์วันนี้"
    assert not page.locator("#hints").is_visible()

    page.locator(TEXT).click()
    page.keyboard.press("End")
    with page.expect_response("**/notes/spelling"):
        page.keyboard.type(" และเป็ฯที่น่วยงาน")
    page.locator(".hint").wait_for()
    assert [hint.inner_text() for hint in page.locator(".hint__right").all()] == ["หน่วยงาน"]


def test_hints_can_be_turned_off_for_good_and_on_again(editor):
    page = editor()
    page.locator(TEXT).click()
    page.keyboard.type("เป็ฯ")
    page.get_by_role("button", name="ปิดคำแนะนำการสะกด").click()
    page.goto("/notes/new")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "spelling" in request.url else None)
    page.locator(TEXT).click()
    page.keyboard.type("เป็ฯ")
    page.wait_for_timeout(5_000)
    assert (asked, page.locator(".hint").count()) == ([], 0)

    page.get_by_role("button", name="เปิดคำแนะนำการสะกด").click()
    page.locator(".hint").wait_for()


def test_a_starter_opens_filled_its_prompts_are_typed_over_and_the_rest_goes_with_one_press(editor):
    page = editor()
    page.get_by_text("เริ่มจากแบบ").click()
    page.get_by_role("link", name="เล่าประสบการณ์จากงาน").click()
    page.locator(".prompt").first.wait_for()
    page.get_by_label("ชื่อเรื่อง").fill("จากแบบ")
    page.locator(".prompt").first.click()
    page.keyboard.type("ที่หน้าเคาน์เตอร์")
    assert page.locator(".prompt").count() == 3

    page.get_by_role("button", name="ต่อไป").click()
    page.get_by_text("ยังมีคำชวนเขียนจากแบบเหลืออยู่ 3 แห่ง").wait_for()
    page.get_by_role("link", name="กลับไปแก้ข้อความ").click()
    page.get_by_role("button", name="เอาคำชวนเขียนที่เหลือออก").click()
    assert page.locator(f"{TEXT} > *").all_inner_texts() == ["เรื่องเกิดขึ้นที่ไหน เมื่อไร", "ที่หน้าเคาน์เตอร์"]
    assert not page.locator("#prompts-left").is_visible()


@pytest.mark.parametrize("height", [740, 400], ids=["reading", "with keyboard"])
def test_a_phone_keeps_tools_state_and_the_next_step_within_reach(editor, height):
    page = editor(phone=True)
    page.set_viewport_size({"width": 360, "height": height})
    page.locator(TEXT).click()
    for _ in range(30):
        page.keyboard.type("บรรทัด")
        page.keyboard.press("Enter")
    page.get_by_text("บันทึกร่างแล้ว").wait_for()

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for name in ("หัวข้อใหญ่", "ต่อไป: ตรวจก่อนเผยแพร่"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert box["height"] >= 44
        assert 0 <= box["y"] <= height - box["height"]
    assert page.locator("#autosave-state").bounding_box()["y"] < height
    tools = page.locator(".tool:visible").all()
    assert len({round(tool.bounding_box()["y"]) for tool in tools}) == 1
    order = [page.locator(f"#id_{name}, #prose").first for name in ("title", "lead")]
    assert order[0].evaluate("(one, other) => one.compareDocumentPosition(other) & 4", order[1].element_handle()) == 4
