"""Passkeys (WebAuthn): made and checked by python-fido2, kept in allauth's table in allauth's form."""

import json
import time
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from panya.base.core.random_ids import random_id
from panya.shared.people.models import User

SIGN_IN, SECOND_STEP, ADD, CONFIRM = "sign-in", "second-step", "add", "confirm"
_STATE = "passkey_challenge"
_ANSWER_WITHIN = 5 * 60
LONGEST_ANSWER = 20_000
_MOST_NAME = 60


class NotThisKey(Exception):
    """The answer of the browser does not prove what was asked; what it was is written in the log only."""


def place(request: HttpRequest) -> dict[str, object]:
    """For pages: whether passkeys work under this address, and where they would."""
    return {
        "passkeys_work": _is_name(_host(request)),
        "passkey_site": settings.PANYA_URL if _is_name(urlsplit(settings.PANYA_URL).hostname or "") else "",
    }


def _is_name(host: str) -> bool:
    """Browsers bind passkeys to a name, never to a bare address such as 127.0.0.1."""
    return bool(host) and ":" not in host and not host.replace(".", "").isdigit()


def begin_adding(request: HttpRequest, person: User) -> dict[str, Any]:
    """What the browser needs to make a key for this person."""
    options, state = _server(request).register_begin(
        PublicKeyCredentialUserEntity(id=person.public_id.encode(), name=_name(person), display_name=person.name),
        credentials=[_public_part(key) for key in keys_of(person)],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    _remember(request, ADD, state)
    return dict(options)


def finish_adding(request: HttpRequest, person: User, answer: str, name: str) -> Authenticator:
    """Keep the key that the browser made."""
    state = _state(request, ADD)
    try:
        response = RegistrationResponse.from_dict(_read(answer))
        made = _server(request).register_complete(state, response)
        credential = json.loads(json.dumps(dict(response)))
    except (ValueError, TypeError, KeyError, AssertionError, RecursionError) as error:
        raise NotThisKey(f"adding: {error}") from error
    data = {"name": name[:_MOST_NAME], "credential": credential, "public_id": random_id(), "counter": made.counter}
    return Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=data)


def begin_asking(request: HttpRequest, purpose: str, person: User | None = None) -> dict[str, Any]:
    """What the browser needs to show a key: any key of this site, or one of this person's."""
    alone = purpose != SECOND_STEP
    options, state = _server(request).authenticate_begin(
        credentials=[_public_part(key) for key in keys_of(person)] if person else None,
        # Alone it stands for password and second step: then the device itself must know the person.
        user_verification=UserVerificationRequirement.REQUIRED if alone else UserVerificationRequirement.PREFERRED,
    )
    _remember(request, purpose, state)
    return dict(options)


def finish_asking(request: HttpRequest, purpose: str, answer: str, person: User | None = None) -> Authenticator:
    """The key that was shown; without a person, of whoever has it. Call it in a transaction."""
    state = _state(request, purpose)
    try:
        response = AuthenticationResponse.from_dict(_read(answer))
        owner = person or _owner(response)
        keys = {_public_part(key).credential_id: key for key in keys_of(owner)}
        _server(request).authenticate_complete(state, [_public_part(key) for key in keys.values()], response)
        key = Authenticator.objects.select_for_update(of=("self",)).get(pk=keys[response.raw_id].pk)
    except (ValueError, TypeError, KeyError, AssertionError, RecursionError, Authenticator.DoesNotExist) as error:
        raise NotThisKey(f"{purpose}: {error}") from error
    counter = response.response.authenticator_data.counter
    if counter and counter <= key.data.get("counter", 0):
        raise NotThisKey(f"{purpose}: the counter did not rise, the key may have been copied")
    key.user = owner
    key.data["counter"] = counter
    key.save(update_fields=["data"])
    return key


def keys_of(person: User) -> list[Authenticator]:
    """The passkeys of a person, the oldest first."""
    return list(Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).order_by("pk"))


def rename(key: Authenticator, name: str) -> None:
    key.data["name"] = name[:_MOST_NAME]
    key.save(update_fields=["data"])


def _owner(response: AuthenticationResponse) -> User:
    handle = response.response.user_handle
    person = User.objects.active().filter(public_id=(handle or b"").decode("ascii")).first()
    if person is None:
        raise ValueError("a key of nobody")
    return person


def _public_part(key: Authenticator) -> AttestedCredentialData:
    response = RegistrationResponse.from_dict(key.data["credential"])
    found = response.response.attestation_object.auth_data.credential_data
    if found is None:
        raise ValueError("a key without its public part")
    return found


def _server(request: HttpRequest) -> Fido2Server:
    own = {f"{request.scheme}://{request.get_host()}", settings.PANYA_URL}
    # Exactly this site: fido2's own rule would let every host below it in.
    return Fido2Server(PublicKeyCredentialRpEntity(id=_host(request), name="Panya"), verify_origin=own.__contains__)


def _host(request: HttpRequest) -> str:
    return urlsplit(f"//{request.get_host()}").hostname or ""


def _name(person: User) -> str:
    return person.email or person.person_code or person.name


def _read(answer: str) -> dict[str, Any]:
    found = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    if not isinstance(found, dict):
        raise ValueError("not an answer of a browser")
    # Extensions are not asked for; what a browser says of them is not kept.
    return found | {"clientExtensionResults": {}}


def _remember(request: HttpRequest, purpose: str, state: dict[str, Any]) -> None:
    verification = state["user_verification"]
    if not request.user.is_authenticated:
        # Whoever only asks leaves nothing behind for long.
        request.session.set_expiry(3 * _ANSWER_WITHIN)
    request.session[_STATE] = [purpose, time.time(), state["challenge"], verification.value]


def _state(request: HttpRequest, purpose: str) -> dict[str, Any]:
    """The challenge that was asked for this purpose; each is good for one answer."""
    asked_for, at, challenge, verification = request.session.pop(_STATE, ["", 0, "", ""])
    if asked_for != purpose or not 0 <= time.time() - at < _ANSWER_WITHIN:
        raise NotThisKey(f"{purpose}: nothing was asked")
    websafe_decode(challenge)
    return {"challenge": challenge, "user_verification": UserVerificationRequirement(verification)}
