"""Codes of an authenticator app (TOTP, RFC 6238): six digits, new every 30 seconds; needs no network."""

import hmac
import time
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

import segno
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings

from panya.base.thai.numbers import arabic_digits
from panya.shared.people.models import User
from panya.shared.people.second_step.adapter import SecondSteps

_STEP = 30
# A telephone's clock may be half a minute off.
_TOLERANCE = 1
_QUIET_ZONE = 4


@dataclass(frozen=True)
class Square:
    """A QR code as one path in a square."""

    size: int
    path: str


def new_secret() -> str:
    """160 random bits, as apps take them."""
    return generate_totp_secret()


def grouped(secret: str) -> str:
    """In fours, to be typed from the screen."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def address_for(person: User, secret: str) -> str:
    """What the QR code says to the app."""
    issuer = f"Panya {urlsplit(settings.PANYA_URL).hostname}"
    label = f"{issuer}:{person.email or person.person_code or person.name}"
    return f"otpauth://totp/{quote(label)}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"


def square(text: str) -> Square:
    """The text as a QR code, drawn as the path of an inline SVG: no picture has to be fetched or stored."""
    rows = segno.make(text, error="m", micro=False).matrix
    dark = [(x + _QUIET_ZONE, y + _QUIET_ZONE) for y, row in enumerate(rows) for x, bit in enumerate(row) if bit]
    path = "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)
    return Square(len(rows) + 2 * _QUIET_ZONE, path)


def step_of(secret: str, code: str) -> int | None:
    """The half-minute of which this is the code, if it is now or next to now."""
    typed = "".join(arabic_digits(code).split())
    if not secret or len(typed) != 6 or not typed.isascii() or not typed.isdigit():
        return None
    now = int(time.time()) // _STEP
    found = None
    for step in range(now - _TOLERANCE, now + _TOLERANCE + 1):
        if hmac.compare_digest(format_hotp_value(hotp_value(secret, step)), typed):
            found = step
    return found


def keep(person: User, secret: str, step: int) -> Authenticator:
    """Keep the secret of a person's app; the code that confirmed it is used up."""
    data = {"secret": SecondSteps().encrypt(secret), "used_step": step}
    return Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data=data)


def use(authenticator: Authenticator, code: str) -> bool:
    """Whether the code is right and was not used before; call it with the row locked."""
    step = step_of(SecondSteps().decrypt(authenticator.data["secret"]), code)
    if step is None or step <= authenticator.data.get("used_step", 0):
        return False
    authenticator.data["used_step"] = step
    authenticator.save(update_fields=["data"])
    return True
