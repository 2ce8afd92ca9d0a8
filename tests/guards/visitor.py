"""Browsers in which somebody is signed in, and the answers they get."""

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import HttpResponse
from django.test import Client

from panya.base.core import limits
from panya.base.core.random_ids import random_id
from panya.shared.people.models import User
from panya.site.visits import COOKIE_NAME

# Cookies that tell a browser when it was here itself: another value each second, whatever the site holds.
CLOCKS = {COOKIE_NAME}
TOKEN = {"X-CSRFToken": "a" * 32}
# Each by itself: one pattern that begins with this or that tries all of them at each letter of a page.
_BY_CHANCE = [
    re.compile(pattern)
    for pattern in (
        '(csrfmiddlewaretoken" value=")[^"]+',
        '(X-CSRFToken": ")[^"]+',
        r"(Expires: )[^\n]*",
        r"(Content-Length: )[^\n]*",
        "(expires=)[^;]*",
    )
]


@dataclass(frozen=True)
class Page:
    """One answer of the site, as text."""

    role: str
    url: str
    status: int
    headers: dict[str, str]
    body: str
    method: str = "GET"
    fault: BaseException | None = None
    wrote: tuple[str, ...] = ()

    def having_written(self, statements: list[str]) -> "Page":
        return replace(self, wrote=tuple(statements))

    @property
    def all(self) -> str:
        return "\n".join([*(f"{name}: {value}" for name, value in self.headers.items()), self.body])

    def alike(self, *values: object) -> str:
        """Status, headers and body without what differs by chance, and without these values (the address asked for)."""
        text = f"{self.status}\n{self.all}"
        if nonce := re.search(r"'nonce-([^']+)'", text):
            text = text.replace(nonce[1], "NONCE")
        for by_chance in _BY_CHANCE:
            text = by_chance.sub(r"\1", text)
        for value in sorted(map(str, values), key=len, reverse=True):
            text = text.replace(value, "ASKED")
        return text


class _Browser(Client):
    """Django's client, without the copies of contexts that nobody looks at here, and with cookies that stay."""

    fault: BaseException | None = None

    def request(self, **request: Any) -> Any:
        _Browser.fault = None
        return self.handler(self._base_environ(**request))


@receiver(got_request_exception)
def _note_fault(sender: Any, **kwargs: Any) -> None:
    _Browser.fault = sys.exc_info()[1]


class Visitor:
    """A browser in which somebody of this role is signed in, or nobody."""

    def __init__(self, role: str, person: User | None, language: str = "th") -> None:
        self.role, self.person, self.asked = role, person, 0
        self.client = _Browser(enforce_csrf_checks=True)
        if person is not None:
            self.client.force_login(person)
        self.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        self.client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32

    def get(self, url: str, **headers: str) -> Page:
        return self.ask("GET", url, **headers)

    def ask(self, method: str, url: str, **headers: str) -> Page:
        return self._page(method, url, self.client.generic(method, url, headers=headers))

    def post(self, url: str, fields: dict[str, Any] | None = None) -> Page:
        return self._page("POST", url, self.client.post(url, fields or {}, headers=TOKEN))

    def _page(self, method: str, url: str, response: HttpResponse) -> Page:
        body = b"".join(response.streaming_content) if response.streaming else response.content
        headers = {name: str(value) for name, value in response.headers.items()}
        cookies = {name: morsel for name, morsel in response.cookies.items() if name not in CLOCKS}
        headers |= {f"Set-Cookie {name}": morsel.OutputString() for name, morsel in cookies.items()}
        return Page(
            self.role, url, response.status_code, headers, body.decode("utf-8", "replace"), method, _Browser.fault
        )


@contextmanager
def refusals_untold() -> Iterator[None]:
    """While this lasts, 4xx answers are not logged: thousands are asked for on purpose; faults still are."""
    logger = logging.getLogger("django.request")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def begin_new_limits() -> None:
    """Visitors ask more often than any person does."""
    limits.SALT = random_id()
