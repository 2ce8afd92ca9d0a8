"""The three steps for newcomers: seen once, skipped at any step, begun again from the help page."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def _step(client):
    shown = BeautifulSoup(client.get("/").content, "html.parser").select(".tour")
    return [one.select_one(".tour__step").text for one in shown]


@pytest.fixture
def newcomer(client):
    person = UserFactory()
    client.force_login(person)
    return person


def test_a_newcomer_is_led_through_three_steps(client, newcomer):
    seen = [_step(client)]
    for step in ("2", "3"):
        answer = client.post("/tour/", {"step": step})
        assert (answer.status_code, answer["Location"]) == (303, "/#tour")
        seen.append(_step(client))
    answer = client.post("/tour/", {"step": "done"})

    assert seen == [["ก้าวที่ 1 จาก 3"], ["ก้าวที่ 2 จาก 3"], ["ก้าวที่ 3 จาก 3"]]
    assert (answer["Location"], _step(client)) == ("/", [])


def test_who_skips_is_not_asked_again_until_they_ask_for_it(client, newcomer):
    client.post("/tour/", {"step": "done"})
    skipped = _step(client)
    client.post("/tour/", {"step": "1"})

    assert (skipped, _step(client)) == ([], ["ก้าวที่ 1 จาก 3"])


def test_what_one_person_skipped_the_next_one_sees(client, newcomer):
    client.post("/tour/", {"step": "done"})
    client.force_login(UserFactory())

    assert _step(client) == ["ก้าวที่ 1 จาก 3"]


@pytest.mark.parametrize("step", ["", "4", "done; Secure", "๒"])
def test_a_step_that_there_is_not_changes_nothing(client, newcomer, step):
    assert client.post("/tour/", {"step": step}).status_code == 303
    assert _step(client) == ["ก้าวที่ 1 จาก 3"]


def test_a_guest_reads_the_help_but_is_not_shown_round(client):
    page = BeautifulSoup(client.get("/help/").content, "html.parser")

    assert len(page.select(".steps > li")) == 3
    assert page.find("button", attrs={"name": "step"}) is None
    assert _step(client) == []
