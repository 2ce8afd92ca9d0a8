"""First passwords, own ones, and forgotten ones."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from panya.base.core.errors import NotAllowed, Refused
from panya.shared.audit.models import AuditEntry
from panya.shared.people.account_mail import send_account_mails
from panya.shared.people.actions.passwords import issue_first_password, set_own_password
from panya.shared.people.models import Role, User
from tests.factories import AppointmentFactory, UserFactory
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
NEW = "ปลาทูนึ่งสองเข่ง"


@pytest.fixture
def officer(department):
    return UserFactory(email="somying@example.go.th", person_code="A-0042", unit=department)


def forget(client, name):
    response = client.post(reverse("account_reset_password"), {"login": name})
    send_account_mails()
    return response


def mailed_path():
    return re.search(r"http://localhost:8000(\S+)", mail.outbox[-1].body)[1]


def test_a_first_password_is_easy_to_read_and_must_be_changed(client, unit_administrator, officer):
    password = issue_first_password(officer, by=unit_administrator)

    assert re.fullmatch(r"[a-z]{4}(-[a-z]{4}){3}", password)
    assert not set(password) & set("ilo01")
    client.post(reverse("account_login"), {"login": "A-0042", "password": password})
    assert client.get(reverse("me"))["Location"] == reverse("account_change_password")
    assert client.get("/")["Location"] == reverse("account_change_password")
    client.post(reverse("account_change_password"), {"new_password": NEW, "again": NEW})
    assert client.get(reverse("me")).status_code == 200


def test_the_secret_of_a_first_password_is_nowhere_in_the_audit(unit_administrator, officer):
    password = issue_first_password(officer, by=unit_administrator)

    entry = AuditEntry.objects.get(verb="people.issue_first_password")
    assert password not in str(vars(entry))
    assert password not in User.objects.get(pk=officer.pk).password


def test_only_the_keeper_of_a_person_issues_a_first_password(unit_administrator, officer, administrator):
    elsewhere = UserFactory()
    chief = AppointmentFactory(person=UserFactory(unit=officer.unit), role=Role.ADMINISTRATOR).person

    for by, person in [(officer, elsewhere), (unit_administrator, elsewhere), (unit_administrator, chief)]:
        with pytest.raises(NotAllowed):
            issue_first_password(person, by=by)
    assert issue_first_password(elsewhere, by=administrator)


def test_the_slip_is_shown_by_a_post_only_and_never_stored(client, unit_administrator, officer):
    client.force_login(unit_administrator)
    url = reverse("manage_first_password", args=[officer.public_id])

    assert client.get(url).status_code == 405
    response = client.post(url)

    assert "no-store" in response.headers["Cache-Control"]
    assert "A-0042" in response.content.decode()
    assert "somying@example.go.th" in response.content.decode()


def test_changing_the_password_ends_other_browsers_but_not_this_one(client, client_factory, officer):
    other = client_factory()
    for browser in (client, other):
        browser.post(reverse("account_login"), {"login": "A-0042", "password": PASSWORD})

    fields = {"old_password": PASSWORD, "new_password": NEW, "again": NEW}
    client.post(reverse("account_change_password"), fields)

    assert client.get(reverse("me")).status_code == 200
    assert other.get(reverse("me")).status_code == 302


def test_the_old_password_is_asked_for(client, officer):
    client.force_login(officer)

    response = client.post(
        reverse("account_change_password"), {"old_password": "ผิด", "new_password": NEW, "again": NEW}
    )

    assert response.status_code == 422
    assert User.objects.get(pk=officer.pk).check_password(PASSWORD)


@pytest.mark.parametrize("weak", ["สั้น", "password123456", "1234567890", "somying@example", PASSWORD, "ก" * 201])
def test_weak_passwords_are_refused_in_words(officer, weak):
    with pytest.raises(Refused, match="รหัสผ่าน"):
        set_own_password(officer, weak)


def test_forgetting_is_answered_alike_for_known_and_unknown_names(client, officer):
    UserFactory(email=None, person_code="no-mail")
    answers = [forget(client, name) for name in ("A-0042", "nobody@example.go.th", "no-mail")]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (303, reverse("account_reset_password_done"))
    }
    assert [message.to for message in mail.outbox] == [["somying@example.go.th"]]


def test_the_mail_is_plain_thai_and_its_link_works_once(client, officer):
    forget(client, "somying@example.go.th")
    path = mailed_path()

    assert "รหัสผ่านใหม่" in mail.outbox[0].body
    assert mail.outbox[0].message().get_content_type() == "text/plain"
    assert client.get(path).status_code == 200
    assert client.post(path, {"new_password": NEW, "again": NEW}).status_code == 303
    assert User.objects.get(pk=officer.pk).check_password(NEW)
    assert client.get(path).status_code == client.post(path, {"new_password": PASSWORD}).status_code == 404


def test_a_reset_link_dies_within_a_day(client, officer, time_machine):
    time_machine.move_to("2026-05-01T10:00:00+07:00", tick=False)
    forget(client, "A-0042")
    time_machine.move_to("2026-05-02T10:00:05+07:00", tick=False)

    assert client.get(mailed_path()).status_code == 404


@pytest.mark.parametrize("name", ["A-0042", "nobody@example.go.th"])
def test_three_mails_an_hour_for_one_account_known_or_not(client, officer, name):
    answers = [
        client.post(reverse("account_reset_password"), {"login": name}, REMOTE_ADDR=f"192.0.2.{n}").status_code
        for n in range(4)
    ]

    assert answers == [303, 303, 303, 429]


def test_three_mails_an_hour_for_one_address(client, db):
    answers = [forget(client, f"nobody{n}@example.go.th").status_code for n in range(4)]

    assert answers == [303, 303, 303, 429]
