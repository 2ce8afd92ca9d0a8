"""Proposed texts: seen by who proposed them and by those who decide, as far as they may read the asset."""

from django.db.models import Q, QuerySet

from panya.features.assets.models import ChangeState, EditSuggestion
from panya.shared.content.models import Item
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader

MOST_SHOWN = 100


def suggestions_for(reader: Reader) -> QuerySet[EditSuggestion]:
    """All proposals that concern this reader, the latest first."""
    if not isinstance(reader, User):
        return EditSuggestion.objects.none()
    waiting_for = Q(item__owner=reader) | Q(item__author=reader)
    withdrawn = Q(state=ChangeState.WITHDRAWN) & ~Q(by=reader)
    readable = Item.objects.visible_to(reader)
    found = EditSuggestion.objects.filter(waiting_for | Q(by=reader), item__in=readable).exclude(withdrawn)
    return found.select_related("item", "by", "decided_by").defer("text")


def find_suggestion(public_id: str, reader: Reader) -> EditSuggestion | None:
    """One proposal with its texts; None also where it is hidden from this reader."""
    found = suggestions_for(reader).defer(None).select_related("base", "item__latest", "item__published", "revision")
    return found.filter(public_id=public_id.replace("\x00", "")).first()


def suggestions_on(item: Item, reader: Reader) -> list[EditSuggestion]:
    """Those on one asset: what waits, and what became of one's own."""
    # Most have none, and to ask who reads what costs more than to look.
    if not isinstance(reader, User) or not item.edit_suggestions.exists():
        return []
    found = suggestions_for(reader).filter(item=item)
    return list(found.filter(Q(state=ChangeState.OPEN) | Q(by=reader)).order_by("-at", "-pk")[:MOST_SHOWN])
