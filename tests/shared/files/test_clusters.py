"""PDFs that a browser printed say of each glyph that it means its whole cluster: they are read once all the same."""

import pytest

from panya.shared.files import extraction
from panya.shared.files.reading.clusters import doubled
from panya.site.demo.assets import FOLDER

LEAFLET = FOLDER / "files" / "fta-leaflet.pdf"


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.PANYA_HOME = tmp_path


def test_a_page_that_a_browser_printed_is_read_once():
    pages = extraction.read_file(LEAFLET, "application/pdf").pages

    first, second = (page.text.splitlines() for page in pages)
    assert first[:3] == [
        "เขตการค้าเสรีสำหรับร้านเล็ก",
        "แผ่นพับนี้เขียนให้คนที่ทำของขายเองและเพิ่งมีผู้ซื้อต่างประเทศถามราคา",
        "เป็นครั้งแรก อ่านจบในสิบนาที ไม่มีศัพท์ที่ต้องเปิดหาความหมาย",
    ]
    assert "สมมุติสบู่สมุนไพรก้อนละ 40 บาท ปลายทางเก็บภาษีร้อยละ 10 ผู้ซื้อจ่าย" in first
    assert second[0] == "ลงมือทำในห้าขั้น"
    assert "ที่ได้ยินมา ที่เป็นจริง" in second


@pytest.mark.parametrize(
    ("text", "is_doubled"),
    [
        ("แผ่นผ่ พับพั นี้เนี้ขียขีนให้คห้ นที่ทำ ของขายเองและเพิ่งพิ่มีผู้มี ซื้ผู้ซื้อซื้ต่าง", True),
        ("สถานที่ที่ผู้ซื้อซื้อสินค้าที่ที่นี่ ไม่ใช่ที่ที่ผู้ขายตั้งร้านค้าและเก็บสินค้าไว้ทั้งหมดก่อนส่งให้ลูกค้า", False),
        ("ที่ที่", False),
        ("", False),
    ],
)
def test_a_sound_text_is_not_taken_for_a_doubled_one(text, is_doubled):
    assert doubled(text) is is_doubled
