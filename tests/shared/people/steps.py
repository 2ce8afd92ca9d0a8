"""What the tests of sign-in do again and again."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.urls import reverse

from panya.shared.people.second_step import app_codes, recovery_codes
from tests.factories.people import PASSWORD


def code_of(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or so many half-minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_app(person, secret: str = "") -> str:
    secret = secret or generate_totp_secret()
    app_codes.keep(person, secret, step=0)
    return secret


def with_codes(person) -> list[str]:
    codes = recovery_codes.new_codes()
    recovery_codes.keep(person, codes)
    return codes


def give_password(client, person, **more):
    return client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD, **more})


def give_code(client, code: str):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def signed_in_as(client) -> str | None:
    return client.session.get("_auth_user_id")


def kinds_of(person) -> list[str]:
    return sorted(Authenticator.objects.filter(user=person).values_list("type", flat=True))
