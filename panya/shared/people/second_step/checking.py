"""Codes typed at the second step are counted before they are tried, so that a stranger can use up nobody's tries."""

from django.http import HttpRequest

from panya.base.core.client_address import address_block
from panya.base.core.errors import TooMany
from panya.base.core.limits import Limit
from panya.shared.people.actions.notices import tell
from panya.shared.people.actions.second_step import use_code
from panya.shared.people.models import NoticeKind, User
from panya.shared.people.sign_in import is_known_browser, log_failure

_DAY = 24 * 3600
# Six digits and three half-minutes: thirty tries a day find a code in thirty years, not in a night.
ACCOUNT_LIMITS = (Limit("second-step-account", 5, 15 * 60), Limit("second-step-account-day", 30, _DAY))
ADDRESS_LIMIT = Limit("second-step-address", 30, 15 * 60)
DEVICE_LIMITS = (Limit("second-step-device", 5, 15 * 60), Limit("second-step-device-day", 30, _DAY))
CONFIRM_LIMITS = (Limit("confirm", 10, 15 * 60),)
_TELL_ONCE = Limit("second-step-told", 1, _DAY)

Counted = list[tuple[Limit, str]]


def check_second_step(request: HttpRequest, person: User, typed: str) -> str | None:
    """What the typed code proves, or None; raises TooMany. Only who knows the password comes as far as this."""
    limits = _limits(request, person)
    _spend(request, person, limits, "second-step")
    kind = use_code(person, typed)
    if kind is None:
        log_failure(request, "second-step", "wrong code", person=person)
        return None
    _give_back(limits)
    return kind


def check_again(request: HttpRequest, person: User, *, password: str | None, code: str | None) -> bool:
    """Whether a signed-in person is still the same: None stands for what the person does not have."""
    limits = [(limit, person.public_id) for limit in CONFIRM_LIMITS]
    _spend(request, person, limits, "confirm")
    proves = password is not None or code is not None
    proves = proves and (password is None or person.check_password(password))
    # A code is only used up where the password was right.
    proves = proves and (code is None or use_code(person, code) is not None)
    if not proves:
        log_failure(request, "confirm", "wrong password or code", person=person)
        return False
    _give_back(limits)
    return True


def _give_back(limits: Counted) -> None:
    for limit, key in limits:
        limit.give_back(key)


def _spend(request: HttpRequest, person: User, limits: Counted, step: str) -> None:
    try:
        for limit, key in limits:
            limit.spend(key)
    except TooMany:
        log_failure(request, step, "over the limit", person=person)
        if step == "second-step":
            _tell_once(person)
        raise


def _tell_once(person: User) -> None:
    """Somebody knows the password: the person should hear of it, but not for every try."""
    try:
        _TELL_ONCE.spend(person.public_id)
    except TooMany:
        return
    tell(person, NoticeKind.GUESSED)


def _limits(request: HttpRequest, person: User) -> Counted:
    # With the password in the key: whoever is locked out by a thief of the old one begins anew with a new one.
    account = f"{person.public_id}|{person.get_session_auth_hash()}"
    device = is_known_browser(request, person)
    if device:
        return [(limit, f"{device}|{account}") for limit in DEVICE_LIMITS]
    return [(ADDRESS_LIMIT, address_block(request)), *((limit, account) for limit in ACCOUNT_LIMITS)]
