"""Two officers: one mentions the other, whose open page tells it within five seconds."""

import re
import time

import pytest

from panya.shared.content.models import Item, Revision
from panya.shared.notifications.models import Notification
from tests.browser.conftest import sign_in
from tests.factories import NoteFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "cache"])
TEXT = ".ProseMirror"


@pytest.fixture
def officers(site):
    one = UserFactory(first_name="กานดา", last_name="ใจดี")
    other = UserFactory(first_name="สมชาย", last_name="ใจกว้าง")
    return one, other


@pytest.mark.parametrize("phone", [True, False], ids=["360 px", "1280 px"])
def test_a_mention_in_a_note_is_in_the_bell_of_an_open_page_within_five_seconds(open_page, officers, phone):
    writer, reader = officers
    item = NoteFactory(author=writer, title="เล่าเรื่องด่านชายแดน", body="<p>เดิม</p>")
    reading, writing = open_page(phone=phone), open_page(phone=phone)
    sign_in(reading, reader)
    reading.goto(f"/notes/{item.pk}")
    sign_in(writing, writer)
    writing.goto(f"/notes/{item.pk}/edit")
    writing.locator(TEXT).click()
    writing.keyboard.press("Control+End")
    writing.keyboard.type(" ฝาก@สมช")
    writing.get_by_role("option", name="สมชาย ใจกว้าง").wait_for()
    writing.keyboard.press("Enter")
    writing.keyboard.type("ดูด้วย")
    assert not writing.get_by_role("listbox").is_visible()
    assert reading.locator("#bell-count").is_hidden()

    writing.get_by_role("button", name="เผยแพร่การแก้ไข").click()
    writing.get_by_text("เผยแพร่การแก้ไขแล้ว").wait_for()
    published = time.monotonic()
    reading.locator("#bell-count").get_by_text("1", exact=True).wait_for()

    assert time.monotonic() - published <= 5
    assert reading.get_by_role("link", name=re.compile(r"แจ้งเตือน\s*ยังไม่ได้อ่าน 1 เรื่อง")).is_visible()
    link = f'<a href="/people/{reader.public_id}" rel="noopener noreferrer nofollow">@สมชาย ใจกว้าง</a>'
    assert Revision.objects.get(item=item, number=2).body_html == f"<p>เดิม ฝาก{link} ดูด้วย</p>"

    reading.get_by_role("link", name="แจ้งเตือน").click()
    reading.get_by_role("button", name="กานดา ใจดี กล่าวถึงคุณ").click()
    reading.wait_for_url(f"**/notes/{item.pk}")
    assert Notification.objects.get().read_at is not None
    reading.wait_for_timeout(300)
    assert reading.locator("#bell-count").is_hidden()


def test_the_bell_of_a_tab_that_nobody_sees_asks_nothing(open_page, officers):
    page = open_page()
    sign_in(page, officers[1])
    page.goto("/notes/")
    page.evaluate("Object.defineProperty(document, 'hidden', {get: () => true})")
    page.wait_for_timeout(500)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/notifications/count" in request.url else None)
    page.wait_for_timeout(5_500)

    # The one that was on its way when the tab went out of sight asks nothing more.
    assert asked == []


def test_names_in_a_plain_box_are_offered_and_written_out(open_page, officers):
    writer, _reader = officers
    item = NoteFactory(author=writer)
    page = open_page()
    sign_in(page, writer)
    page.goto(f"/notes/{item.pk}/edit")
    page.evaluate(
        f"document.querySelector('main').insertAdjacentHTML('beforeend', "
        f'\'<label>กล่อง <textarea id="box" data-mentions="/mentions/{item.pk}"></textarea></label>\')'
    )
    box = page.locator("#box")
    box.press_sequentially("ขอบคุณ @สม")
    page.get_by_role("option", name="สมชาย ใจกว้าง").click()
    box.press_sequentially("ครับ")

    assert box.input_value() == "ขอบคุณ @สมชาย ใจกว้าง ครับ"
    assert Item.objects.count() == 1
