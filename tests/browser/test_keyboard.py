"""The main journeys by keyboard alone: every stop is in sight, marked, named, and none is a trap."""

import re

import pytest

from panya.shared.content.models import Access, Item
from tests.browser.conftest import bring_index_up_to_date, sign_in
from tests.browser.keyboard import Keyboard
from tests.factories import AppointmentFactory, NoteFactory, UnitFactory, UserFactory
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "cache"])


@pytest.fixture
def officer():
    return UserFactory(unit=UnitFactory(name_th="สำนักงานพาณิชย์จังหวัดน่าน"))


def test_an_officer_comes_in_writes_and_publishes(open_page, officer):
    page = open_page()
    keys = Keyboard(page)
    page.goto("/sign-in")
    keys.press("Tab")
    assert keys.stop() == "ข้ามไปยังเนื้อหา"
    keys.press()
    keys.tab_to("อีเมลหรือรหัสบุคลากร", most=2)
    keys.type(officer.email)
    keys.tab_to("รหัสผ่าน", most=1)
    keys.type(PASSWORD)
    keys.go()

    keys.tab_to("วันนี้ได้เรียนรู้อะไรจากงาน")
    keys.type("ย้ายแผงขึ้นที่สูงก่อนฟ้ามืด")
    keys.tab_to("เขียนต่อ", most=1)
    keys.go()
    page.locator("[contenteditable=true]").wait_for()
    keys.tab_to("ชื่อเรื่อง")
    keys.type("น้ำท่วมตลาดสด เราทำอย่างไร")
    keys.tab_to("เนื้อหา")
    keys.end()
    keys.type(" แล้วโทรหาผู้ค้าทีละแผง")
    keys.tab_to("ต่อไป: ตรวจก่อนเผยแพร่")
    keys.go()
    keys.tab_to("คำสำคัญ")
    keys.type("น้ำท่วม")
    keys.tab_to("เผยแพร่")
    keys.go()

    item = Item.objects.get()
    assert (item.status, item.title) == ("published", "น้ำท่วมตลาดสด เราทำอย่างไร")
    assert "ย้ายแผงขึ้นที่สูงก่อนฟ้ามืด แล้วโทรหาผู้ค้าทีละแผง" in page.locator("article").inner_text()
    assert keys.faults == []


def test_a_guest_finds_a_note_and_opens_it(open_page):
    note = NoteFactory(title="กระจายลำไยก่อนวันตัด", access=Access.PUBLIC)
    bring_index_up_to_date()
    page = open_page()
    keys = Keyboard(page)
    page.goto("/")
    keys.tab_to("อยากรู้เรื่องอะไร")
    keys.type("ลำไย")
    keys.go()
    keys.tab_to("กระจายลำไยก่อนวันตัด")
    keys.go()

    assert page.url.endswith(f"/notes/{note.pk}")
    assert keys.faults == []


def test_an_officer_comments_on_a_note(open_page, officer):
    note = NoteFactory(title="กระจายลำไยก่อนวันตัด", access=Access.PUBLIC)
    page = open_page()
    sign_in(page, officer)
    page.goto(f"/notes/{note.pk}")
    keys = Keyboard(page)
    keys.tab_to("แสดงความเห็น")
    keys.type("ลองแล้วได้ผล")
    keys.tab_to("ส่งความเห็น", most=3)
    keys.press()
    page.locator(".comment__text", has_text="ลองแล้วได้ผล").wait_for()

    assert keys.faults == []


def test_colours_and_text_size_are_chosen_and_the_sheet_closed(open_page):
    page = open_page()
    keys = Keyboard(page)
    page.goto("/help/")
    keys.tab_to("การแสดงผล")
    keys.press()
    keys.tab_to("ปกติ")
    keys.press("Escape")
    keys.stop()
    shown = page.locator("#display").is_visible()
    keys.tab_to("การแสดงผล", back=True, most=3) if keys.stop() != "การแสดงผล" else None
    keys.press()
    keys.tab_to("ใหญ่สองเท่า")
    keys.go()

    assert (shown, page.locator("html").get_attribute("data-text")) == (False, "largest")
    assert keys.faults == []


def test_the_bell_is_opened_and_the_tour_is_walked(open_page, officer):
    page = open_page()
    sign_in(page, officer)
    keys = Keyboard(page)
    keys.tab_to("แจ้งเตือน")
    keys.go()
    assert page.locator("h1").inner_text() == "การแจ้งเตือน"

    page.goto("/")
    for step in ("2", "3"):
        keys.tab_to("ต่อไป")
        keys.go()
        assert page.locator(".tour__step").inner_text() == f"ก้าวที่ {step} จาก 3"
    keys.tab_to("เข้าใจแล้ว", most=2)
    keys.go()
    assert page.locator(".tour").count() == 0
    assert keys.faults == []


def test_an_administrator_unfolds_the_tree_and_finds_a_unit_by_typing(open_page):
    administrator = AppointmentFactory(person=UserFactory()).person
    parent = UnitFactory(name_th="กรมการค้าภายใน")
    units = [UnitFactory(name_th=f"กองที่ {number}", parent=parent) for number in range(1, 15)]
    page = open_page()
    sign_in(page, administrator)
    keys = Keyboard(page)
    page.goto("/manage/units")
    keys.tab_to("14 หน่วยงานในกรมการค้าภายใน")
    keys.press()
    keys.tab_to("กองที่ 1", most=2)
    page.goto("/manage/people/new")
    keys.tab_to("ชื่อ")
    keys.tab_to("หน่วยงาน", most=20)
    keys.type("กองที่ 12")
    keys.press("ArrowDown")
    keys.press()
    assert re.fullmatch(r"กองที่ 12", page.get_by_role("combobox", name="หน่วยงาน", exact=True).input_value())
    assert page.locator("select[name=unit]").input_value() == units[11].code
    assert keys.faults == []
