"""Who has shown the password (or a link) and waits before the second step."""

from typing import Any

from allauth.account.stages import LoginStageController
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from panya.shared.people.models import User
from panya.shared.people.queries import signed_in_person
from panya.shared.people.second_step.proof import LASTS
from panya.shared.people.sign_in import may_sign_in

_STATE = "waits_as"


def wait(request: HttpRequest, person: User) -> None:
    """Keep in the session, under a new key, that only the second step is missing."""
    request.session[_STATE] = person.get_session_auth_hash()
    request.session.set_expiry(LASTS)
    request.session.cycle_key()


def who_waits(request: HttpRequest) -> tuple[Any, User] | None:
    """The stage and its person; None where nobody waits, or the account or its password changed meanwhile."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None or stage.login.user is None:
        return None
    person = signed_in_person(stage.login.user.pk)
    if person is None or not may_sign_in(person, request):
        return None
    if request.session.get(_STATE) != person.get_session_auth_hash():
        return None
    return stage, person


def waits_no_more(request: HttpRequest) -> None:
    request.session.pop(_STATE, None)
