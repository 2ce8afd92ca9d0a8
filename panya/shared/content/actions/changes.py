"""Telling that items changed: to the services above, and to the kept parts of pages."""

from collections.abc import Sequence

from django.db.models import F

from panya.shared.content import signals
from panya.shared.content.models import Item


def tell_changed(numbers: Sequence[int]) -> None:
    """Raise the version of these items and send `changed`, in the transaction of the act."""
    Item.objects.filter(pk__in=numbers).update(version=F("version") + 1)
    signals.changed.send(Item, numbers=list(numbers))
