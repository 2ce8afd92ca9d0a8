"""A note becomes an asset, is returned, approved, used elsewhere, grows old and is renewed; in a real browser."""

from datetime import timedelta

import pytest

from panya.base.core.clock import today
from panya.shared.content.actions.freshness import flip_validity
from panya.shared.content.models import Access, Item
from panya.shared.feedback.models import UseRecord
from panya.shared.people.models import Role
from tests.browser.conftest import bring_index_up_to_date, sign_in
from tests.factories import AppointmentFactory, NoteFactory, UnitFactory, UserFactory

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "cache"]), pytest.mark.timeout(240)]
TITLE = "ถามสามข้อก่อนออกหนังสือรับรอง"
BODY = "<p>ลูกค้าที่รีบที่สุดคือคนที่เราต้องถามช้าที่สุด เพราะเอกสารผิดหนึ่งช่องทำให้ของค้างท่าเป็นสัปดาห์</p>"


@pytest.fixture
def people(site):
    trade, registration = UnitFactory(code="DFT"), UnitFactory(code="DBD")
    found = {
        "author": UserFactory(first_name="ณัฐ", last_name="ผู้เขียน", unit=trade),
        "reviewer": UserFactory(first_name="วิชัย", last_name="ผู้รู้", unit=trade),
        "reader": UserFactory(first_name="มาลี", last_name="ต่างกรม", unit=registration),
        "head": UserFactory(first_name="สุดา", last_name="หัวหน้า", unit=registration),
    }
    AppointmentFactory(person=found["head"], role=Role.HEAD, unit=registration)
    return found


@pytest.mark.parametrize("phone", [True, False], ids=["360 px", "1280 px"])
def test_from_a_note_to_a_used_and_renewed_asset(open_page, people, phone):
    note = NoteFactory(author=people["author"], title=TITLE, body=BODY, access=Access.INTERNAL)
    pages = {}
    for name, person in people.items():
        pages[name] = open_page(phone=phone)
        sign_in(pages[name], person)
    author, reviewer, reader, head = (pages[name] for name in ("author", "reviewer", "reader", "head"))

    asset = _promote(author, note)
    address = f"/assets/{asset.pk}"
    _send(author, asset, "วิชัย")
    assert reader.goto(address).status == 404
    _return(reviewer, "ขอตัวอย่างเอกสารที่ผิดบ่อย")
    assert reader.goto(address).status == 404

    _mend(author, asset)
    _send(author, asset, "วิชัย")
    _approve(reviewer)
    bring_index_up_to_date()
    _find(reader)

    _use(reader)
    assert _hours(reader) == "0"
    _confirm(head)
    assert _hours(reader) == "6"
    reader.goto(address)
    assert reader.locator("#uses").get_by_text("ปรับใช้").first.is_visible()

    Item.objects.filter(pk=asset.pk).update(review_by=today() - timedelta(days=1))
    flip_validity()
    reader.reload()
    assert reader.get_by_text("เนื้อหานี้เลยกำหนดทบทวน").is_visible()
    _renew(author, address)
    reader.reload()
    assert not reader.get_by_text("เนื้อหานี้เลยกำหนดทบทวน").is_visible()


def _promote(page, note) -> Item:
    page.goto(f"/notes/{note.pk}")
    page.get_by_role("link", name="ทำเป็นองค์ความรู้").click()
    page.get_by_label("บทเรียน").check()
    page.get_by_role("button", name="ทำเป็นองค์ความรู้").click()
    page.wait_for_url("**/assets/*/edit")
    page.get_by_label("ใช้เมื่อไร").fill("ใช้เมื่อมีผู้ประกอบการมาขอหนังสือรับรองครั้งแรก")
    page.locator("[name=steps]").fill("ถามปลายทาง\nตรวจพิกัด\nตรวจถิ่นกำเนิด")
    page.get_by_label("ข้อควรระวัง").fill("อย่าออกย้อนหลังโดยไม่มีเอกสารขนส่ง")
    page.get_by_role("button", name="บันทึกไว้ก่อน").click()
    asset = Item.objects.get(kind="asset")
    page.wait_for_url(f"**/assets/{asset.pk}")
    return asset


