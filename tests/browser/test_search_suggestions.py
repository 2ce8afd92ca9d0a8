"""The list below the search box: typed, walked, taken, closed; and the page works without scripts."""

import pytest

from tests.browser.conftest import bring_index_up_to_date
from tests.factories import NoteFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "cache"])


@pytest.mark.parametrize("phone", [False, True])
def test_a_title_is_offered_while_one_types_and_opened_by_keyboard(open_page, phone):
    notes = [NoteFactory(title=f"กระจายลำไย {number}") for number in range(2)]
    bring_index_up_to_date()
    page = open_page(phone=phone)
    page.goto("/notes/")
    box, choices = page.locator("#site-search"), page.locator("#site-search-list [role=option]")
    box.press_sequentially("ลำไย")
    choices.first.wait_for()
    assert (choices.count(), box.get_attribute("aria-expanded"), box.get_attribute("aria-activedescendant")) == (
        2,
        "true",
        None,
    )
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == choices.nth(1).get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{notes[0].get_absolute_url()}")


def test_escape_closes_the_list_and_enter_searches_what_was_typed(open_page):
    NoteFactory(title="กระจายลำไย")
    bring_index_up_to_date()
    page = open_page()
    page.goto("/notes/")
    box, choices = page.locator("#site-search"), page.locator("#site-search-list [role=option]")
    box.press_sequentially("ลำไย")
    choices.first.wait_for()
    page.keyboard.press("Escape")
    assert (choices.first.is_visible(), box.input_value()) == (False, "ลำไย")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator("#results .record").count() == 1
