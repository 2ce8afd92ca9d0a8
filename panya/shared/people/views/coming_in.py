"""The last steps of every way in: password, link and passkey end here."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse

from panya.base.ui.answers import see_other
from panya.base.ui.language import remember_language
from panya.shared.people.actions.notices import take_notices
from panya.shared.people.models import User
from panya.shared.people.notice_words import words_about
from panya.shared.people.second_step.proof import came_by_link
from panya.shared.people.second_step.waiting import wait, waits_no_more
from panya.shared.people.sign_in import remember_device


def let_in(
    request, person: User, goal: str, *, by_link: bool = False, passkey: Authenticator | None = None
) -> HttpResponse:
    """Sign in by allauth's stages (a new session key among it), or wait for the second step."""
    if request.user.is_authenticated:
        # Nothing of whoever was signed in here before goes over to this person.
        logout(request)
    if by_link:
        came_by_link(request, person)
    if passkey:
        # Told to allauth, whose stage for the second step then steps aside: the device has checked its person.
        record_authentication(request, person, "mfa", id=passkey.pk, type=passkey.type, passwordless=True)
    response = perform_login(request, person, redirect_url=goal)
    if not request.user.is_authenticated:
        wait(request, person)
        return see_other("mfa_authenticate")
    return finish(request, response, person)


def finish(request, response: HttpResponse, person: User) -> HttpResponse:
    """The person is in: remember language and browser, and tell what happened to the account meanwhile."""
    waits_no_more(request)
    if response.status_code == 302:
        response.status_code = 303
    remember_language(request, person.language)
    remember_device(request, response, person)
    for notice in take_notices(person):
        messages.warning(request, words_about(notice))
    return response
