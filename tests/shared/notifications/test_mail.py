"""Mails about notifications: what they say, to whom they go, and that each goes out once whatever breaks."""

import smtplib
import socket
import threading
from datetime import timedelta
from email import message_from_bytes

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from panya.base.core.doctor import examine_all
from panya.shared.content.mentions import KIND
from panya.shared.content.models import Access, Item
from panya.shared.notifications import delivery
from panya.shared.notifications.actions import tell
from panya.shared.notifications.delivery import CLAIM_HOLDS, PAUSES, Postman, send_due
from panya.shared.notifications.models import MailState, Notification, Wish
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.models import User
from tests.factories import NoteFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "cache"])
HERE = "tests.shared.notifications.test_mail"


class AwayBackend(EmailBackend):
    """The server cannot be reached."""

    def open(self):
        raise ConnectionRefusedError("no server there")


class FailingBackend(EmailBackend):
    """The server takes the connection and fails at the mail."""

    error: Exception = smtplib.SMTPServerDisconnected("gone")

    def send_messages(self, messages):
        raise FailingBackend.error


class KilledBackend(EmailBackend):
    """The process ends after the server took the mail, before anything could be noted."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise SystemExit


class LookingBackend(EmailBackend):
    """Notes whether a transaction was open while a mail went out."""

    inside: list[bool] = []

    def send_messages(self, messages):
        LookingBackend.inside.append(connection.in_atomic_block)
        return super().send_messages(messages)


def _told(person: User | None = None, **words: str) -> Notification:
    person, item = person or UserFactory(), NoteFactory(title="เล่าเรื่องส่งออก")
    by = UserFactory(first_name="สมชาย", last_name="ใจกว้าง")
    tell(KIND, [person], subject=item.pk, by=by, key=f"comment/{item.pk}", words=words)
    return Notification.objects.get(person=person, key=f"comment/{item.pk}")


def _later(**time):
    return time_machine.travel(timezone.now() + timedelta(**time), tick=False)


def _state(row: Notification) -> str:
    return Notification.objects.get(pk=row.pk).mail


def test_the_mail_says_who_did_what_with_which_record_and_where_to_read_on():
    row = _told(at="comment-7")

    assert send_due() == 1

    (sent,) = mail.outbox
    assert sent.to == [row.person.email]
    assert sent.subject == "[ปัญญา] สมชาย ใจกว้าง กล่าวถึงคุณ: เล่าเรื่องส่งออก"
    assert f"http://localhost:8000/notes/{row.subject}#comment-7" in sent.body
    assert "http://localhost:8000/notifications/settings" in sent.body
    html = sent.alternatives[0].content
    assert f'href="http://localhost:8000/notes/{row.subject}#comment-7"' in html
    assert "src=" not in html
    assert sent.extra_headers["Message-ID"] == f"<{row.public_id}@localhost>"
    assert sent.extra_headers["List-Unsubscribe"] == "<http://localhost:8000/notifications/settings>"


def test_a_mail_never_holds_the_text_of_a_record():
    item = NoteFactory(title="ชื่อที่บอกได้", lead="คำนำลับ", body="<p>เนื้อหาลับ</p>", access=Access.INTERNAL)
    tell(KIND, [UserFactory()], subject=item.pk, by=None, key="comment/1", words={"name": "ผู้เยี่ยมชม"})
    send_due()

    whole = mail.outbox[0].message().as_string() + mail.outbox[0].body + mail.outbox[0].alternatives[0].content
    assert "ชื่อที่บอกได้" in whole
    assert ("คำนำลับ" in whole, "เนื้อหาลับ" in whole) == (False, False)


def test_of_a_restricted_record_not_even_the_title_goes_out():
    person = UserFactory()
    item = NoteFactory(title="ชื่อจำกัด", access=Access.RESTRICTED, circles=(circle_of_person(person),))
    tell(KIND, [person], subject=item.pk, by=None, key="comment/1", words={"name": "ใครคนหนึ่ง"})

    assert send_due() == 1

    sent = mail.outbox[0]
    assert "ชื่อจำกัด" not in sent.subject + sent.body + sent.alternatives[0].content
    assert f"/notes/{item.pk}" in sent.body


def test_the_mail_speaks_the_language_of_the_person():
    _told(UserFactory(language="en"))
    send_due()

    assert mail.outbox[0].subject.startswith("[Panya] สมชาย ใจกว้าง mentioned you")


def test_names_and_titles_with_line_breaks_forge_no_header():
    person = UserFactory()
    by = UserFactory(first_name="เอ\r\nBcc: everyone@example.com", last_name="บี")
    item = NoteFactory()
    Item.objects.filter(pk=item.pk).update(title="เรื่อง\nTo: x@example.com\u2028")
    tell(KIND, [person], subject=item.pk, by=by, key="comment/1")

    send_due()

    read = message_from_bytes(mail.outbox[0].message().as_bytes())
    assert (read.get_all("Bcc"), read.get_all("To")) == (None, [person.email])
    assert mail.outbox[0].recipients() == [person.email]


def test_each_mail_goes_out_once_however_often_the_task_runs():
    row = _told()

    assert [send_due(), send_due(), send_due()] == [1, 0, 0]

    with _later(days=2):
        assert send_due() == 0
    assert (len(mail.outbox), _state(row)) == (1, MailState.SENT)


def test_of_two_workers_one_sends():
    rows = [_told() for _ in range(6)]
    at_once = threading.Barrier(2)

    def work():
        at_once.wait()
        try:
            send_due()
            send_due()
        finally:
            delivery.connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(row.person.email for row in rows)


def test_a_worker_killed_between_claim_and_sending_loses_no_mail_and_doubles_none():
    row = _told()
    assert delivery._claim().pk == row.pk  # …and here it is killed.

    assert send_due() == 0
    with _later(seconds=CLAIM_HOLDS.total_seconds() + 1):
        assert send_due() == 1
        assert send_due() == 0
    assert (len(mail.outbox), _state(row)) == (1, MailState.SENT)


def test_a_worker_killed_after_sending_sends_again_under_the_same_id(settings):
    _told()
    good, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{HERE}.KilledBackend"
    with pytest.raises(SystemExit):
        send_due()
    settings.EMAIL_BACKEND = good

    with _later(seconds=CLAIM_HOLDS.total_seconds() + 1):
        assert [send_due(), send_due()] == [1, 0]

    assert len(mail.outbox) == 2
    assert len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == 1


def test_a_server_that_is_away_costs_no_try_and_the_mail_goes_out_later(settings):
    row, good = _told(), settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{HERE}.AwayBackend"
    for _ in range(20):
        with pytest.raises(ConnectionRefusedError):
            send_due()
    assert Notification.objects.get(pk=row.pk).mail_tries == 0

    settings.EMAIL_BACKEND = good
    assert [send_due(), send_due()] == [1, 0]


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPDataError(451, b"try later"),
        smtplib.SMTPRecipientsRefused({"x@example.com": (550, b"unknown")}),
        TimeoutError("timed out"),
    ],
    ids=["gone", "4xx", "5xx", "hanging"],
)
def test_a_try_that_fails_is_made_again_after_a_pause(settings, error):
    row, good = _told(), settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, FailingBackend.error = f"{HERE}.FailingBackend", error
    assert [send_due(), send_due()] == [0, 0]
    assert (_state(row), Notification.objects.get(pk=row.pk).mail_tries) == (MailState.WAITING, 1)

    settings.EMAIL_BACKEND = good
    assert send_due() == 0
    with _later(seconds=PAUSES[0].total_seconds() + 1):
        assert [send_due(), send_due()] == [1, 0]
    assert (len(mail.outbox), _state(row)) == (1, MailState.SENT)


def test_after_the_last_try_it_is_given_up_and_the_doctor_says_so(settings):
    row = _told()
    assert examine_all()["notification_mails"].ok
    settings.EMAIL_BACKEND, FailingBackend.error = f"{HERE}.FailingBackend", TimeoutError("timed out")
    passed = timedelta()
    for pause in (timedelta(), *PAUSES, timedelta(days=2)):
        passed += pause + timedelta(seconds=1)
        with time_machine.travel(row.told_at + passed, tick=False):
            send_due()

    left = Notification.objects.get(pk=row.pk)
    assert (left.mail, left.mail_tries) == (MailState.GIVEN_UP, len(PAUSES) + 2)
    finding = examine_all()["notification_mails"]
    assert (finding.ok, "TimeoutError" in finding.message) == (False, True)


def test_a_mail_that_waits_long_is_found_by_the_doctor():
    _told()

    with _later(minutes=30):
        assert not examine_all()["notification_mails"].ok


@pytest.mark.parametrize("reason", ["closed", "deleted", "switched off", "account rests", "no address", "read already"])
def test_what_is_not_wanted_or_not_open_any_more_is_not_mailed(reason):
    row = _told()
    if reason == "closed":
        Item.objects.filter(pk=row.subject).update(access=Access.RESTRICTED)
    elif reason == "deleted":
        Item.objects.filter(pk=row.subject).update(deleted_at=timezone.now())
    elif reason == "switched off":
        Wish.objects.create(person=row.person, kind=KIND, bell=True, mail=False)
    elif reason == "account rests":
        User.objects.filter(pk=row.person_id).update(is_active=False)
    elif reason == "no address":
        User.objects.filter(pk=row.person_id).update(email=None)
    else:
        Notification.objects.filter(pk=row.pk).update(read_at=timezone.now())

    send_due()

    assert (mail.outbox, _state(row)) == ([], MailState.DROPPED)


def test_no_transaction_is_open_while_a_mail_goes_out(settings):
    settings.EMAIL_BACKEND = f"{HERE}.LookingBackend"
    _told()
    LookingBackend.inside.clear()

    send_due()

    assert LookingBackend.inside == [False]


def test_one_person_gets_at_most_thirty_mails_an_hour_and_the_others_are_not_kept_waiting():
    flooded, other = UserFactory(), UserFactory()
    item = NoteFactory()
    with time_machine.travel("2026-11-25T03:00:01Z", tick=False):
        for number in range(40):
            tell(KIND, [flooded], subject=item.pk, by=None, key=f"comment/{number}")
        tell(KIND, [other], subject=item.pk, by=None, key="comment/0")
        send_due(100)
    assert [sum(person.email in sent.to for sent in mail.outbox) for person in (flooded, other)] == [30, 1]

    with time_machine.travel("2026-11-25T04:10:00Z", tick=False):
        send_due(100)
    assert sum(flooded.email in sent.to for sent in mail.outbox) == 40


def test_a_server_that_hangs_holds_up_neither_the_worker_nor_the_act(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", silent.getsockname()[1], 1
        row, postman = _told(), Postman()
        began = timezone.now()
        for _ in range(50):
            postman.begin_round()
        assert (timezone.now() - began).total_seconds() < 0.5
        _join()
    assert (_state(row), Notification.objects.get(pk=row.pk).mail_tries) == (MailState.WAITING, 0)


def test_a_round_in_a_thread_of_its_own_sends_what_is_due():
    _told()

    Postman().begin_round()
    _join()

    assert len(mail.outbox) == 1


def _join() -> None:
    for thread in threading.enumerate():
        if thread.name == delivery.THREAD_NAME:
            thread.join()
