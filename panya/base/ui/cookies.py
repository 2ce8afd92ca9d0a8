"""Cookies that keep how the pages look to this browser."""

from django.conf import settings
from django.http import HttpResponse

_ONE_YEAR = 365 * 24 * 3600


def keep_choice(response: HttpResponse, name: str, value: str) -> None:
    """Keep a choice for a year; only this site gets it back."""
    response.set_cookie(name, value, max_age=_ONE_YEAR, secure=settings.LANGUAGE_COOKIE_SECURE, samesite="Lax")
