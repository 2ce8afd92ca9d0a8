"""Who is let in: the backend, the limits on failed attempts, and the cookie of a known browser."""

import ipaddress
import logging
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from panya.base.core.client_address import address_block, client_address, mask_address
from panya.base.core.errors import TooMany
from panya.base.core.limits import Limit
from panya.base.core.random_ids import random_id
from panya.shared.audit import actions as audit
from panya.shared.people import text
from panya.shared.people.actions.sign_ins import move_sign_in
from panya.shared.people.models import User
from panya.shared.people.queries import signed_in_person

_log = logging.getLogger("panya.sign_in")

ACCOUNT_LIMIT = Limit("sign-in-account", 5, 15 * 60)
ADDRESS_LIMIT = Limit("sign-in-address", 30, 15 * 60)
# A browser in which somebody signed in before has its own count: strangers cannot use it up.
DEVICE_LIMIT = Limit("sign-in-device", 5, 15 * 60)

# Where a session keeps the id of its sign-in.
SIGN_IN = "sign_in"
_DEVICE_SALT = "panya.people.device"
_DEVICE_AGE = 400 * 24 * 3600
_MOST_OTHER_NAMES = 8
_LONGEST_PASSWORD = 1000
_OVER = "over the limit"


class PersonBackend(BaseBackend):
    """Knows people by e-mail or person code; an account that rests is out at once, also in open sessions."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """The person whose name and password these are; the work is the same where nobody has that name."""
        name = credentials.get("username") or credentials.get("email") or credentials.get("login") or ""
        password = credentials.get("password") or ""
        if not name or not password or len(password) > _LONGEST_PASSWORD:
            return None
        person = User.objects.by_sign_in_name(text.sign_in_name(str(name)))
        if person is None:
            make_password(password)
            return None
        known = person.check_password(password)
        return person if known and may_sign_in(person, request) else None

    def get_user(self, user_id: Any) -> User | None:
        return signed_in_person(user_id)


class ClosedSignUp(DefaultAccountAdapter):
    """Accounts are made by administrators; pages say themselves what happened."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        return None

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        return None


def check_credentials(request: HttpRequest, name: str, password: str) -> User | None:
    """The person who may come in, or None; raises TooMany. Every attempt is counted before it is tried."""
    key = text.sign_in_name(name)
    device = _known_device(request, key)
    limits = [(DEVICE_LIMIT, f"{device}|{key}")] if device else _limits_for_strangers(request, key)
    try:
        for limit, counted in limits:
            limit.spend(counted)
    except TooMany:
        log_failure(request, "password", _OVER, name=key)
        raise
    person = authenticate(request, username=name, password=password)
    if not isinstance(person, User):
        log_failure(request, "password", "refused", name=key)
        return None
    for limit, counted in limits:
        limit.give_back(counted)
    return person


def remember_device(request: HttpRequest, response: HttpResponse, person: User) -> None:
    """Let this browser have its own count for this account from now on, by whichever name it is asked for."""
    known = _devices(request)
    names = [text.sign_in_name(name) for name in (person.email, person.person_code) if name]
    device = next((known[name].partition(".")[0] for name in names if name in known), random_id())
    device = f"{device}.{_stamp(person)}"
    others = {name: other for name, other in known.items() if name not in names}
    kept = dict(list(others.items())[-_MOST_OTHER_NAMES:]) | dict.fromkeys(names, device)
    response.set_cookie(
        _device_cookie(),
        signing.dumps(kept, salt=_DEVICE_SALT),
        max_age=_DEVICE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def is_known_browser(request: HttpRequest, person: User) -> str | None:
    """The browser's id for this account, if the person signed in from it since the last sign-out everywhere."""
    names = [text.sign_in_name(name) for name in (person.email, person.person_code) if name]
    known = _devices(request)
    return next((known[name] for name in names if name in known and _belongs(known[name], person)), None)


def stay_signed_in(request: HttpRequest, response: HttpResponse, person: User) -> None:
    """This browser stays, under a new key, when all others of the person are signed out."""
    update_session_auth_hash(request, person)
    move_sign_in(request.session.get(SIGN_IN), request.session.session_key or "")
    remember_device(request, response, person)


def log_failure(
    request: HttpRequest, step: str, what: str, *, person: User | None = None, name: str | None = None
) -> None:
    """Every failure stands in the log: who (or a keyed hash of what was typed, which may be a password), from where.

    In the audit too, but for what is over the limit: else anybody could fill it.
    """
    whom = person.public_id if person else f"name:{_short_hash(name or '')}"
    _log.warning(
        "sign-in failed: step=%s why=%s whom=%s from=%s", step, what, whom, mask_address(client_address(request))
    )
    if what != _OVER and (person or step == "password"):
        audit.record(
            "people.sign_in_failed",
            by=None,
            object_kind="person" if person else "sign_in",
            object_id=whom,
            after={"step": step, "why": what},
            address=client_address(request),
        )


def _short_hash(name: str) -> str:
    return salted_hmac("panya.people.log", name, algorithm="sha256").hexdigest()[:12]


def _known_device(request: HttpRequest, key: str) -> str | None:
    device = _devices(request).get(key)
    if not device:
        return None
    person = User.objects.by_sign_in_name(key)
    return device if person and _belongs(device, person) else None


def _belongs(device: str, person: User) -> bool:
    return person.is_active and constant_time_compare(device.partition(".")[2], _stamp(person))


def _stamp(person: User) -> str:
    """A disabled account and a sign-out everywhere make every known browser a stranger."""
    return salted_hmac(_DEVICE_SALT, f"{person.pk}|{person.sign_in_round}", algorithm="sha256").hexdigest()[:12]


def _limits_for_strangers(request: HttpRequest, key: str) -> list[tuple[Limit, str]]:
    # Counted by what was typed, known or not: an answer that differed would tell which accounts exist.
    return [(ADDRESS_LIMIT, address_block(request)), (ACCOUNT_LIMIT, key)]


def _device_cookie() -> str:
    return "__Host-panya-device" if settings.SESSION_COOKIE_SECURE else "panya-device"


def _devices(request: HttpRequest) -> dict[str, str]:
    """Which accounts signed in from this browser before, each with the browser's id for it."""
    try:
        known = signing.loads(request.COOKIES.get(_device_cookie(), ""), salt=_DEVICE_SALT, max_age=_DEVICE_AGE)
    except signing.BadSignature:
        return {}
    return {str(name): str(device) for name, device in known.items()} if isinstance(known, dict) else {}


def may_sign_in(person: User, request: HttpRequest | None) -> bool:
    """Accounts that rest stay out by every way in; those of the demo come in on this machine only."""
    if not person.is_active or person.is_built_in:
        return False
    return not person.is_demo or (request is not None and _is_on_this_machine(request))


def _is_on_this_machine(request: HttpRequest) -> bool:
    """The demo's passwords are printed in the README: they open nothing from outside."""
    if urlsplit(settings.PANYA_URL).hostname not in {"localhost", "127.0.0.1", "::1"}:
        return False
    try:
        return ipaddress.ip_address(client_address(request)).is_loopback
    except ValueError:
        return False
