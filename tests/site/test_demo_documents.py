"""The documents of the demo ministry: read, found by their words and by misspelt ones, and opened at the page."""

import pytest
from django.contrib.auth.models import AnonymousUser

from panya.base.thai.normalise import normalise
from panya.shared.files import text_actions
from panya.shared.files.extraction import can_read_pictures
from panya.shared.files.models import FileReading, StoredFile
from panya.shared.files.queries import pages_of, with_readings
from panya.shared.people.models import User
from panya.shared.search import writer
from panya.shared.search.queries import search
from panya.site.demo.assets import FOLDER
from panya.site.demo.load import load_demo

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
DOCUMENTS = ("exporter-workbook.docx", "fta-leaflet.pdf", "matching-sheet.xlsx", "scale-check-record.pdf")


def test_the_documents_are_small():
    assert sum((FOLDER / "files" / name).stat().st_size for name in DOCUMENTS) < 400_000


def test_what_is_sought_in_the_demo_is_found(client):
    """U02 and K4: with two typing errors, by a synonym, and inside each kind of document."""
    load_demo()
    text_actions.ask_for_unasked()
    text_actions.read_waiting()
    writer.drain()
    officer = User.objects.by_sign_in_name("officer@example.go.th")

    assert "พาณิชย์จังหวัดมือใหม่: 100 วันแรกต้องทำอะไร" in titles("แหล่วความรู้การคา", officer)
    assert_freed_trade_is_found_by_its_abbreviation()
    assert_each_document_opens_at_its_page(client)
    assert_the_scan_is_read_or_says_why(officer)
    assert_the_texts_are_as_we_store_them()


def titles(query, reader):
    return [result.item.title for result in search(query, reader).results[:5]]


def place(query, reader):
    found = search(query, reader).results[0].file
    return found and (found.file.name, found.page)


def assert_freed_trade_is_found_by_its_abbreviation():
    """The leaflet never says FTA."""
    pages = pages_of(StoredFile.objects.get(name="fta-leaflet.pdf"))
    assert ["FTA" in page.text for page in pages] == [False, False]
    found = search("FTA สบู่สมุนไพรก้อนละ", AnonymousUser()).results[0]
    assert (found.item.title[:10], found.file.file.name) == ("FTA คืออะไ", "fta-leaflet.pdf")


def assert_each_document_opens_at_its_page(client):
    nobody = AnonymousUser()
    assert place("ออกใหม่ อย่าขีดฆ่า", nobody) == ("exporter-workbook.docx", 2)
    assert place("ป้าย Made in Thailand", nobody) == ("fta-leaflet.pdf", 2)
    assert place("สมาคมสวนผลไม้ ซื้อข้าวให้แรงงาน", nobody) == ("matching-sheet.xlsx", 2)
    # Two marks are missing.
    assert place("ร้านเครื่องเงินเปลียนตะขอสรอย", nobody) == ("exporter-workbook.docx", 1)
    url = search("ป้าย Made in Thailand", nobody).results[0].file.url
    assert '<mark id="found">' in client.get(url).content.decode()


def assert_the_scan_is_read_or_says_why(officer):
    scan = StoredFile.objects.get(name="scale-check-record.pdf")
    if can_read_pictures():
        assert place("แผงปลาใช้เครื่องชั่งเปียก", officer) == (scan.name, 2)
        # The record is for staff.
        assert place("แผงปลาใช้เครื่องชั่งเปียก", AnonymousUser()) is None
    else:
        assert with_readings([scan])[0].reading.reason == "no_reader"


def assert_the_texts_are_as_we_store_them():
    waiting = FileReading.objects.exclude(state="read").values_list("media_type", "reason")
    assert list(waiting) == ([] if can_read_pictures() else [("application/pdf", "no_reader")])
    texts = [page.text for file in StoredFile.objects.filter(name__in=DOCUMENTS) for page in pages_of(file)]
    assert [text for text in texts if normalise(text) != text] == []
