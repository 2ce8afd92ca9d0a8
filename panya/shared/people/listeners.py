"""A person's own setting hears of the language chosen on a page; a sign-in is written down whichever way it came."""

import logging
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from panya.base.core.client_address import client_address
from panya.base.ui.signals import language_chosen
from panya.shared.people.actions.profile import choose_language
from panya.shared.people.actions.sign_ins import begin_sign_in, forget_sign_in
from panya.shared.people.models import User
from panya.shared.people.second_step.proof import prove
from panya.shared.people.sign_in import SIGN_IN

_log = logging.getLogger("panya.sign_in")


@receiver(language_chosen)
def keep_language(sender: object, request: HttpRequest, language: str, **more: Any) -> None:
    if isinstance(request.user, User):
        choose_language(request.user, language)


@receiver(user_logged_in)
def write_sign_in_down(sender: object, request: HttpRequest, user: User, **more: Any) -> None:
    session = request.session
    # What was only for the way in (waiting, a challenge) ran out within minutes; from now on the usual age counts.
    session.set_expiry(None)
    if session.session_key is None:
        session.create()
    sign_in = begin_sign_in(
        user,
        session_key=session.session_key or "",
        user_agent=request.META.get("HTTP_USER_AGENT", ""),
        address=client_address(request),
    )
    session[SIGN_IN] = sign_in.pk
    _log.info("signed in: whom=%s from=%s", user.public_id, sign_in.address)
    prove(request)


@receiver(user_logged_out)
def forget_it(sender: object, request: HttpRequest, **more: Any) -> None:
    forget_sign_in(request.session.get(SIGN_IN))
