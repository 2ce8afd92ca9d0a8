"""Reads for the board of wanted knowledge."""

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from panya.features.assets.models import Wanted, WantedState
from panya.shared.content.models import Item
from panya.shared.people.models import User

SHOWN = {
    "": (WantedState.OPEN, WantedState.TAKEN),
    "answered": (WantedState.ANSWERED,),
    "closed": (WantedState.CLOSED,),
}


def wanted_cards(person: User, show: str = "") -> QuerySet[Wanted]:
    """The cards of the board, what most people want first; of those that are over, the latest."""
    cards = _with_backing(person).filter(state__in=SHOWN[show])
    return cards.order_by("-wishes", "-pk") if not show else cards.order_by("-updated_at", "-pk")


def find_wanted(public_id: str, person: User) -> Wanted | None:
    return _with_backing(person).filter(public_id=public_id).first()


def answers_shown(cards: list[Wanted], person: User) -> dict[int, Item]:
    """The answers that this person may read, by their number: another's is not even named."""
    numbers = [card.answer_id for card in cards if card.answer_id]
    return Item.objects.visible_to(person).in_bulk(numbers) if numbers else {}


def answered_by(item: Item) -> QuerySet[Wanted]:
    """The cards that this record answered."""
    return Wanted.objects.filter(answer=item, state=WantedState.ANSWERED).order_by("pk")


def _with_backing(person: User) -> QuerySet[Wanted]:
    own = Wanted.backers.through.objects.filter(wanted=OuterRef("pk"), user=person)
    cards = Wanted.objects.select_related("asked_by", "taken_by", "unit", "topic")
    return cards.annotate(backing=Count("backers"), is_backed=Exists(own)).annotate(wishes=F("backing") + F("searches"))
