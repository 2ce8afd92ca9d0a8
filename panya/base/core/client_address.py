"""Where a request comes from, and how an address may be shown."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the person's side; X-Forwarded-For counts only from as many hops as are our own."""
    hops = settings.PANYA_TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if hops and len(forwarded) >= hops:
        return forwarded[-hops]
    return str(request.META.get("REMOTE_ADDR", ""))


def address_block(request: HttpRequest) -> str:
    """What limits count by: the address of the person's side, or its line."""
    return line_of(client_address(request))


def line_of(address: str) -> str:
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


def counted_as(request: HttpRequest) -> str:
    """By whom an act is counted: people who signed in each for themselves, for a ministry shares one address."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return f"person:{user.pk}" if signed_in else f"address:{address_block(request)}"  # type: ignore[union-attr]


def mask_address(address: str) -> str:
    """`xxx.B.xxx.xxx` for IPv4, the first group for IPv6; unknown text shows nothing."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    if isinstance(parsed, ipaddress.IPv4Address):
        return f"xxx.{str(parsed).split('.')[1]}.xxx.xxx"
    return f"{parsed.exploded.split(':')[0]}:xxxx"
