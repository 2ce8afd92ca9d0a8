"""A real mail server that is down, hangs, says 4xx or 5xx, or loses its answer: the mail arrives once all the same."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from panya.shared.content.mentions import KIND
from panya.shared.notifications.actions import tell
from panya.shared.notifications.delivery import PAUSES, send_due
from panya.shared.notifications.models import MailState, Notification
from tests.factories import NoteFactory, UserFactory
from tests.shared.notifications.smtp_server import HANG, HANG_UP_AFTER_TAKING, LATER, NEVER, TAKE, mail_server

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "cache"])


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 0.5
    with mail_server() as server:
        settings.EMAIL_PORT = server.port
        yield server


@pytest.fixture
def row():
    person = UserFactory()
    tell(KIND, [person], subject=NoteFactory().pk, by=UserFactory(), key="comment/1")
    return Notification.objects.get(person=person)


def _after_the_pause():
    return time_machine.travel(timezone.now() + PAUSES[0] + timedelta(seconds=1), tick=True)


@pytest.mark.parametrize("mood", [LATER, NEVER, HANG])
def test_a_mail_that_was_not_taken_arrives_once_later(server, row, mood):
    server.mood = mood
    assert send_due() == 0
    server.mood = TAKE

    with _after_the_pause():
        assert [send_due(), send_due()] == [1, 0]

    assert server.ids == [f"<{row.public_id}@localhost>"]
    assert Notification.objects.get(pk=row.pk).mail == MailState.SENT


def test_a_mail_whose_answer_was_lost_comes_again_under_the_id_by_which_it_is_one(server, row):
    server.mood = HANG_UP_AFTER_TAKING
    assert send_due() == 0
    server.mood = TAKE

    with _after_the_pause():
        assert [send_due(), send_due()] == [1, 0]

    assert set(server.ids) == {f"<{row.public_id}@localhost>"}


def test_a_server_that_is_down_loses_nothing(settings, row):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 0.5
    with pytest.raises(ConnectionRefusedError):
        send_due()

    with mail_server() as server:
        settings.EMAIL_PORT = server.port
        assert [send_due(), send_due()] == [1, 0]
        assert server.ids == [f"<{row.public_id}@localhost>"]
