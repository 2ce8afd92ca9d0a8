"""Mails go out one by one, beside the requests; each row is claimed before its mail is handed over.

Nothing here runs inside a transaction. A try that failed, or whose process was killed, is tried again with the same
Message-ID (docs/decisions/0013-mail-is-tried-until-it-is-sent.md).
"""

import logging
import threading
import time
from datetime import timedelta

from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections
from django.db.models import F, QuerySet
from django.utils import timezone

from panya.base.core.errors import TooMany
from panya.base.core.limits import Limit
from panya.shared.notifications import kinds, subjects
from panya.shared.notifications.letters import letter
from panya.shared.notifications.models import MailState, Notification, Wish
from panya.shared.notifications.subjects import Subject

_log = logging.getLogger(__name__)
THREAD_NAME = "panya-notification-mail"
# So long a claim holds; longer than any try can take (EMAIL_TIMEOUT).
CLAIM_HOLDS = timedelta(minutes=5)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 180, 480, 1440))
OLDEST = timedelta(days=3)
_PER_PERSON = Limit("notification-mails", 30, 3600)
_MOST_A_ROUND = 10
_SHORTEST_REST, _LONGEST_REST = 15.0, 300.0


def send_due(most: int = _MOST_A_ROUND) -> int:
    """Send the mails that are due, up to so many; raises where the mail server cannot be reached (nothing is claimed).

    A mail that fails ends the round: its connection may be of no use any more.
    """
    if not _due().exists():
        return 0
    server, done = mail.get_connection(), 0
    server.open()
    try:
        while done < most and (row := _claim()) is not None:
            if not _deliver(row, server):
                break
            done += 1
    finally:
        server.close()
    return done


class Postman:
    """Sends beside the worker's other tasks: a mail server that hangs must not hold up the seals of the audit."""

    def __init__(self) -> None:
        self._busy = threading.Lock()
        self._rest, self._resting_until = 0.0, 0.0

    def begin_round(self) -> None:
        """Begin a round in a thread of its own, unless one is under way, none is due or the server was just away."""
        if time.monotonic() < self._resting_until or not _due().exists() or not self._busy.acquire(blocking=False):
            return
        # Not a daemon: a worker that is told to stop lets the mail at hand go out first.
        threading.Thread(target=self._round, name=THREAD_NAME, daemon=False).start()

    def _round(self) -> None:
        try:
            send_due()
            self._rest = 0.0
        except Exception:
            self._rest = min(max(self._rest * 2, _SHORTEST_REST), _LONGEST_REST)
            self._resting_until = time.monotonic() + self._rest
            _log.exception("notification mails cannot be sent; tried again in %.0f s", self._rest)
        finally:
            connections.close_all()
            self._busy.release()


def _due() -> QuerySet[Notification]:
    """Mails that wait for their time, and those whose claim ran out (their process was killed)."""
    open_states = [MailState.WAITING, MailState.SENDING]
    return Notification.objects.filter(mail__in=open_states, mail_due_at__lte=timezone.now()).order_by("mail_due_at")


def _claim() -> Notification | None:
    """The next due row, claimed by moving its time on: of two workers one gets it."""
    while found := _due().values_list("pk", "mail_due_at").first():
        pk, due_at = found
        claimed = Notification.objects.filter(pk=pk, mail_due_at=due_at).update(
            mail=MailState.SENDING, mail_due_at=timezone.now() + CLAIM_HOLDS, mail_tries=F("mail_tries") + 1
        )
        if claimed:
            return Notification.objects.select_related("person", "by").filter(pk=pk).first()
    return None


def _deliver(row: Notification, server: BaseEmailBackend) -> bool:
    """Send this mail, or let it rest; False where the sending failed."""
    if row.mail_tries > len(PAUSES) + 1 or row.told_at < timezone.now() - OLDEST:
        _settle(row, MailState.GIVEN_UP, row.mail_error or "too old")
        return True
    wanted, subject = _still_wanted(row)
    if not wanted:
        _settle(row, MailState.DROPPED)
        return True
    try:
        _PER_PERSON.spend(row.person.public_id)
        server.send_messages([letter(row, subject)])
    except TooMany as full:
        _try_again(row, timedelta(seconds=full.retry_after), row.mail_tries - 1, "")
        return True
    except Exception as error:
        _log.warning("a notification mail failed at try %d: %r", row.mail_tries, error)
        pause = PAUSES[min(row.mail_tries, len(PAUSES)) - 1]
        _try_again(row, pause, row.mail_tries, f"{type(error).__name__}: {error}"[:200])
        return False
    _settle(row, MailState.SENT)
    return True


def _still_wanted(row: Notification) -> tuple[bool, Subject | None]:
    """Whether the person still wants it, may still read what it is about, and has not read it in the bell."""
    person = row.person
    known = any(kind.key == row.kind for kind in kinds.all_kinds())
    if not known or not person.is_active or not person.email or (row.in_bell and row.read_at):
        return False, None
    wish = Wish.objects.filter(person=person, kind=row.kind).first() or kinds.kind(row.kind)
    if not wish.mail:
        return False, None
    if row.subject is None:
        return True, None
    subject = subjects.described_to(person, [row.subject]).get(row.subject)
    return subject is not None, subject


def _settle(row: Notification, state: MailState, error: str = "") -> None:
    Notification.objects.filter(pk=row.pk).update(mail=state, mail_due_at=None, mail_error=error)


def _try_again(row: Notification, pause: timedelta, tries: int, error: str) -> None:
    Notification.objects.filter(pk=row.pk).update(
        mail=MailState.WAITING, mail_due_at=timezone.now() + pause, mail_tries=tries, mail_error=error
    )
