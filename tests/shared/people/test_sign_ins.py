"""Where one is signed in: listed, ended one by one or all at once; an account that rests is out everywhere."""

import time

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.urls import reverse

from panya.base.core.read_only import only_reading
from panya.shared.people import last_seen
from panya.shared.people.actions.passwords import issue_first_password
from panya.shared.people.actions.people import deactivate_person, reactivate_person
from panya.shared.people.actions.sign_ins import forget_ended_sign_ins
from panya.shared.people.device_words import device_words
from panya.shared.people.models import SignIn
from panya.shared.people.one_time_link import link_for
from tests.factories import UserFactory
from tests.factories.people import PASSWORD
from tests.shared.people.steps import give_password

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
)


@pytest.fixture
def officer(department):
    return UserFactory(email="somying@example.go.th", unit=department)


@pytest.fixture(autouse=True)
def _nothing_noted(tmp_path, settings):
    last_seen._noted.clear()
    settings.PANYA_HOME = tmp_path


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (PHONE, "Chrome · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge · Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox · Mac"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_words_that_its_person_knows(user_agent, words):
    assert device_words(user_agent) == words


def test_a_sign_in_is_listed_in_words_with_its_address_masked(client, officer):
    give = {"login": officer.email, "password": PASSWORD}
    client.post(reverse("account_login"), give, headers={"User-Agent": PHONE}, REMOTE_ADDR="203.150.7.9")

    page = client.get(reverse("security")).content.decode()

    assert "Chrome · Android" in page
    assert "xxx.150.xxx.xxx" in page
    assert "203.150" not in page + str(list(SignIn.objects.values()))


def test_one_other_browser_is_ended(client, client_factory, officer):
    here, other = client, client_factory()
    give_password(other, officer)
    there = SignIn.objects.get(person=officer)
    give_password(here, officer)

    assert here.post(reverse("security_sign_in_end", args=[there.public_id])).status_code == 303
    assert (here.get("/me").status_code, other.get("/me").status_code) == (200, 302)
    assert here.post(reverse("security_sign_in_end", args=[there.public_id])).status_code == 404


@pytest.mark.parametrize(("fields", "stays"), [({"others": "1"}, 200), ({}, 302)])
def test_all_browsers_are_ended_at_once_listed_or_not(client, client_factory, officer, fields, stays):
    others = [client_factory() for _browser in range(3)]
    for browser in (client, *others):
        give_password(browser, officer)
    SignIn.objects.filter(person=officer).order_by("pk").last().delete()
    before = client.session.session_key

    client.post(reverse("security_sign_out_everywhere"), fields)

    assert [browser.get("/me").status_code for browser in others] == [302, 302, 302]
    assert client.get("/me").status_code == stays
    assert client.session.session_key != before
    assert SignIn.objects.filter(person=officer).count() == (1 if stays == 200 else 0)


def test_signing_out_takes_the_sign_in_off_the_list_and_its_session_along(client, officer):
    give_password(client, officer)
    key = client.session.session_key

    client.post(reverse("account_logout"))

    assert (SignIn.objects.count(), Session.objects.filter(session_key=key).count()) == (0, 0)


def test_a_sign_in_whose_session_ran_out_is_neither_listed_nor_kept(client, officer, time_machine):
    time_machine.move_to("2026-05-01T12:00:00+07:00", tick=False)
    give_password(client, officer)
    time_machine.move_to("2026-05-16T12:00:00+07:00", tick=False)

    assert SignIn.objects.open().count() == 0
    assert (forget_ended_sign_ins(), SignIn.objects.count()) == (1, 0)


def test_a_page_notes_the_hour_without_writing_to_the_database(client, officer, time_machine):
    time_machine.move_to("2026-05-01T12:00:00+07:00", tick=False)
    give_password(client, officer)
    time_machine.move_to("2026-05-01T15:20:00+07:00", tick=False)
    with only_reading():
        for _page in range(3):
            client.get("/me")

    assert [path.read_text().split() for path in last_seen._folder().iterdir()] == [[str(SignIn.objects.get().pk)]]
    assert (last_seen.fold_seen(), last_seen.fold_seen()) == (1, 0)
    assert SignIn.objects.get().seen_at.isoformat() == "2026-05-01T08:00:00+00:00"
    time_machine.move_to("2026-05-01T17:20:00+07:00", tick=False)
    last_seen.fold_seen()
    assert list(last_seen._folder().iterdir()) == []


def test_nonsense_in_the_noted_hours_is_passed_by(officer):
    (last_seen._folder() / f"{int(time.time()) // 3600}-1.txt").write_bytes(b"x\n99\n" + b"9" * 400 + b"\n\xff\n-1\n7")

    assert last_seen.fold_seen() == 0


def test_a_full_disk_costs_the_hour_not_the_page(client, officer, monkeypatch):
    give_password(client, officer)
    last_seen._noted.clear()

    def full():
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(last_seen, "_folder", full)

    assert client.get("/me").status_code == 200


def test_a_disabled_person_is_out_at_once_and_nothing_of_before_comes_alive(
    client, client_factory, officer, administrator
):
    browsers = [client, client_factory()]
    for browser in browsers:
        give_password(browser, officer)
    link = link_for(officer).removeprefix("http://localhost:8000")

    deactivate_person(officer, by=administrator)
    assert [browser.get("/me").status_code for browser in browsers] == [302, 302]
    assert client_factory().post(link).status_code == 404
    assert (SignIn.objects.count(), give_password(client_factory(), officer).status_code) == (0, 422)

    reactivate_person(officer, by=administrator)
    assert [browser.get("/me").status_code for browser in browsers] == [302, 302]
    assert client_factory().post(link).status_code == 404


def test_a_browser_known_before_is_a_stranger_after_a_sign_out_everywhere(client, client_factory, officer):
    give_password(client, officer)
    client.post(reverse("security_sign_out_everywhere"))
    stranger = client_factory()
    for _try in range(6):
        stranger.post(reverse("account_login"), {"login": officer.email, "password": "ผิด"})

    assert give_password(client, officer).status_code == 429


def test_a_first_password_from_the_administrator_ends_every_browser(client, officer, unit_administrator):
    give_password(client, officer)

    issue_first_password(officer, by=unit_administrator)

    assert client.get("/me").status_code == 302
    assert SignIn.objects.count() == 0


def test_a_session_that_was_ended_cannot_be_saved_back(client, officer):
    give_password(client, officer)
    session = client.session
    session["late"] = 1
    Session.objects.all().delete()

    with pytest.raises(UpdateError):
        session.save()
    assert client.get("/me").status_code == 302
