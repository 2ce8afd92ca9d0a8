"""Passkeys: alone or as second step, bound to this site, one answer to a challenge."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from panya.shared.people.actions.people import deactivate_person
from panya.shared.people.queries import find_passkey
from tests.factories import SoftKey, UserFactory
from tests.shared.people.steps import give_password, kinds_of, signed_in_as, with_app

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@pytest.fixture
def officer():
    return UserFactory(email="somying@example.go.th")


def added(client, person, name="โทรศัพท์ของฉัน", key=None):
    key = key or SoftKey()
    client.force_login(person)
    options = client.post(reverse("security_passkey_options")).json()
    answer = client.post(reverse("security_passkey_new"), {"name": name, "credential": key.make(options)})
    return key, answer


@pytest.fixture
def key(client, officer):
    key, _answer = added(client, officer)
    client.post(reverse("account_logout"))
    return key


def ask(client, **fields):
    return client.post(reverse("sign_in_passkey_options"), fields).json()


def show(client, answer, **fields):
    return client.post(reverse("sign_in_passkey"), {"credential": answer, **fields})


def only_key(person):
    return Authenticator.objects.get(user=person, type="webauthn")


def test_a_passkey_is_added_with_a_name_and_recovery_codes_follow_once(client, officer):
    _key, first = added(client, officer, "มือถือ")
    _key, second = added(client, officer, "")

    assert (first.status_code, second.status_code, second["Location"]) == (200, 303, "/security")
    assert kinds_of(officer) == ["recovery_codes", "webauthn", "webauthn"]
    page = client.get(reverse("security")).content.decode()
    assert "<strong>มือถือ</strong>" in page
    assert "<strong>กุญแจผ่าน</strong>" in page


def test_a_passkey_alone_signs_in_and_no_second_step_follows(client, officer, key):
    with_app(officer)

    answer = show(client, key.show(ask(client)), next="/me")

    assert (answer.status_code, answer["Location"]) == (303, "/me")
    assert signed_in_as(client) == str(officer.pk)


def test_a_passkey_leads_never_off_the_site(client, officer, key):
    assert show(client, key.show(ask(client)), next="https://evil.example/")["Location"] == "/"


def test_a_passkey_is_the_second_step_after_the_password(client, officer, key):
    assert give_password(client, officer)["Location"] == reverse("mfa_authenticate")
    options = ask(client, second_step="1")

    assert len(options["publicKey"]["allowCredentials"]) == 1
    answer = client.post(reverse("mfa_authenticate"), {"credential": key.show(options, verified=False)})
    assert (answer.status_code, signed_in_as(client)) == (303, str(officer.pk))


def test_the_passkey_of_another_is_no_second_step(client, officer, key):
    other = UserFactory()
    stranger, _answer = added(client, other)
    client.post(reverse("account_logout"))
    give_password(client, officer)

    client.post(reverse("mfa_authenticate"), {"credential": stranger.show(ask(client, second_step="1"))})

    assert signed_in_as(client) is None


def test_a_device_that_did_not_check_its_person_is_no_first_step(client, officer, key):
    assert show(client, key.show(ask(client), verified=False)).status_code == 422
    assert signed_in_as(client) is None


def test_an_answer_is_good_for_one_challenge_and_one_purpose(client, client_factory, officer, key):
    answer = key.show(ask(client))
    other = client_factory()
    ask(other)
    assert show(other, answer).status_code == 422
    assert show(client, answer).status_code == 303
    client.post(reverse("account_logout"))
    assert show(client, answer).status_code == 422

    give_password(client, officer)
    second = key.show(ask(client, second_step="1"))
    assert show(client, second).status_code == 422
    assert signed_in_as(client) is None


def test_a_challenge_dies_within_five_minutes(client, officer, key, time_machine):
    time_machine.move_to("2026-05-01T12:00:00+07:00", tick=False)
    answer = key.show(ask(client))
    time_machine.move_to("2026-05-01T12:05:01+07:00", tick=False)

    assert show(client, answer).status_code == 422


@pytest.mark.parametrize("site", ["https://testserver", "http://evil.testserver", "http://testserver:8000"])
def test_an_answer_for_another_site_is_refused(client, officer, key, site):
    key.site = site

    assert show(client, key.show(ask(client))).status_code == 422


def test_a_copied_key_is_noticed_by_its_counter(client, officer, key):
    assert show(client, key.show(ask(client))).status_code == 303
    client.post(reverse("account_logout"))
    key.counter = 0

    assert show(client, key.show(ask(client))).status_code == 422


@pytest.mark.parametrize(
    "answer",
    ["", "null", "[]", "{}", '{"id": 1}', "x" * 30_000, '{"id": "AA", "rawId": "AA", "response": {}}', "[" * 19_000],
)
def test_nonsense_is_answered_in_words(client, officer, key, answer):
    ask(client)

    response = show(client, answer)

    assert response.status_code == 422
    assert "กุญแจผ่านนี้ใช้กับระบบนี้ไม่ได้" in response.content.decode()


def test_a_handle_of_nobody_and_bytes_that_are_no_text_are_answered_alike(client, officer, key):
    for owner in (b"", b"zzzz", b"\xff\xfe"):
        key.owner = owner
        assert show(client, key.show(ask(client))).status_code == 422


def test_a_disabled_person_is_not_let_in_by_a_passkey(client, officer, key, administrator):
    deactivate_person(officer, by=administrator)

    assert show(client, key.show(ask(client))).status_code == 422
    assert signed_in_as(client) is None


def test_an_own_passkey_is_renamed_and_removed_and_others_are_out(client, client_factory, officer, key):
    other = client_factory()
    for browser in (client, other):
        browser.force_login(officer)
    public_id = only_key(officer).data["public_id"]

    assert client.post(reverse("security_passkey", args=[public_id]), {"name": "ใหม่"}).status_code == 303
    assert find_passkey(officer, public_id).data["name"] == "ใหม่"
    assert client.post(reverse("security_passkey", args=[public_id]), {"name": "ก" * 61}).status_code == 422
    assert client.post(reverse("security_passkey_remove", args=[public_id])).status_code == 303
    assert kinds_of(officer) == []
    assert client.get("/me").status_code == 200
    assert other.get("/me").status_code == 302


def test_a_passkey_proves_again_who_it_is(client, officer, key, time_machine):
    time_machine.move_to("2026-05-01T12:00:00+07:00", tick=False)
    client.force_login(officer)
    time_machine.move_to("2026-05-01T12:16:00+07:00", tick=False)
    refused = client.post(reverse("security_passkey_options"), headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json()) == (409, {"confirm": "/security/confirm?next=/security"})
    options = client.post(reverse("security_confirm_options")).json()

    answer = client.post(
        reverse("security_confirm"), {"credential": key.show(options), "next": "/security/passkeys/new"}
    )

    assert (answer.status_code, answer["Location"]) == (303, "/security/passkeys/new")
    assert client.post(reverse("security_codes")).status_code == 200


def test_an_eleventh_passkey_is_refused(client, officer):
    answers = [added(client, officer)[1].status_code for _time in range(11)]

    assert answers == [200] + [303] * 9 + [422]


def test_the_options_tell_nothing_of_people(client, officer, key):
    options = ask(client)

    assert json.dumps(options["publicKey"].get("allowCredentials") or []) == "[]"
    assert sorted(options["publicKey"]) == ["challenge", "rpId", "userVerification"]


def test_under_a_bare_address_the_page_says_where_passkeys_work(client, settings):
    here = client.get(reverse("account_login"), headers={"host": "127.0.0.1:8000"}).content.decode()
    there = client.get(reverse("account_login"), headers={"host": "localhost:8000"}).content.decode()

    assert ("data-passkey=" in here, 'href="http://localhost:8000"' in here) == (False, True)
    assert ("data-passkey=" in there, 'href="http://localhost:8000"' in there) == (True, False)
