"""Write an act down; call it inside the act's own transaction."""

import json
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.serializers.json import DjangoJSONEncoder

from panya.base.core.client_address import mask_address
from panya.shared.audit.models import AuditEntry


def record(
    verb: str,
    *,
    by: AbstractBaseUser | AnonymousUser | None,
    object_kind: str,
    object_id: object,
    before: Any = None,
    after: Any = None,
    reason: str = "",
    address: str = "",
) -> AuditEntry:
    """Write one entry in the transaction of the act, not yet chained; the address is kept masked only."""
    actor = by if isinstance(by, AbstractBaseUser) else None
    return AuditEntry.objects.create(
        verb=verb,
        actor_id=actor.pk if actor else None,
        actor_name=str(actor)[:300] if actor else "",
        object_kind=object_kind,
        object_id=str(object_id),
        before=_plain(before),
        after=_plain(after),
        reason=reason,
        address=mask_address(address),
    )


def _plain(value: Any) -> Any:
    """The value as both databases give it back; fractions as text, since PostgreSQL rewrites them."""
    if value is None:
        return None
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder), parse_float=str, parse_constant=str)
