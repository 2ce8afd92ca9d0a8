"""Reads about changes of class: who may agree to one, and what waits for whom."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from panya.features.assets.models import AccessChange, ChangeState, ConsentRole
from panya.shared.content.choices import BY_CIRCLE, BY_WIDTH, Access
from panya.shared.content.keepers import units_kept
from panya.shared.content.models import Item, Review, ReviewState
from panya.shared.content.permissions import keeps_unit_of
from panya.shared.content.queries import may_read
from panya.shared.people.models import Circle, User
from panya.shared.people.permissions import Reader
from panya.shared.people.queries import staff


def find_change(public_id: str, reader: Reader) -> AccessChange | None:
    """A change of class that this reader asked for as a writer, or may agree to; None also where hidden."""
    found = AccessChange.objects.filter(public_id=public_id, item__deleted_at=None)
    change = found.select_related("item__unit", "item__owner", "asked_by", "decided_by").first()
    if change is None or not isinstance(reader, User):
        return None
    writes = Item.objects.edited_by(reader).filter(pk=change.item_id).exists()
    return change if writes or consent_role(reader, change.item) else None


def consent_role(person: User, item: Item) -> str:
    """As what this person may agree to another class: as KM team over the unit, or as who approved the shown text.

    Writers may not; the reviewer must still be able to read the text.
    """
    if not person.is_staff_member or Item.objects.edited_by(person).filter(pk=item.pk).exists():
        return ""
    if keeps_unit_of(person, item):
        return ConsentRole.TEAM
    return ConsentRole.REVIEWER if _approvers(item).filter(pk=person.pk).exists() and may_read(person, item) else ""


def reviewers_to_agree(item: Item) -> list[User]:
    """Who approved the text that readers see, is still active staff and may read it."""
    return [person for person in _approvers(item) if consent_role(person, item) == ConsentRole.REVIEWER]


def needs_both(item: Item, after: str, circles: Iterable[Circle]) -> bool:
    """More people would read than before, or named persons' or firms' secrets are touched: two must agree."""
    if Access.RESTRICTED in {item.access, after}:
        return True
    before, then = BY_WIDTH.index(Access(item.access)), BY_WIDTH.index(Access(after))
    if before == then and after in BY_CIRCLE:
        present = set(item.circles.values_list("pk", flat=True))
        return not {circle.pk for circle in circles} <= present
    return then < before


def open_change_of(item: Item) -> AccessChange | None:
    return item.access_changes.filter(state=ChangeState.OPEN).first()


def changes_to_decide(person: User) -> list[int]:
    """Keys of what waits for this person's consent, the longest waiting first."""
    # On most days nothing is open: then nobody's rights are looked up.
    if not AccessChange.objects.filter(state=ChangeState.OPEN).exists():
        return []
    approved = Review.objects.filter(
        state=ReviewState.APPROVED, assignments__reviewer=person, assignments__decision=ReviewState.APPROVED
    )
    readable = Q(item__published__in=approved.values("revision"), item__in=Item.objects.visible_to(person))
    found = AccessChange.objects.filter(units_kept(person, "item__unit") | readable, state=ChangeState.OPEN)
    found = found.exclude(item__in=Item.objects.edited_by(person)).exclude(consents__by=person)
    return list(found.filter(item__deleted_at=None).order_by("asked_at", "pk").values_list("pk", flat=True))


def changes_shown(keys: Sequence[int], person: User) -> list[tuple[AccessChange, bool]]:
    """These changes in this order, each with whether the title may be shown to this person."""
    rows = AccessChange.objects.select_related("item__unit", "asked_by").in_bulk(keys)
    readable = readable_numbers([row.item for row in rows.values()], person)
    return [(rows[key], rows[key].item_id in readable) for key in keys if key in rows]


def readable_numbers(items: Iterable[Item], person: User) -> set[int]:
    """Those of these items (their numbers) that the person may read."""
    numbers = [item.pk for item in items]
    return set(Item.objects.visible_to(person).filter(pk__in=numbers).values_list("pk", flat=True))


def _approvers(item: Item) -> QuerySet[User]:
    decided = Review.objects.filter(item=item, revision=item.published_id, state=ReviewState.APPROVED)
    people = decided.filter(assignments__decision=ReviewState.APPROVED).values("assignments__reviewer")
    return staff().filter(pk__in=people)
