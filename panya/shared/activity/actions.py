"""Write facts into the ledger."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from panya.shared.activity.models import Event
from panya.shared.content.models import Item
from panya.shared.people.models import User


def record(
    verb: str,
    *,
    item: Item | None,
    by: User | None,
    to: User | None = None,
    amount: Decimal | int = 1,
    at: datetime | None = None,
) -> Event:
    """Append one fact, in the transaction of the act, with the unit in which the person works today."""
    return Event.objects.create(
        person=by, unit=by.unit if by else None, verb=verb, item=item, to=to, amount=amount, at=at or timezone.now()
    )


def record_many(verb: str, *, items: Iterable[Item], by: User | None) -> None:
    """Append one fact about each item in one statement (imports)."""
    now, unit = timezone.now(), by.unit if by else None
    Event.objects.bulk_create(Event(person=by, unit=unit, verb=verb, item=item, at=now) for item in items)
