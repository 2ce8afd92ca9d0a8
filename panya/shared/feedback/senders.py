"""Guests are known by a hash of their address whose key changes every day; the address itself is not stored."""

import ipaddress

from django.utils.crypto import salted_hmac

from panya.base.core.clock import today

_SALT = "panya.shared.feedback.senders"


def sender_of(address: str) -> str:
    """The same for one address on one day; on the next day nobody can tell."""
    return salted_hmac(_SALT, f"{today().isoformat()}|{_line_of(address)}", algorithm="sha256").hexdigest()


def voter_of(whom: str) -> str:
    """The same for one person or one browser session; nobody can go back from it."""
    return salted_hmac(f"{_SALT}.voter", whom, algorithm="sha256").hexdigest()


def _line_of(address: str) -> str:
    """One line has 2**64 addresses of IPv6: they are one sender."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, ipaddress.IPv6Address):
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed.packed[:8] + bytes(8), 64)))
