"""When a person was here before: a cookie of the browser, so that looking at the front page writes nothing."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from panya.shared.people.models import User

COOKIE_NAME = "panya-visit"
# Who comes back within this time is still on the same visit.
ONE_VISIT = timedelta(hours=1)
_KEPT = 180 * 24 * 3600


def last_visit(request: HttpRequest) -> datetime | None:
    """When this person's visit before this one ended, as far as this browser knows."""
    before, latest = _read(request)
    return latest if latest is None or timezone.now() - latest > ONE_VISIT else before


def remember_visit(request: HttpRequest, response: HttpResponse) -> None:
    """Keep in the browser that this person is here now; another person's visits are forgotten."""
    before = last_visit(request)
    times = [str(int(when.timestamp())) for when in (before, timezone.now()) if when is not None]
    response.set_cookie(
        COOKIE_NAME,
        ".".join([visitor_id(request), *times]),
        max_age=_KEPT,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[datetime | None, datetime | None]:
    """End of the visit before, and the latest moment; a foreign or forged cookie tells nothing."""
    owner, *times = request.COOKIES.get(COOKIE_NAME, "").split(".")
    if owner != visitor_id(request) or len(times) not in {1, 2} or not all(_is_time(time) for time in times):
        return None, None
    moments: list[datetime] = [datetime.fromtimestamp(int(time), UTC) for time in times]
    return moments[0] if len(moments) > 1 else None, moments[-1]


def _is_time(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 10


def visitor_id(request: HttpRequest) -> str:
    """Whose cookie this is; a browser may serve several people."""
    return request.user.public_id if isinstance(request.user, User) else ""
