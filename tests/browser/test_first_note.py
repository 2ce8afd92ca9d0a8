"""The first morning: sign in, write, publish, find again; and nobody else finds what is not theirs."""

import pytest

from panya.shared.content.models import Item
from tests.browser.conftest import bring_index_up_to_date, sign_in
from tests.factories import NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "cache"])


def test_an_officer_writes_a_note_and_finds_it_again(open_page):
    officer = UserFactory(unit=UnitFactory(name_th="สำนักงานพาณิชย์จังหวัดน่าน"))
    page = open_page(phone=True)
    sign_in(page, officer)

    page.goto("/notes/new")
    page.get_by_label("ชื่อเรื่อง").fill("น้ำท่วมตลาดสด เราทำอย่างไร")
    editor = page.locator("[contenteditable=true]")
    editor.click()
    page.keyboard.type("ย้ายแผงขึ้นที่สูงก่อนฟ้ามืด แล้วโทรหาผู้ค้าทีละแผง")
    page.get_by_role("button", name="ต่อไป").click()
    page.get_by_label("คำสำคัญ").fill("น้ำท่วม, ตลาดสด")
    page.get_by_role("button", name="เผยแพร่").last.click()
    page.wait_for_url("**/notes/1*")

    item = Item.objects.get()
    assert item.status == "published"
    text = page.locator("main").inner_text()
    assert "โดย" in text
    assert str(item.number) in text
    assert "#น้ำท่วม" in text
    assert "256" in text  # พ.ศ.

    bring_index_up_to_date()
    # Typed with the vowel parted in two, as some keyboards write it.
    page.goto("/search?q=นํ้าท่วมตลาด")
    page.get_by_role("link", name="น้ำท่วมตลาดสด เราทำอย่างไร").click()
    page.wait_for_url(f"**/notes/{item.number}")


def test_a_guest_meets_the_same_page_for_a_hidden_note_and_for_none(open_page):
    hidden = NoteFactory(access="INTERNAL")
    page = open_page()
    answers = []
    for number in (hidden.number, 77):
        response = page.goto(f"/notes/{number}")
        answers.append((response.status, page.locator("main").inner_text()))

    assert answers[0] == answers[1]
    assert answers[0][0] == 404
