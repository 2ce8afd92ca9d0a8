"""Guests are known by a hash of their address whose key changes every day; the address itself is not stored."""

from django.utils.crypto import salted_hmac

from panya.base.core.client_address import line_of
from panya.base.core.clock import today

_SALT = "panya.shared.feedback.senders"


def sender_of(address: str) -> str:
    """The same for one address on one day; on the next day nobody can tell."""
    return salted_hmac(_SALT, f"{today().isoformat()}|{line_of(address)}", algorithm="sha256").hexdigest()


def voter_of(whom: str) -> str:
    """The same for one person or one browser session; nobody can go back from it."""
    return salted_hmac(f"{_SALT}.voter", whom, algorithm="sha256").hexdigest()
