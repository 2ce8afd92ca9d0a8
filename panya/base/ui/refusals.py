"""Turns what an action raised into an answer that says what to do next."""

import errno
from dataclasses import dataclass

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from panya.base.core.errors import Conflict, NotAllowed, Refused, TooMany

_FULL = ("disk is full", "no space left", "disk full")
_READ_ONLY = ("readonly database", "read-only transaction", "unable to open database")
_BUSY = (
    "database is locked",
    "database table is locked",
    "lock timeout",
    "disk i/o error",
    "connection",
    "too many clients",
    "shutting down",
    "starting up",
    "deadlock detected",
)


@dataclass(frozen=True)
class Answer:
    """A status, what the person is told, and when to try again."""

    status: int
    reason: str
    retry_after: int | None = None


def answer_for(error: Exception) -> Answer | None:
    """What to answer to this error; None for a fault of the program."""
    if isinstance(error, Refused):
        return _answer_for_refused(error)
    if isinstance(error, OperationalError):
        return _answer_for_storage(str(error).lower())
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _full()
    return None


def _answer_for_refused(error: Refused) -> Answer:
    if isinstance(error, TooMany):
        return Answer(429, str(error), error.retry_after)
    if isinstance(error, NotAllowed):
        return Answer(403, str(error))
    return Answer(409 if isinstance(error, Conflict) else 422, str(error))


def _answer_for_storage(message: str) -> Answer | None:
    if any(words in message for words in _FULL):
        return _full()
    if any(words in message for words in _READ_ONLY):
        reason = _("ขณะนี้ระบบอ่านได้อย่างเดียว สิ่งที่เพิ่งกดยังไม่ถูกบันทึก โปรดแจ้งผู้ดูแลระบบแล้วลองใหม่ภายหลัง")
        return Answer(503, reason, 300)
    if any(words in message for words in _BUSY):
        reason = _("ระบบกำลังทำงานหนัก สิ่งที่เพิ่งกดยังไม่ถูกบันทึก โปรดรอสักครู่แล้วกดอีกครั้ง")
        return Answer(503, reason, 10)
    return None


def _full() -> Answer:
    reason = _("พื้นที่เก็บข้อมูลของระบบเต็ม จึงยังไม่ได้บันทึกสิ่งที่เพิ่งกด โปรดแจ้งผู้ดูแลระบบ ข้อมูลเดิมยังอยู่ครบ")
    return Answer(507, reason, 600)


def refuse(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The whole page, or for htmx the short notice that goes to the top of the page."""
    context = {"reason": answer.reason, "retry_after": answer.retry_after}
    if request.headers.get("HX-Request"):
        response = render(None, "ui/parts/refusal.html", context, status=answer.status)
        response["HX-Retarget"], response["HX-Reswap"] = "#notices", "innerHTML"
    elif answer.status in {503, 507}:
        # Without the request: menu and account would ask the database that just failed.
        response = HttpResponse(render_to_string(f"{answer.status}.html", context), status=answer.status)
    else:
        response = render(request, f"{answer.status}.html", context, status=answer.status)
    if answer.retry_after is not None:
        response["Retry-After"] = str(answer.retry_after)
    return response
