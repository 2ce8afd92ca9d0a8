"""Recovery codes: ten, each good once, kept only as keyed hashes."""

import secrets

from allauth.mfa.models import Authenticator
from django.utils.crypto import constant_time_compare, salted_hmac

from panya.base.thai.numbers import arabic_digits
from panya.shared.people.models import User

HOW_MANY = 10
# No vowels and no look-alikes, as in public ids: 47 bits in ten letters.
_LETTERS = "23456789bcdfghjkmnpqrstvwxz"
_LENGTH = 10


def new_codes() -> list[str]:
    """Ten codes as they are shown, this one time."""
    return [_shown("".join(secrets.choice(_LETTERS) for _letter in range(_LENGTH))) for _code in range(HOW_MANY)]


def keep(person: User, codes: list[str]) -> Authenticator:
    """Replace the codes of a person."""
    Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
    data = {"hashes": [_hash(person, code) for code in codes]}
    return Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data=data)


def left(authenticator: Authenticator) -> int:
    return len(authenticator.data["hashes"])


def use(authenticator: Authenticator, code: str) -> bool:
    """Whether the code is one of those left; it is used up by it. Call it with the row locked."""
    typed = _hash(authenticator.user, code)
    kept = [known for known in authenticator.data["hashes"] if not constant_time_compare(known, typed)]
    if len(kept) == left(authenticator):
        return False
    authenticator.data["hashes"] = kept
    authenticator.save(update_fields=["data"])
    return True


def _shown(code: str) -> str:
    return f"{code[:5]}-{code[5:]}"


def _hash(person: User, code: str) -> str:
    typed = "".join(letter for letter in arabic_digits(code).lower() if letter.isalnum())[:50]
    return salted_hmac("panya.people.recovery-code", f"{person.public_id}|{typed}", algorithm="sha256").hexdigest()
