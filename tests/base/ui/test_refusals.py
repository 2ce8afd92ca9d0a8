"""What an action refused reaches people with a status and with what to do next."""

import pytest

from tests.base.ui.urls import REFUSALS

pytestmark = pytest.mark.urls("tests.base.ui.urls")


@pytest.mark.parametrize(
    ("name", "status", "retry_after"),
    [
        ("not-allowed", 403, None),
        ("conflict", 409, None),
        ("refused", 422, None),
        ("too-many", 429, "42"),
        ("locked", 503, "10"),
        ("read-only", 503, "300"),
        ("full", 507, "600"),
        ("no-space", 507, "600"),
    ],
)
def test_each_refusal_has_its_status_and_its_time_to_try_again(client, name, status, retry_after):
    response = client.get(f"/{name}/")

    assert (response.status_code, response.headers.get("Retry-After")) == (status, retry_after)
    assert '<html lang="th"' in response.content.decode()


@pytest.mark.parametrize("name", ["not-allowed", "conflict", "refused", "too-many"])
def test_the_page_tells_the_reason_that_the_action_gave(client, name):
    assert str(REFUSALS[name]) in client.get(f"/{name}/").content.decode()


def test_htmx_gets_a_short_notice_for_the_top_of_the_page(client):
    response = client.get("/conflict/", headers={"HX-Request": "true"})

    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#notices", "innerHTML")
    assert "มีคนแก้ก่อน" in response.content.decode()
    assert "<html" not in response.content.decode()


def test_a_fault_of_the_program_is_not_dressed_up_as_a_busy_database(client):
    client.raise_request_exception = False

    assert client.get("/fault/").status_code == 500


@pytest.mark.django_db
def test_a_page_of_someone_with_a_session_stays_out_of_every_cache(client, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "anything"

    assert client.get("/well/")["Cache-Control"] == "no-store"
    assert client.get("/locked/")["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_view_may_say_itself_how_long_its_answer_is_kept(client, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "anything"

    assert client.get("/kept/")["Cache-Control"] == "max-age=60"


def test_a_page_of_a_guest_says_nothing_about_caches(client):
    assert "Cache-Control" not in client.get("/well/").headers


def test_fragments_vary_by_the_htmx_header(client):
    assert "HX-Request" in client.get("/well/", headers={"HX-Request": "true"})["Vary"]
    assert "HX-Request" not in client.get("/well/")["Vary"]
