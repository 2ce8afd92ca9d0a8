"""Coming in: by either name, with limits that strangers cannot turn against a person."""

import pytest
from django.urls import reverse

from panya.shared.people.actions.people import deactivate_person, ensure_built_in_person
from panya.shared.people.models import User
from panya.shared.people.one_time_link import link_for
from tests.factories import UserFactory, root_unit
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def try_sign_in(client, name, password="ผิด", **headers):
    return client.post(reverse("account_login"), {"login": name, "password": password}, **headers)


def signed_in_as(client):
    return client.session.get("_auth_user_id")


@pytest.fixture
def officer():
    return UserFactory(email="somying@example.go.th", person_code="A-0042")


@pytest.mark.parametrize("name", ["somying@example.go.th", "SomYing@Example.go.th", "A-0042", "a-0042", " a-๐๐๔๒ "])
def test_one_signs_in_by_email_or_person_code_in_any_letter_case(client, officer, name):
    response = try_sign_in(client, name, PASSWORD)

    assert (response.status_code, signed_in_as(client)) == (303, str(officer.pk))


def test_a_person_without_an_email_signs_in_by_code(client):
    person = UserFactory(email=None, person_code="77")

    assert try_sign_in(client, "77", PASSWORD).status_code == 303
    assert signed_in_as(client) == str(person.pk)


def test_sign_in_leads_where_the_person_wanted_to_go_but_never_off_the_site(client, officer):
    inside = client.post(reverse("account_login"), {"login": "A-0042", "password": PASSWORD, "next": "/me"})
    client.post(reverse("account_logout"))
    outside = client.post(
        reverse("account_login"), {"login": "A-0042", "password": PASSWORD, "next": "https://evil.example/"}
    )

    assert (inside["Location"], outside["Location"]) == ("/me", "/")


def test_known_and_unknown_names_are_answered_alike(client, officer):
    known = try_sign_in(client, "somying@example.go.th")
    unknown = try_sign_in(client, "nobody12@example.go.th")

    def plain(response, name):
        return response.content.decode().replace(name, "NAME").replace(str(response.context["csrf_token"]), "TOKEN")

    assert known.status_code == unknown.status_code == 422
    assert plain(known, "somying@example.go.th") == plain(unknown, "nobody12@example.go.th")


def test_known_and_unknown_names_cost_one_hash_each(client, officer, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))

    counts = []
    for name in ("somying@example.go.th", "nobody@example.go.th"):
        hashed.clear()
        try_sign_in(client, name)
        counts.append(len(hashed))

    assert counts == [1, 1]


@pytest.mark.parametrize("name", ["somying@example.go.th", "nobody@example.go.th"])
def test_the_sixth_failure_of_strangers_is_refused_known_or_not(client, officer, name):
    answers = [try_sign_in(client, name).status_code for _attempt in range(6)]

    assert answers == [422] * 5 + [429]


def test_the_right_password_is_no_use_to_a_stranger_over_the_limit(client, officer):
    for _attempt in range(6):
        response = try_sign_in(client, "somying@example.go.th")

    assert int(response["Retry-After"]) > 0
    assert try_sign_in(client, "somying@example.go.th", PASSWORD).status_code == 429
    assert signed_in_as(client) is None


def test_strangers_cannot_lock_a_person_out_of_a_known_browser(client, client_factory, officer):
    try_sign_in(client, "somying@example.go.th", PASSWORD)
    client.post(reverse("account_logout"))
    stranger = client_factory()
    for _attempt in range(6):
        try_sign_in(stranger, "somying@example.go.th")

    assert try_sign_in(client, "somying@example.go.th", PASSWORD).status_code == 303
    client.post(reverse("account_logout"))
    assert try_sign_in(client, "A-0042", PASSWORD).status_code == 303


def test_a_known_browser_has_a_limit_of_its_own(client, officer):
    try_sign_in(client, "somying@example.go.th", PASSWORD)
    client.post(reverse("account_logout"))

    answers = [try_sign_in(client, "somying@example.go.th").status_code for _attempt in range(6)]

    assert answers == [422] * 5 + [429]


def test_a_device_cookie_is_worth_nothing_for_another_account_or_when_forged(client, officer):
    other = UserFactory()
    try_sign_in(client, other.email, PASSWORD)
    client.post(reverse("account_logout"))
    name = next(name for name in client.cookies if "device" in name)
    answers = [try_sign_in(client, "somying@example.go.th").status_code for _attempt in range(6)]
    client.cookies[name] = client.cookies[name].value[:-1] + "x"

    assert answers[-1] == 429
    assert try_sign_in(client, "somying@example.go.th").status_code == 429


