"""Mails about an account: queued in the act's transaction, sent by the worker, lost by no killed process."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from panya.shared.people import account_mail, doctor_checks
from panya.shared.people.account_mail import forget_old_notices, send_account_mails
from panya.shared.people.actions.notices import tell
from panya.shared.people.actions.passwords import issue_first_password, set_own_password
from panya.shared.people.actions.people import PersonFields, change_person, deactivate_person
from panya.shared.people.actions.second_step import remove_app
from panya.shared.people.models import AccountNotice, NoticeKind
from panya.shared.people.notice_words import words_about
from tests.factories import UserFactory
from tests.shared.people.steps import give_password, with_app

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@pytest.fixture
def officer(department):
    return UserFactory(email="old@example.go.th", person_code="A-0042", unit=department)


def ask_for_reset(client, name):
    return client.post(reverse("account_reset_password"), {"login": name})


def changed(person, **fields):
    present = {name: getattr(person, name) or "" for name in PersonFields.__dataclass_fields__}
    return PersonFields(**present | fields)


def test_a_reset_waits_in_the_table_without_its_link_until_the_worker_sends_it(client, officer):
    ask_for_reset(client, "A-0042")

    notice = AccountNotice.objects.get()
    assert (notice.kind, notice.to, notice.mailed_at, mail.outbox) == ("reset", "old@example.go.th", None, [])
    assert "password/new" not in str(vars(notice))
    assert (send_account_mails(), send_account_mails()) == (1, 0)
    assert "/password/new/" in mail.outbox[0].body


def test_unknown_names_leave_a_row_too_and_no_mail(client, officer):
    for name in ("A-0042", "nobody@example.go.th"):
        ask_for_reset(client, name)

    assert AccountNotice.objects.count() == 2
    send_account_mails()
    assert [message.to for message in mail.outbox] == [["old@example.go.th"]]


def test_a_mail_that_fails_is_tried_again_and_in_the_end_given_up(officer, settings, time_machine):
    settings.EMAIL_BACKEND = "tests.shared.people.broken_mail.EmailBackend"
    tell(officer, NoticeKind.PASSWORD_CHANGED)
    now = timezone.now()
    tries = []
    for minutes in (0, 1, 3, 20, 100, 600, 3000, 9000):
        time_machine.move_to(now + timedelta(minutes=minutes), tick=False)
        send_account_mails()
        tries.append(AccountNotice.objects.get().tries)

    assert tries == [1, 1, 2, 3, 4, 5, 5, 5]
    assert AccountNotice.objects.get().given_up_at is not None


def test_what_a_killed_worker_had_claimed_is_sent_later(officer, time_machine, monkeypatch):
    tell(officer, NoticeKind.PASSWORD_CHANGED)

    def killed(notice):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(account_mail, "_send", killed)
        with pytest.raises(KeyboardInterrupt):
            send_account_mails()
    assert send_account_mails() == 0
    time_machine.move_to(timezone.now() + timedelta(minutes=3))

    assert send_account_mails() == 1
    assert len(mail.outbox) == 1


def test_the_old_address_hears_that_an_administrator_changed_it(client, officer, administrator):
    change_person(officer, changed(officer, email="new@example.go.th"), by=administrator)
    send_account_mails()

    assert [message.to for message in mail.outbox] == [["old@example.go.th"]]
    assert f"{administrator.name}เปลี่ยนอีเมลของบัญชีคุณ" in mail.outbox[0].body
    officer.refresh_from_db()
    page = client.get(give_password(client, officer, next="/me")["Location"]).content.decode()
    assert "เปลี่ยนอีเมลของบัญชีคุณ" in page


def test_other_changes_of_a_person_are_no_news_of_the_account(officer, administrator):
    change_person(officer, changed(officer, position="นักวิชาการ"), by=administrator)

    assert AccountNotice.objects.count() == 0


def test_an_issued_password_a_new_one_and_a_removed_second_step_are_told(officer, administrator):
    with_app(officer)
    issue_first_password(officer, by=administrator)
    set_own_password(officer, "ปลาทูนึ่งสองเข่ง")
    remove_app(officer, staying=None)

    assert [notice.kind for notice in AccountNotice.objects.order_by("pk")] == [
        "password_issued",
        "password_changed",
        "app_removed",
    ]


def test_every_kind_has_its_words_in_both_languages(officer, settings):
    from django.utils import translation

    kinds = [kind for kind in NoticeKind if kind != NoticeKind.RESET]
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = [words_about(AccountNotice(person=officer, kind=kind, count=3)) for kind in kinds]

    assert [len(set(words)) for words in said.values()] == [len(kinds), len(kinds)]
    assert not set(said["th"]) & set(said["en"])


def test_a_person_without_an_address_is_told_at_sign_in_only(client, administrator):
    person = UserFactory(email=None, person_code="77")
    tell(person, NoticeKind.TAKEN_AWAY, by=administrator, reason="โทรศัพท์หาย")

    assert (send_account_mails(), mail.outbox) == (0, [])
    assert AccountNotice.objects.to_mail(timezone.now()).count() == 0


@pytest.mark.parametrize("meanwhile", ["account rests", "other address", "a day later"])
def test_a_reset_is_not_sent_where_it_no_longer_belongs(client, officer, administrator, time_machine, meanwhile):
    ask_for_reset(client, "A-0042")
    if meanwhile == "account rests":
        deactivate_person(officer, by=administrator)
    elif meanwhile == "other address":
        change_person(officer, changed(officer, email="new@example.go.th"), by=administrator)
    else:
        time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))
    send_account_mails()

    assert [message for message in mail.outbox if "/password/new/" in message.body] == []


def test_a_reason_with_line_breaks_makes_no_header(officer, administrator):
    tell(officer, NoticeKind.TAKEN_AWAY, by=administrator, reason="ก\r\nBcc: evil@example.org")
    send_account_mails()

    assert mail.outbox[0].recipients() == ["old@example.go.th"]
    assert "Bcc" not in dict(mail.outbox[0].message().items())


def test_the_doctor_says_when_mails_wait_and_old_news_are_forgotten(officer, time_machine):
    tell(officer, NoticeKind.PASSWORD_CHANGED)
    assert doctor_checks.account_mail().ok
    time_machine.move_to(timezone.now() + timedelta(minutes=16))
    assert not doctor_checks.account_mail().ok
    time_machine.move_to(timezone.now() + timedelta(days=91))

    assert (forget_old_notices(), AccountNotice.objects.count()) == (1, 0)
