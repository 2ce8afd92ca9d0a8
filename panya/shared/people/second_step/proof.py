"""Before what keeps an account safe is changed, the person proves again who it is; that lasts a quarter of an hour."""

import time

from django.http import HttpRequest

from panya.shared.people.models import User

LASTS = 15 * 60
_PROVED, _LINK = "proved_at", "came_by_link"


def prove(request: HttpRequest) -> None:
    """The person has just shown everything that signing in asks for."""
    request.session[_PROVED] = time.time()


def is_proved(request: HttpRequest) -> bool:
    return 0 <= time.time() - request.session.get(_PROVED, 0) < LASTS


def came_by_link(request: HttpRequest, person: User) -> None:
    """A one-time link stands for the password that the person does not know (any more)."""
    request.session[_LINK] = [person.public_id, time.time()]


def knows_no_password(request: HttpRequest, person: User) -> bool:
    """Whether this person came by a link just now; after that the browser may be unattended."""
    whose, at = request.session.get(_LINK, ["", 0])
    return whose == person.public_id and 0 <= time.time() - at < LASTS


def forget_link(request: HttpRequest) -> None:
    request.session.pop(_LINK, None)
