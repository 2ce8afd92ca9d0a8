"""Finding assets and what belongs to one; all reading starts at `visible_to` and `listed_for`."""

from django.db.models import QuerySet, prefetch_related_objects

from panya.features.assets.item_kinds import KIND
from panya.features.assets.models import Asset
from panya.shared.content.models import Aim, Item, Link, Review, ReviewState, Revision
from panya.shared.content.queries import find_item
from panya.shared.people.models import Unit, User
from panya.shared.people.permissions import Reader
from panya.shared.people.queries import current_units


def find_asset(number: int, reader: Reader) -> Item | None:
    """The asset of this number, where this reader may read it whole; None also where hidden."""
    return find_item(number, reader, KIND)


def fetch_for_page(item: Item) -> None:
    """Fetch at once what several parts of the page ask for."""
    prefetch_related_objects([item], "unit", "co_editors", "topics")
    people = User.objects.in_bulk({item.author_id, item.owner_id} - {None})
    item.owner = people[item.owner_id]
    if item.author_id is not None:
        item.author = people[item.author_id]
    texts = Revision.objects.in_bulk({item.published_id, item.latest_id} - {None})
    if item.published_id is not None:
        item.published = texts[item.published_id]
    if item.latest_id is not None:
        item.latest = texts[item.latest_id]


def facts_of(item: Item) -> Asset:
    """What only assets have: type, form, step of the work; and who had a part in it."""
    return Asset.objects.prefetch_related("contributors__person").get(pk=item.pk)


def approval_of(revision: Revision) -> Review | None:
    """The review that approved this text, with those who decided."""
    approved = Review.objects.filter(revision=revision, state=ReviewState.APPROVED)
    return approved.prefetch_related("assignments__reviewer").order_by("-ended_at", "-pk").first()


def made_into(item: Item, reader: Reader) -> QuerySet[Item]:
    """The assets that a record became (part of), as far as this reader may read them."""
    links = Link.objects.filter(target=item, kind=Link.MADE_FROM)
    return Item.objects.visible_to(reader).of_kind(KIND).filter(pk__in=links.values("source")).order_by("-pk")


def units_to_move_to(item: Item, person: User) -> list[Unit]:
    """Where the writer may put an asset: where it stands, what that unit became, the own unit and those above it."""
    keys = {item.unit_id, item.unit.renamed_to_id}
    if person.unit is not None:
        keys |= {int(part) for part in person.unit.path.split(".") if part}
    found = list(current_units().filter(pk__in=[key for key in keys if key], is_own=True))
    return found if item.unit in found else [item.unit, *found]


def aims_to_choose(item: Item) -> QuerySet[Aim]:
    """Aims that are open, and those that the asset serves already."""
    return (Aim.objects.filter(is_closed=False) | Aim.objects.filter(items=item)).distinct()