def test_one_address_fails_thirty_times_and_a_forged_forwarded_for_does_not_help(client):
    answers = [
        try_sign_in(client, f"guess{n}@example.go.th", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code
        for n in range(31)
    ]

    assert answers == [422] * 30 + [429]


def test_signing_in_often_is_no_offence(client, client_factory, officer):
    assert {try_sign_in(client_factory(), "A-0042", PASSWORD).status_code for _time in range(8)} == {303}


def test_the_session_key_changes_at_sign_in(client, officer):
    session = client.session
    session["planted"] = "by a stranger"
    session.save()
    planted = session.session_key

    try_sign_in(client, "A-0042", PASSWORD)

    assert client.session.session_key != planted
    assert not client.session.exists(planted)


def test_a_disabled_person_is_out_at_once_and_stays_out(client, officer, administrator):
    try_sign_in(client, "A-0042", PASSWORD)
    assert client.get(reverse("me")).status_code == 200

    deactivate_person(officer, by=administrator)

    assert client.get(reverse("me")).status_code == 302
    assert try_sign_in(client, "A-0042", PASSWORD).status_code == 422


def test_nobody_signs_in_as_the_built_in_person(client):
    person = ensure_built_in_person(root_unit())
    person.person_code = "builtin"
    person.set_password(PASSWORD)
    person.save()

    assert try_sign_in(client, "builtin", PASSWORD).status_code == 422
    client.force_login(person)
    assert client.get(reverse("me")).status_code == 302


def test_demo_passwords_open_nothing_from_another_machine(client, settings):
    UserFactory(email="demo@example.go.th", is_demo=True)

    assert try_sign_in(client, "demo@example.go.th", PASSWORD, REMOTE_ADDR="192.0.2.7").status_code == 422
    assert try_sign_in(client, "demo@example.go.th", PASSWORD, REMOTE_ADDR="127.0.0.1").status_code == 303
    client.post(reverse("account_logout"))
    settings.PANYA_URL = "https://km.example.go.th"
    assert try_sign_in(client, "demo@example.go.th", PASSWORD, REMOTE_ADDR="127.0.0.1").status_code == 422


def test_the_persons_language_goes_to_the_cookie(client):
    person = UserFactory(language="en")

    try_sign_in(client, person.email, PASSWORD)

    assert client.cookies["panya-language"].value == "en"


def test_the_chosen_language_is_kept_with_the_person(client, officer):
    client.force_login(officer)
    client.post(reverse("choose_language"), {"language": "en"})

    assert User.objects.get(pk=officer.pk).language == "en"


def test_signing_out_needs_a_post(client, officer):
    client.force_login(officer)

    assert client.get(reverse("account_logout")).status_code == 405
    assert client.post(reverse("account_logout")).status_code == 303
    assert signed_in_as(client) is None


def link_path(person):
    return link_for(person).removeprefix("http://localhost:8000")


def test_a_one_time_link_signs_in_by_a_button_and_only_once(client, client_factory, officer):
    path = link_path(officer)

    assert client.get(path).status_code == 200
    assert signed_in_as(client) is None
    assert client.post(path).status_code == 303
    assert signed_in_as(client) == str(officer.pk)
    later = client_factory()
    assert (later.get(path).status_code, later.post(path).status_code) == (404, 404)
    assert signed_in_as(later) is None


def test_a_one_time_link_dies_within_the_hour_and_with_the_account(client, officer, administrator, time_machine):
    time_machine.move_to("2026-05-01T10:00:00+07:00", tick=False)
    path = link_path(officer)
    deactivated = link_path(administrator)
    administrator.is_active = False
    administrator.save()

    assert client.post(deactivated).status_code == 404
    time_machine.move_to("2026-05-01T11:00:01+07:00", tick=False)
    assert client.post(path).status_code == 404


def test_who_came_by_a_link_may_set_a_password_without_the_old_one(client, officer):
    client.post(link_path(officer))
    new = {"new_password": "ปลาทูนึ่งสองเข่ง", "again": "ปลาทูนึ่งสองเข่ง"}

    assert client.post(reverse("account_change_password"), new).status_code == 303
    assert User.objects.get(pk=officer.pk).check_password("ปลาทูนึ่งสองเข่ง")
    assert client.post(reverse("account_change_password"), new).status_code == 422
