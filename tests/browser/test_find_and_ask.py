"""A scan and a Word document are attached, found through mistakes, asked about and cited; others find none of it."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from panya.base.thai.keyboard import typed_on_latin
from panya.shared.content.models import Access, Item
from panya.shared.files.extraction import can_read_pictures
from panya.shared.files.text_actions import read_waiting
from tests.browser.conftest import bring_index_up_to_date, sign_in
from tests.conftest import REPOSITORY
from tests.factories import UnitFactory, UserFactory
from tests.shared.files.documents import docx

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "cache"]), pytest.mark.timeout(240)]
TEXT = ".ProseMirror"
TITLE = "เอกสารประกอบการประชุมเดือนนี้"
IN_WORD = "คลังสินค้าทัณฑ์บนต้องขออนุญาตกรมศุลกากรภายในสามสิบวัน"
IN_SCAN = "ผู้ส่งออกทุเรียนต้องขึ้นทะเบียนสวนก่อนฤดูเก็บเกี่ยว"
# Letters left out, one put wrong.
MISSPELT = {"word": "คลังสินคาทันฑ์บนตองขออนุญาต", "scan": "ผู้สงออกทุเรียนตองขึ้นทะเบยนสวน"}
FONT = REPOSITORY / "panya/base/ui/static/vendor/sarabun/sarabun-thai-400-normal.woff2"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize("phone", [True, False], ids=["360 px", "1280 px"])
def test_what_stands_in_a_scan_and_a_document_is_found_cited_and_hidden_from_others(open_page, site, phone):
    if not can_read_pictures():
        pytest.skip("tesseract with Thai is not installed (Debian: apt install tesseract-ocr-tha)")
    home, other = UnitFactory(), UnitFactory()
    page, stranger = open_page(phone=phone), open_page(phone=phone)
    sign_in(page, UserFactory(unit=home))
    sign_in(stranger, UserFactory(unit=other))

    item = _write_with_files(page, home)
    read_waiting()
    bring_index_up_to_date()

    for phrase in (MISSPELT["word"], typed_on_latin(IN_WORD)):
        _finds(page, phrase, "ระเบียบ.docx", IN_WORD)
    for phrase in (MISSPELT["scan"], typed_on_latin(IN_SCAN)):
        _finds(page, phrase, "สแกน.pdf", "ทุเรียน")
    _asks_and_opens(page, "คลังสินค้าทัณฑ์บนต้องขออนุญาตภายในกี่วัน", "สามสิบวัน")

    assert stranger.goto(f"/notes/{item.pk}").status == 404
    for phrase in (IN_WORD, *MISSPELT.values(), typed_on_latin(IN_SCAN)):
        stranger.goto(f"/search?q={phrase}")
        assert stranger.get_by_text(TITLE).count() == 0
        assert stranger.get_by_text("พบใน").count() == 0
    stranger.goto("/ask?q=คลังสินค้าทัณฑ์บนต้องขออนุญาตภายในกี่วัน")
    assert "สามสิบวัน" not in stranger.content()


def _write_with_files(page, unit) -> Item:
    page.goto("/notes/new")
    page.get_by_label("ชื่อเรื่อง").fill(TITLE)
    page.locator(TEXT).click()
    page.keyboard.type("แนบเอกสารสองฉบับไว้ให้ทุกคนในกรม")
    page.locator("#attach-input").set_input_files(
        [
            {"name": "ระเบียบ.docx", "mimeType": WORD_TYPE, "buffer": docx(["หน้าแรกเป็นสารบัญ", IN_WORD])},
            {"name": "สแกน.pdf", "mimeType": "application/pdf", "buffer": _scanned(IN_SCAN)},
        ]
    )
    for name in ("ระเบียบ.docx", "สแกน.pdf"):
        page.get_by_role("checkbox", name=name).wait_for()
    page.get_by_role("button", name="บันทึกไว้ก่อน").click()
    page.wait_for_url("**/notes/1*")
    item = Item.objects.get(title=TITLE)
    page.goto(f"/notes/{item.pk}/publish")
    page.locator(f"input[name=access][value={Access.UNIT}]").check()
    # What is typed before the script listens offers nobody.
    page.wait_for_load_state("networkidle")
    page.locator("#circles-search").press_sequentially(unit.name)
    page.get_by_role("checkbox", name=unit.name).first.check()
    page.get_by_role("button", name="เผยแพร่").last.click()
    page.wait_for_url(f"**/notes/{item.pk}")
    return item


def _finds(page, phrase, file, words) -> None:
    page.goto("/search")
    page.locator("#search-again").fill(phrase)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    found = page.get_by_role("link", name=f"พบใน {file}").first
    found.click()
    page.wait_for_url("**/files/*/pages/*")
    assert words in "".join(page.locator("main").inner_text().split())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _asks_and_opens(page, question, words) -> None:
    page.goto("/ask")
    page.get_by_label("คำถามของคุณ").fill(question)
    page.get_by_role("button", name="ถาม", exact=True).click()
    page.get_by_text(words).first.wait_for()
    page.get_by_role("link", name="ดูในไฟล์").first.click()
    page.wait_for_url("**/files/*/pages/2*")
    mark = page.locator("mark").first
    mark.wait_for()
    assert words in mark.inner_text()


def _scanned(text: str) -> bytes:
    """A PDF whose page is a picture of print."""
    picture = Image.new("L", (1654, 1200), 255)
    lines = ["ประกาศกระทรวงพาณิชย์", "เรื่องการดูแลผลไม้ของไทยในฤดูนี้", text, "จึงประกาศให้ทราบโดยทั่วกัน"]
    for place, line in enumerate(lines):
        font = ImageFont.truetype(str(FONT), 52)
        ImageDraw.Draw(picture).text((140, 160 + 80 * place), line, font=font, fill=0)
    held = io.BytesIO()
    picture.save(held, "PDF", resolution=200)
    return held.getvalue()
