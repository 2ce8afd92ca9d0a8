"""The queue of what must be looked at again."""

from django.db.models import F, Q, QuerySet

from panya.shared.content.choices import Validity
from panya.shared.content.freshness import WATCHED
from panya.shared.content.keepers import units_kept
from panya.shared.content.models import Item
from panya.shared.people.models import User

# What the queue can be asked for; without a word: all that is due or outdated.
STATES = (Validity.OUTDATED, Validity.DUE, Validity.CURRENT)
OPEN = (Validity.OUTDATED, Validity.DUE)


def due_items(person: User, *, of_units: bool = False, state: str = "") -> QuerySet[Item]:
    """What this person may renew, the most overdue first: the own records, or those of the units kept."""
    mine = units_kept(person) if of_units else Q(author=person) | Q(owner=person)
    asked = Q(validity=state) if state in STATES else Q(validity__in=OPEN)
    found = Item.objects.visible_to(person).filter(WATCHED, mine, asked)
    return found.for_lists().select_related("owner").order_by(F("review_by"), "pk")
