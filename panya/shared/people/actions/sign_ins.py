"""A sign-in begins and ends: one, or all of a person at once."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F

from panya.base.core.client_address import mask_address
from panya.base.core.errors import require
from panya.shared.audit import actions as audit
from panya.shared.people.device_words import device_words
from panya.shared.people.models import SignIn, User


@transaction.atomic
def begin_sign_in(person: User, *, session_key: str, user_agent: str, address: str) -> SignIn:
    """Write down that this browser is signed in; the address is kept masked only."""
    SignIn.objects.filter(session_key=session_key).delete()
    sign_in = SignIn(person=person, session_key=session_key)
    sign_in.device = device_words(user_agent[:1000])[:60]
    sign_in.address = mask_address(address)
    sign_in.save()
    return sign_in


def move_sign_in(sign_in: int | None, session_key: str) -> None:
    """The browser stays, under a new session key."""
    if sign_in is not None:
        SignIn.objects.filter(pk=sign_in).update(session_key=session_key)


def forget_sign_in(sign_in: int | None) -> None:
    """The person signed out."""
    if sign_in is not None:
        SignIn.objects.filter(pk=sign_in).delete()


@transaction.atomic
def end_sign_in(person: User, sign_in: SignIn) -> None:
    """The person ends one of the own sign-ins; that browser is out at its next page."""
    require(sign_in.person_id == person.pk)
    _end([sign_in])
    audit.record("people.end_sign_in", by=person, object_kind="person", object_id=person.public_id)


@transaction.atomic
def sign_out_everywhere(person: User, *, but: int | None = None) -> None:
    """The person ends every sign-in, or all but the one of this browser."""
    end_sign_ins(person, but=but)
    audit.record("people.sign_out_everywhere", by=person, object_kind="person", object_id=person.public_id)


@transaction.atomic
def end_sign_ins(person: User, *, but: int | None = None) -> None:
    """End every session, link and known browser of a person, listed or not, in all processes at once.

    What is to stay (`but`) must be given the new round by `stay_signed_in`.
    """
    User.objects.filter(pk=person.pk).update(sign_in_round=F("sign_in_round") + 1)
    person.refresh_from_db(fields=["sign_in_round"])
    ending = SignIn.objects.filter(person=person)
    _end(list(ending if but is None else ending.exclude(pk=but)))


def forget_ended_sign_ins() -> int:
    """Delete the rows whose session has run out."""
    return SignIn.objects.over().delete()[0]


def _end(sign_ins: list[SignIn]) -> None:
    Session.objects.filter(session_key__in=[sign_in.session_key for sign_in in sign_ins]).delete()
    SignIn.objects.filter(pk__in=[sign_in.pk for sign_in in sign_ins]).delete()
