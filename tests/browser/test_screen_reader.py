"""The walk of docs/screen-reader.md, step by step: Chromium's accessibility tree says what the page there promises."""

import re
from pathlib import Path

import pytest

from panya.shared.content.models import Access
from tests.browser.conftest import bring_index_up_to_date
from tests.browser.hearing import heard, missing
from tests.factories import NoteFactory, UnitFactory, UserFactory
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "cache"])

_WALK = Path(__file__).resolve().parents[2] / "docs" / "screen-reader.md"


def promised() -> dict[str, list[str]]:
    """The lines that each step of the walk promises, by the name of the step."""
    steps = re.findall(r"^## \d+ (.+?)\n(.*?)(?=^## |\Z)", _WALK.read_text(encoding="utf-8"), re.M | re.S)
    return {name: "\n".join(re.findall(r"```text\n(.*?)```", text, re.S)).split("\n") for name, text in steps}


@pytest.fixture
def walk(open_page):
    """Every step of the walk as a browser meets it: its name and what is heard."""
    officer = UserFactory(first_name="มาลี", last_name="ใจดี", unit=UnitFactory(name_th="สำนักงานพาณิชย์จังหวัดน่าน"))
    other = UserFactory(first_name="คำปัน", last_name="ดอยงาม", unit=UnitFactory(name_th="กองกลาง"))
    note = NoteFactory(
        title="กระจายลำไยก่อนวันตัด", author=other, access=Access.PUBLIC, body="<h2>สามขั้น</h2><p>ถามวันตัด</p>"
    )
    bring_index_up_to_date()
    page, steps = open_page(), {}
    page.goto("/sign-in")
    steps["เข้าสู่ระบบ"] = heard(page)
    page.get_by_label("อีเมลหรือรหัสบุคลากร").fill(officer.email)
    page.get_by_label("รหัสผ่าน", exact=True).fill("ผิด")
    page.keyboard.press("Enter")
    page.locator(".error-summary").wait_for()
    steps["รหัสผ่านผิด"] = heard(page)
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    steps["หน้าแรก"] = heard(page)
    page.goto("/search?q=ลำไย")
    steps["ผลการค้น"] = heard(page)
    page.goto(f"/notes/{note.pk}")
    steps["อ่านบันทึก"] = heard(page)
    page.goto("/notes/new")
    page.locator("[contenteditable=true]").wait_for()
    steps["เขียนบันทึก"] = heard(page)
    page.goto("/notifications/")
    steps["การแจ้งเตือน"] = heard(page)
    page.goto("/help/")
    page.get_by_role("button", name="การแสดงผล", exact=True).click()
    steps["การแสดงผล"] = heard(page)
    return steps


def test_every_step_is_heard_as_the_walk_promises(walk):
    wanted = promised()

    assert wanted.keys() == walk.keys()
    unheard = {name: missing(walk[name], [line for line in lines if line]) for name, lines in wanted.items()}
    assert {name: lines for name, lines in unheard.items() if lines} == {}


def test_everything_that_can_be_pressed_or_filled_has_a_name(walk):
    nameless = {
        name: [line for line in lines if re.match(r'(button|link|textbox|combobox|checkbox) ""', line)]
        for name, lines in walk.items()
    }

    assert {name: lines for name, lines in nameless.items() if lines} == {}


def test_a_step_that_says_otherwise_is_caught():
    assert missing(['heading "ก" (level 1)', 'button "ข"'], ['button "ข"', 'heading "ก" (level 1)']) == [
        'heading "ก" (level 1)'
    ]