def _send(page, asset, name) -> None:
    page.goto(f"/assets/{asset.pk}")
    page.get_by_role("link", name="ส่งให้ผู้ตรวจ").click()
    # What is typed before the script listens offers nobody.
    page.wait_for_load_state("networkidle")
    page.locator("#reviewers-search").press_sequentially(name)
    page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="ส่งให้ผู้ตรวจ").click()
    page.wait_for_url(f"**/assets/{asset.pk}")
    page.get_by_text("กำลังรอตรวจ").wait_for()


def _open_review(page) -> None:
    page.goto("/reviews/")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("heading", name="ผลการตรวจ").wait_for()


def _return(page, words) -> None:
    _open_review(page)
    page.get_by_label("ความเห็นถึงผู้เขียน").fill(words)
    page.get_by_role("button", name="ส่งกลับให้แก้").click()
    page.get_by_text("ส่งกลับให้แก้แล้ว").wait_for()


def _mend(page, asset) -> None:
    page.goto(f"/assets/{asset.pk}")
    page.get_by_text("ขอตัวอย่างเอกสารที่ผิดบ่อย").wait_for()
    page.goto(f"/assets/{asset.pk}/edit")
    page.get_by_label("ข้อควรระวัง").fill("อย่าออกย้อนหลังโดยไม่มีเอกสารขนส่ง\nน้ำหนักในใบขนต้องตรงกับคำขอ")
    page.get_by_role("button", name="บันทึกไว้ก่อน").click()
    page.wait_for_url(f"**/assets/{asset.pk}")


def _approve(page) -> None:
    _open_review(page)
    for box in page.locator("fieldset input[name=ticked]").all():
        box.check()
    page.get_by_label("ความเห็นถึงผู้เขียน").fill("อ่านแล้วใช้ได้จริง")
    # A remark loads the page anew: what was ticked and written stays.
    page.get_by_role("textbox", name="ข้อสังเกต").fill("ตัวอย่างดี")
    page.get_by_role("button", name="เพิ่มข้อสังเกต").click()
    page.get_by_text("ตัวอย่างดี").wait_for()
    assert page.get_by_label("ความเห็นถึงผู้เขียน").input_value() == "อ่านแล้วใช้ได้จริง"
    page.get_by_role("button", name="ให้ผ่าน").click()
    page.wait_for_url("**/reviews/")


def _find(page) -> None:
    page.goto("/search?q=ถามสามข้อก่อนออกหนังสือรับรอง&kind=asset")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_text("น้ำหนักในใบขนต้องตรงกับคำขอ").wait_for()


def _use(page) -> None:
    page.get_by_role("link", name="ฉันใช้แล้ว").click()
    page.get_by_label("ได้ผลดี").check()
    page.get_by_label("ปรับใช้").check()
    page.get_by_label("ประหยัดเวลาได้กี่ชั่วโมง").fill("6")
    page.get_by_role("button", name="บันทึกการนำไปใช้").click()
    page.get_by_text("เจ้าของเรื่องได้รับแจ้ง").wait_for()
    assert UseRecord.objects.get().hours == 6


def _hours(page) -> str:
    page.goto("/figures/uses")
    return page.locator(".figure-card", has_text="M14").locator(".stat__number").inner_text().strip()


def _confirm(page) -> None:
    page.goto("/uses/")
    page.get_by_role("checkbox", name=TITLE).check()
    page.get_by_role("button", name="ยืนยันที่เลือก").click()
    page.get_by_text("ไม่มีรายการรอยืนยัน").wait_for()


def _renew(page, address) -> None:
    page.goto(address)
    page.get_by_role("link", name="ตรวจแล้วต่ออายุหรือเลิกใช้").click()
    page.get_by_label("ตรวจอะไรแล้ว").fill("ตรวจกับระเบียบล่าสุดแล้ว")
    page.get_by_role("button", name="ตรวจแล้วยังใช้ได้ ต่ออายุ").click()
    page.wait_for_url(f"**{address}")
