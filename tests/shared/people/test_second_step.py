"""The second step of signing in: set up, asked for on every way in, limited, lost and taken away."""

import logging
import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.urls import reverse

from panya.base.core.errors import NotAllowed, Refused
from panya.shared.audit.models import AuditEntry
from panya.shared.people.account_mail import reset_tokens
from panya.shared.people.actions.passwords import set_own_password
from panya.shared.people.actions.people import deactivate_person, ensure_built_in_person
from panya.shared.people.actions.second_step import take_away_second_step
from panya.shared.people.models import AccountNotice, NoticeKind
from panya.shared.people.one_time_link import link_for
from panya.shared.people.second_step import app_codes
from panya.shared.people.second_step.adapter import SecondSteps
from tests.factories import UserFactory, root_unit
from tests.factories.people import PASSWORD
from tests.shared.people.steps import (
    code_of,
    give_code,
    give_password,
    kinds_of,
    signed_in_as,
    with_app,
    with_codes,
)

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
NOON = "2026-05-01T12:00:00+07:00"
NEW = "ปลาทูนึ่งสองเข่ง"


@pytest.fixture
def officer(department):
    return UserFactory(email="somying@example.go.th", person_code="A-0042", unit=department)


@pytest.fixture
def secret(officer):
    return with_app(officer)


def set_up_app(client):
    """Begin, and read the secret from the page as a person types it."""
    client.post(reverse("security_app_begin"))
    page = client.get(reverse("security_app")).content.decode()
    return re.search(r'<bdi translate="no">([A-Z2-7 ]+)</bdi>', page)[1].replace(" ", "")


def test_an_app_is_set_up_by_its_first_code_and_recovery_codes_follow(client, officer):
    client.force_login(officer)
    typed = set_up_app(client)

    response = client.post(reverse("security_app"), {"code": code_of(typed)})

    codes = re.findall(r"data-code[^>]*>([^<]+)<", response.content.decode())
    assert (response.status_code, len(set(codes))) == (200, 10)
    assert "no-store" in response.headers["Cache-Control"]
    assert kinds_of(officer) == ["recovery_codes", "totp"]
    assert not any(code in str(Authenticator.objects.values_list("data", flat=True)) for code in [typed, *codes])


def test_the_picture_says_what_is_typed(client, officer):
    client.force_login(officer)
    typed = set_up_app(client)

    address = app_codes.address_for(officer, typed)

    assert address.startswith("otpauth://totp/Panya%20localhost%3Asomying%40example.go.th?secret=" + typed)
    assert app_codes.square(address).path in client.get(reverse("security_app")).content.decode()


def test_a_wrong_first_code_sets_nothing_up(client, officer):
    client.force_login(officer)
    typed = set_up_app(client)

    response = client.post(reverse("security_app"), {"code": code_of(typed, steps=5)})

    assert (response.status_code, kinds_of(officer)) == (422, [])


def test_without_a_second_step_the_password_is_enough(client, officer):
    assert give_password(client, officer)["Location"] == "/"
    assert signed_in_as(client) == str(officer.pk)


def test_after_the_password_the_code_is_asked_for_and_leads_where_one_wanted_to_go(client, officer, secret):
    first = give_password(client, officer, next="/me")

    assert (first.status_code, first["Location"]) == (303, reverse("mfa_authenticate"))
    assert signed_in_as(client) is None
    assert client.get("/me").status_code == 302
    second = give_code(client, f" {code_of(secret)} ")
    assert (second.status_code, second["Location"]) == (303, "/me")
    assert signed_in_as(client) == str(officer.pk)


