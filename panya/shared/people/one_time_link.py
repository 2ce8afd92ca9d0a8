"""Links that sign a person in once within an hour; made on the machine itself by `panya person`."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from panya.shared.people.models import User

_SALT = "panya.people.one-time-link"
VALID_SECONDS = 3600


def link_for(person: User) -> str:
    """The whole address of a new link."""
    token = signing.dumps({"person": person.public_id, "state": _state(person)}, salt=_SALT)
    return f"{settings.PANYA_URL}{reverse('sign_in_link', args=[token])}"


def person_of(token: str, *, lock: bool = False) -> User | None:
    """The person whom the link lets in; None once it was used, is an hour old or the account rests."""
    try:
        content = signing.loads(token, salt=_SALT, max_age=VALID_SECONDS)
        people = User.objects.select_for_update(of=("self",)) if lock else User.objects.all()
        person = people.active().get(public_id=content["person"])
    except (signing.BadSignature, User.DoesNotExist, KeyError, TypeError):
        return None
    return person if content.get("state") == _state(person) else None


def _state(person: User) -> str:
    """Changes with every sign-in, new password and sign-out everywhere, so that a link dies by its use."""
    seen = person.last_login.isoformat() if person.last_login else ""
    return salted_hmac(_SALT, f"{person.password}|{person.sign_in_round}|{seen}", algorithm="sha256").hexdigest()[:32]
