"""The mail with which a forgotten password is replaced."""

import logging
import threading

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from panya.shared.people.models import User

_log = logging.getLogger(__name__)
THREAD_NAME = "panya-reset-mail"


def send_reset_mail(person: User) -> None:
    """Write the mail and send it beside the request: an answer that waited would tell that the account exists."""
    message = _message(person)
    threading.Thread(target=_send, args=[message], name=THREAD_NAME, daemon=False).start()


def person_of_reset(public_id: str, token: str) -> User | None:
    """The person whose link this is; None once it was used, is a day old or the account rests."""
    person = User.objects.active().filter(public_id=public_id).first()
    return person if person and default_token_generator.check_token(person, token) else None


def _message(person: User) -> EmailMessage:
    token = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": person.public_id, "key": token})
    with translation.override(person.language):
        context = {"person": person, "link": f"{settings.PANYA_URL}{path}", "site": settings.PANYA_URL}
        body = render_to_string("people/mail/reset.txt", context)
        subject = render_to_string("people/mail/reset_subject.txt", context).strip()
    return EmailMessage(subject, body, to=[person.email])


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception:
        # The person can ask again; the administrator sees it in the log.
        _log.exception("a password reset mail could not be sent")