def test_thai_digits_and_the_half_minutes_beside_are_taken(client, client_factory, officer, secret, time_machine):
    time_machine.move_to(NOON, tick=False)
    for code, status in [
        (code_of(secret).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")), 303),
        (code_of(secret, steps=1), 303),
        (code_of(secret, steps=2), 422),
        (code_of(secret, steps=-2), 422),
    ]:
        browser = client_factory()
        give_password(browser, officer)
        assert give_code(browser, code).status_code == status, code


def test_a_code_is_good_once_and_none_before_it(client, client_factory, officer, secret, time_machine):
    time_machine.move_to(NOON, tick=False)
    give_password(client, officer)
    give_code(client, code_of(secret))
    other = client_factory()
    give_password(other, officer)

    assert give_code(other, code_of(secret)).status_code == 422
    assert give_code(other, code_of(secret, steps=-1)).status_code == 422
    assert signed_in_as(other) is None


def test_a_recovery_code_is_good_once_however_it_is_typed_and_its_use_is_told(client, client_factory, officer, secret):
    code = with_codes(officer)[3]
    give_password(client, officer)

    assert give_code(client, code.upper().replace("-", " ")).status_code == 303
    other = client_factory()
    give_password(other, officer)
    assert give_code(other, code).status_code == 422
    assert AuditEntry.objects.filter(verb="people.use_recovery_code").count() == 1
    notice = AccountNotice.objects.get(kind=NoticeKind.CODE_USED)
    assert (notice.person, notice.count, notice.to) == (officer, 9, "somying@example.go.th")


def test_new_recovery_codes_void_the_old_ones(client, officer, secret):
    old = with_codes(officer)
    client.force_login(officer)
    page = client.post(reverse("security_codes")).content.decode()
    new = re.findall(r"data-code[^>]*>([^<]+)<", page)
    client.post(reverse("account_logout"))
    give_password(client, officer)

    assert not set(old) & set(new)
    assert give_code(client, old[0]).status_code == 422
    assert give_code(client, new[0]).status_code == 303


def test_recovery_codes_need_a_second_step_for_which_they_stand(client, officer):
    client.force_login(officer)

    assert client.post(reverse("security_codes")).status_code == 422
    assert kinds_of(officer) == []


def test_a_one_time_link_proves_the_mail_only_and_the_second_step_follows(client, officer, secret):
    path = link_for(officer).removeprefix("http://localhost:8000")

    assert client.post(path)["Location"] == reverse("mfa_authenticate")
    assert signed_in_as(client) is None
    assert give_code(client, code_of(secret))["Location"] == reverse("account_change_password")
    fields = {"new_password": NEW, "again": NEW}
    assert client.post(reverse("account_change_password"), fields).status_code == 303


def test_a_link_of_one_person_does_not_stand_for_the_password_of_another(client, officer):
    other = UserFactory()
    with_app(other)
    client.post(link_for(other).removeprefix("http://localhost:8000"))
    give_password(client, officer)

    response = client.post(reverse("account_change_password"), {"new_password": NEW, "again": NEW})

    assert response.status_code == 422


def test_a_new_password_by_mail_leaves_the_second_step_as_it_was(client, officer, secret):
    path = reverse(
        "account_reset_password_from_key", kwargs={"uidb36": officer.public_id, "key": reset_tokens.make_token(officer)}
    )
    client.post(path, {"new_password": NEW, "again": NEW})

    answer = client.post(reverse("account_login"), {"login": "A-0042", "password": NEW})

    assert answer["Location"] == reverse("mfa_authenticate")


def test_who_waits_is_forgotten_within_a_quarter_of_an_hour_but_who_came_in_stays(
    client, client_factory, officer, secret, time_machine
):
    time_machine.move_to(NOON, tick=False)
    waiting = client_factory()
    for browser in (client, waiting):
        give_password(browser, officer)
    give_code(client, code_of(secret))
    time_machine.move_to("2026-05-01T12:15:01+07:00", tick=False)

    assert give_code(waiting, code_of(secret))["Location"] == reverse("account_login")
    assert client.get("/me").status_code == 200
    time_machine.move_to("2026-05-15T11:00:00+07:00", tick=False)
    assert client.get("/me").status_code == 200


def test_the_second_step_is_no_page_for_who_did_not_take_the_first(client, officer, secret):
    assert client.get(reverse("mfa_authenticate"))["Location"] == reverse("account_login")
    assert give_code(client, code_of(secret))["Location"] == reverse("account_login")
    assert signed_in_as(client) is None


@pytest.mark.parametrize("change", ["disabled", "new password"])
def test_who_waits_before_the_second_step_is_out_when_the_account_changes(
    client, officer, secret, administrator, change
):
    give_password(client, officer)
    if change == "disabled":
        deactivate_person(officer, by=administrator)
    else:
        set_own_password(officer, NEW)

    assert give_code(client, code_of(secret))["Location"] == reverse("account_login")
    assert signed_in_as(client) is None


def test_the_session_key_changes_at_each_step(client, officer, secret):
    session = client.session
    session["planted"] = "by a stranger"
    session.save()
    keys = [session.session_key]
    give_password(client, officer)
    keys.append(client.session.session_key)
    give_code(client, code_of(secret))
    keys.append(client.session.session_key)

    assert len(set(keys)) == 3
    assert [client.session.exists(key) for key in keys] == [False, False, True]


def test_signing_in_as_another_leaves_nothing_of_the_one_before(client, officer, secret):
    client.force_login(UserFactory())
    session = client.session
    session["kept"] = "of the other"
    session.save()

    give_password(client, officer)

    assert signed_in_as(client) is None
    assert "kept" not in client.session


def test_the_sixth_wrong_code_is_refused_and_the_person_hears_of_it_once(client, client_factory, officer, secret):
    give_password(client, officer)

    answers = [give_code(client, "000000").status_code for _try in range(7)]

    assert answers == [422] * 5 + [429] * 2
    assert give_code(client, code_of(secret)).status_code == 429
    assert AccountNotice.objects.filter(kind=NoticeKind.GUESSED, person=officer).count() == 1


def test_who_knows_the_password_cannot_lock_the_person_out_of_a_known_browser(
    client, client_factory, officer, secret, time_machine
):
    time_machine.move_to(NOON, tick=False)
    give_password(client, officer)
    give_code(client, code_of(secret, steps=-1))
    client.post(reverse("account_logout"))
    thief = client_factory()
    give_password(thief, officer)
    for _try in range(7):
        give_code(thief, "000000")

    give_password(client, officer)
    assert give_code(client, code_of(secret)).status_code == 303


def test_a_new_password_opens_a_new_count(client, client_factory, officer, secret):
    thief = client_factory()
    give_password(thief, officer)
    for _try in range(7):
        give_code(thief, "000000")
    set_own_password(officer, NEW)

    client.post(reverse("account_login"), {"login": "A-0042", "password": NEW})

    assert give_code(client, code_of(secret)).status_code == 303


def test_strangers_without_the_password_never_meet_the_second_step(client, officer, secret):
    plain = UserFactory(email="plain@example.go.th")
    answers = []
    for name in (officer.email, plain.email, "nobody12@example.go.th"):
        response = client.post(reverse("account_login"), {"login": name, "password": "ผิด"})
        text = response.content.decode().replace(name, "NAME").replace(str(response.context["csrf_token"]), "TOKEN")
        answers.append((response.status_code, text))

    assert answers[0] == answers[1] == answers[2]


def test_every_failure_stands_in_the_log_without_secrets(client, officer, secret, caplog):
    caplog.set_level(logging.WARNING, "panya.sign_in")
    client.post(reverse("account_login"), {"login": "hunter2-typed-here", "password": "ความลับสุดยอด"})
    give_password(client, officer)
    give_code(client, "123123")

    lines = [record.getMessage() for record in caplog.records if record.name == "panya.sign_in"]
    assert [re.search(r"step=(\S+) why=([^=]+) whom", line).groups() for line in lines] == [
        ("password", "refused"),
        ("second-step", "wrong code"),
    ]
    assert officer.public_id in lines[1]
    assert "from=xxx.0.xxx.xxx" in lines[1]
    assert not re.search(r"hunter2|ความลับ|123123|somying", " ".join(lines))


def test_before_changes_the_person_proves_again_who_it_is(client, officer, secret, time_machine):
    time_machine.move_to(NOON, tick=False)
    give_password(client, officer)
    give_code(client, code_of(secret))
    time_machine.move_to("2026-05-01T12:16:00+07:00", tick=False)
    ask = reverse("security_confirm")

    assert client.post(reverse("security_app_remove"))["Location"] == f"{ask}?next=/security"
    for fields in ({"password": PASSWORD, "code": "000000"}, {"password": "ผิด", "code": code_of(secret)}, {}):
        assert client.post(ask, fields).status_code == 422
    assert client.post(reverse("security_app_remove"))["Location"].startswith(ask)
    answer = client.post(ask, {"password": PASSWORD, "code": code_of(secret), "next": "/security"})
    assert (answer.status_code, answer["Location"]) == (303, "/security")
    assert client.post(reverse("security_app_remove"))["Location"] == reverse("security")
    assert kinds_of(officer) == []


def test_the_proof_leads_never_off_the_site_and_is_limited(client, officer):
    client.force_login(officer)
    ask = reverse("security_confirm")

    assert client.post(ask, {"password": PASSWORD, "next": "https://evil.example/"})["Location"] == "/security"
    answers = [client.post(ask, {"password": "ผิด"}).status_code for _try in range(11)]
    assert answers == [422] * 10 + [429]


def test_the_last_second_step_takes_the_recovery_codes_along_and_ends_other_browsers(
    client, client_factory, officer, secret
):
    with_codes(officer)
    other = client_factory()
    for browser in (client, other):
        browser.force_login(officer)

    client.post(reverse("security_app_remove"))

    assert kinds_of(officer) == []
    assert client.get("/me").status_code == 200
    assert other.get("/me").status_code == 302


def test_whoever_keeps_a_person_takes_a_lost_second_step_away_and_says_why(client, officer, secret, unit_administrator):
    browser = client
    browser.force_login(officer)

    take_away_second_step(officer, by=unit_administrator, reason="โทรศัพท์ตกน้ำ")

    assert kinds_of(officer) == []
    assert browser.get("/me").status_code == 302
    entry = AuditEntry.objects.get(verb="people.take_away_second_step")
    assert (entry.actor_id, entry.reason, entry.before) == (
        unit_administrator.pk,
        "โทรศัพท์ตกน้ำ",
        {"second_steps": ["totp"]},
    )
    page = give_password(browser, officer, next="/me")
    assert "โทรศัพท์ตกน้ำ" in browser.get(page["Location"]).content.decode()
    browser.post(reverse("account_logout"))
    assert "โทรศัพท์ตกน้ำ" not in browser.get(give_password(browser, officer, next="/me")["Location"]).content.decode()


def test_nobody_else_takes_it_away_and_never_without_a_reason(officer, secret, unit_administrator, administrator):
    with_app(administrator)
    with_app(unit_administrator)

    for by, person in [(UserFactory(), officer), (officer, officer), (unit_administrator, administrator)]:
        with pytest.raises(NotAllowed):
            take_away_second_step(person, by=by, reason="ลืม")
    for by, person, reason in [
        (administrator, officer, " "),
        (administrator, administrator, "ลืม"),
        (administrator, UserFactory(), "ไม่มี"),
    ]:
        with pytest.raises(Refused):
            take_away_second_step(person, by=by, reason=reason)
    assert [kinds_of(one) for one in (officer, unit_administrator, administrator)] == [["totp"]] * 3


def test_administrators_without_a_second_step_are_reminded_and_nobody_else(client, administrator, officer):
    words = "บัญชีผู้ดูแลควรมีขั้นที่สอง"
    client.force_login(administrator)
    assert words in client.get(reverse("manage")).content.decode()
    assert words in client.get(reverse("security")).content.decode()
    with_app(administrator)
    assert words not in client.get(reverse("manage")).content.decode()
    client.force_login(officer)
    assert words not in client.get(reverse("security")).content.decode()


def test_a_secret_lies_encrypted_and_an_unreadable_one_opens_nothing(client, officer, secret, settings):
    kept = Authenticator.objects.get(user=officer).data["secret"]
    assert (secret in kept, SecondSteps().decrypt(kept)) == (False, secret)
    settings.SECRET_KEY = "another"

    assert SecondSteps().decrypt(kept) == ""
    assert not app_codes.use(Authenticator.objects.get(user=officer), code_of(secret))


def test_the_command_on_the_server_takes_a_second_step_away(officer, secret):
    ensure_built_in_person(root_unit())

    call_command("person", "somying@example.go.th", "--without-second-step", stdout=StringIO())

    assert kinds_of(officer) == []
    assert AccountNotice.objects.get(kind=NoticeKind.TAKEN_AWAY).by_name == ""
