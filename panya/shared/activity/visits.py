"""Which look at a page is a read, and by what a reader is known again for half an hour: nothing that names a person."""

import hashlib
import hmac
import re

from django.conf import settings
from django.http import HttpRequest

from panya.base.core.client_address import client_address

_ROBOT = re.compile(
    r"bot\b|bot[/;_-]|crawl|spider|slurp|scrape|archiv|index|fetch|preview|monitor|probe|check|scan|headless|phantom"
    r"|lighthouse|pagespeed|facebookexternalhit|whatsapp|line-poker|embed|curl|wget|python|java/|okhttp|go-http|ruby"
    r"|perl|php|axios|node|httpie|postman|feed|rss",
    re.IGNORECASE,
)
_KEY_LENGTH = 32


def is_read(request: HttpRequest) -> bool:
    """A person's browser that shows the page now: no robot, no HEAD, nothing fetched ahead or by a script."""
    if request.method != "GET" or request.headers.get("HX-Request"):
        return False
    ahead = " ".join(request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    if "prefetch" in ahead or "preview" in ahead:
        return False
    agent = request.headers.get("User-Agent", "")
    return bool(agent) and _ROBOT.search(agent) is None


def guest_key(request: HttpRequest, day: str) -> str:
    """The same address and browser on the same day; tomorrow the key is another, and nobody can go back from it."""
    return keyed(f"guest|{day}|{client_address(request)}|{request.headers.get('User-Agent', '')}")


def person_key(person: int, span: str) -> str:
    """The same person within this day or month, and nothing beyond it."""
    return keyed(f"person|{span}|{person}")


def keyed(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:_KEY_LENGTH]
