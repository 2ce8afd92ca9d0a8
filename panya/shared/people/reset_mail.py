"""The mail with which a forgotten password is replaced."""

import logging
import threading

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

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
        subject = _("[ปัญญา] ตั้งรหัสผ่านใหม่")
        paragraphs = [
            _("สวัสดี %(name)s") % {"name": person.name},
            _("มีผู้ขอตั้งรหัสผ่านใหม่ของบัญชีนี้ เปิดลิงก์ต่อไปนี้เพื่อตั้งรหัสผ่านใหม่ ลิงก์ใช้ได้ 1 วัน และใช้ได้ครั้งเดียว"),
            f"{settings.PANYA_URL}{path}",
            _("หากคุณไม่ได้เป็นผู้ขอ ไม่ต้องทำอะไร รหัสผ่านเดิมยังใช้ได้ตามปกติ"),
            _("ปัญญา คลังความรู้ของเรา") + f"\n{settings.PANYA_URL}",
        ]
    return EmailMessage(subject, "\n\n".join(paragraphs), to=[person.email or ""])


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception:
        # The person can ask again; the administrator sees it in the log.
        _log.exception("a password reset mail could not be sent")
