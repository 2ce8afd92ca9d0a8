"""Mails about an account; the worker writes and sends them, so that no answer waits and no killed process loses one."""

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import EmailMessage
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from panya.base.thai.dates import Language, format_datetime
from panya.shared.people.models import AccountNotice, NoticeKind, User
from panya.shared.people.notice_words import words_about

_log = logging.getLogger(__name__)
_AT_ONCE = 50
# How long a mail waits after each try; who claims one and is killed leaves it for the next try.
_WAITS = (timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
_KEPT = timedelta(days=90)


class ResetTokens(PasswordResetTokenGenerator):
    """Django's tokens, which also die when every session of the person is ended."""

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.sign_in_round}"


reset_tokens = ResetTokens()


def person_of_reset(public_id: str, token: str) -> User | None:
    """The person whose link this is; None once it was used, is a day old or the account rests."""
    person = User.objects.active().filter(public_id=public_id).first()
    return person if person and reset_tokens.check_token(person, token) else None


def send_account_mails() -> int:
    """Send what is due; gives how many were sent. Two workers never take the same mail at once."""
    now = timezone.now()
    sent = 0
    for notice in AccountNotice.objects.to_mail(now).select_related("person")[:_AT_ONCE]:
        wait = _WAITS[min(notice.tries, len(_WAITS) - 1)]
        claimed = AccountNotice.objects.filter(pk=notice.pk, mailed_at=None, tries=notice.tries).update(
            tries=F("tries") + 1, mail_after=now + wait
        )
        sent += bool(claimed) and _send(notice)
    return sent


def forget_old_notices() -> int:
    """Delete what was told long ago."""
    return AccountNotice.objects.filter(made_at__lt=timezone.now() - _KEPT).delete()[0]


def waiting_mails(since: timedelta) -> int:
    """How many mails wait longer than this; one that was given up (a dead address) waits no more."""
    waiting = AccountNotice.objects.filter(mailed_at=None, given_up_at=None, made_at__lt=timezone.now() - since)
    return waiting.exclude(to="").count()


def _send(notice: AccountNotice) -> bool:
    """Send one mail, outside any transaction; a failure is tried again later, in the end given up and logged."""
    person = notice.person
    if person is None or not notice.to or (notice.kind == NoticeKind.RESET and not _still_wanted(notice, person)):
        AccountNotice.objects.filter(pk=notice.pk).update(mailed_at=timezone.now())
        return False
    try:
        _message(notice, person).send()
    except Exception:
        _log.exception("a mail about an account (%s) could not be sent", notice.kind)
        if notice.tries + 1 >= len(_WAITS):
            AccountNotice.objects.filter(pk=notice.pk).update(given_up_at=timezone.now())
        return False
    AccountNotice.objects.filter(pk=notice.pk).update(mailed_at=timezone.now())
    return True


def _still_wanted(notice: AccountNotice, person: User) -> bool:
    """A link that lets in goes to the address of now only, and not days after it was asked for."""
    is_fresh = timezone.now() - notice.made_at < timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    return person.is_active and person.email == notice.to and is_fresh


def _message(notice: AccountNotice, person: User) -> EmailMessage:
    with translation.override(person.language):
        subject, paragraphs = _reset(person) if notice.kind == NoticeKind.RESET else _told(notice, person)
        body = "\n\n".join(
            [
                _("สวัสดี %(name)s") % {"name": person.name},
                *paragraphs,
                _("ปัญญา คลังความรู้ของเรา") + f"\n{settings.PANYA_URL}",
            ]
        )
    return EmailMessage(subject, body, to=[notice.to])


def _reset(person: User) -> tuple[str, list[str]]:
    # Made only now: no table and no backup holds a link that lets somebody in.
    token = reset_tokens.make_token(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": person.public_id, "key": token})
    return _("[ปัญญา] ตั้งรหัสผ่านใหม่"), [
        _("มีผู้ขอตั้งรหัสผ่านใหม่ของบัญชีนี้ เปิดลิงก์ต่อไปนี้เพื่อตั้งรหัสผ่านใหม่ ลิงก์ใช้ได้ 1 วัน และใช้ได้ครั้งเดียว"),
        f"{settings.PANYA_URL}{path}",
        _("หากคุณไม่ได้เป็นผู้ขอ ไม่ต้องทำอะไร รหัสผ่านเดิมยังใช้ได้ตามปกติ"),
    ]


def _told(notice: AccountNotice, person: User) -> tuple[str, list[str]]:
    language: Language = "en" if person.language == "en" else "th"
    return _("[ปัญญา] ความปลอดภัยของบัญชีคุณ"), [
        words_about(notice),
        _("เมื่อ %(time)s") % {"time": format_datetime(notice.made_at, "long", language)},
        _("หากไม่ใช่คุณหรือไม่ทราบเรื่องนี้ โปรดเปลี่ยนรหัสผ่านและแจ้งผู้ดูแลหน่วยงานของคุณทันที ดูรายละเอียดได้ที่"),
        f"{settings.PANYA_URL}{reverse('security')}",
    ]
