"""Reads about what people outside said and asked for."""

from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, When

from panya.base.core import environment
from panya.shared.content.models import Item
from panya.shared.feedback.models import InformationRequest, RequestState, Usefulness
from panya.shared.feedback.queries.talking import moderated_items
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader


@dataclass(frozen=True)
class Rated:
    """How many said that a record was useful, and how many that it was not; for those who write it."""

    useful: int
    not_useful: int

    @property
    def all(self) -> int:
        return self.useful + self.not_useful


def rated(item: Item) -> Rated:
    found = Usefulness.objects.filter(item=item).aggregate(
        useful=Count("pk", filter=Q(is_useful=True)), not_useful=Count("pk", filter=Q(is_useful=False))
    )
    return Rated(**found)


def missing_for(person: User) -> QuerySet[Usefulness]:
    """What readers miss in what this person writes, the newest first; never who said it."""
    written = Item.objects.edited_by(person).values("pk")
    return Usefulness.objects.filter(item__in=written).exclude(missing="").select_related("item").order_by("-at", "-pk")


def contact_days() -> int:
    """So many days after the answer who asked is still known."""
    return environment.REQUEST_CONTACT_DAYS.number()


def find_case(number: str) -> InformationRequest | None:
    """The case of this number, however it was typed; who knows the number may follow it."""
    return (
        InformationRequest.objects.filter(case_number=number.strip().upper())
        .select_related("item__unit", "item__owner", "answered_by")
        .first()
    )


def title_of_case(case: InformationRequest, reader: Reader) -> Item | None:
    """The record of the case while this reader meets it on lists; it may have been closed since."""
    return Item.objects.listed_for(reader).filter(pk=case.item_id).first()


def cases_for(person: User) -> QuerySet[InformationRequest]:
    """The cases that this person handles: of own records, and of those of the units over which the person is in
    the KM team; the open ones first, by the day on which they are due. Without what a citizen told of the own person.
    """
    handled = Q(item__owner=person) | Q(item__in=moderated_items(person).values("pk"))
    found = InformationRequest.objects.filter(handled).select_related("item__unit", "answered_by")
    return found.defer("name", "contact", "purpose").order_by(_ANSWERED, "due_on", "pk")


_ANSWERED = Case(When(state=RequestState.OPEN, then=0), default=1)
