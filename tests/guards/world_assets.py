"""Knowledge assets in every state, with tokens in all their fields and structured parts."""

from datetime import date
from typing import Any

from django.utils import timezone

from panya.features.assets.models import Asset
from panya.features.assets.structure import LegalRef, Parts
from panya.shared.content.actions import items
from panya.shared.content.models import Access, Assignment, Item, Review, Status
from panya.shared.content.text import Text
from panya.shared.people.actions.circles import circle_of_unit
from tests.factories import TopicFactory, approved
from tests.guards.world import EVERYONE, KEEPERS, NOBODY, READERS, WRITERS, Thing, World

# Asked to review the text that waits; nothing else makes this role a reader of it.
REVIEWER = "officer"


def write_assets(world: World) -> None:
    """One published asset of every class, and one in each other state."""
    for number, access in enumerate(Access, 201):
        asset(world, number, access)
    asset(world, 211, Access.PUBLIC, status=Status.DRAFT)
    asset(world, 212, Access.INTERNAL, status=Status.DRAFT, in_review=True)
    asset(world, 221, Access.PUBLIC, status=Status.RETIRED)
    asset(world, 231, Access.PUBLIC, deleted=True)


def asset(
    world: World,
    number: int,
    access: str,
    *,
    status: str = Status.PUBLISHED,
    in_review: bool = False,
    deleted: bool = False,
) -> Thing:
    """An asset of this number in this state; a published one has a newer text that nobody approved."""
    about = f"{status} {access}{' in review' if in_review else ''}{' deleted' if deleted else ''} asset {number}"
    readers = _readers(access, status, in_review=in_review, deleted=deleted)
    cards = EVERYONE - readers if access == Access.REQUEST and status == Status.PUBLISHED else NOBODY
    writers, keepers = (NOBODY, NOBODY) if deleted else (WRITERS, KEEPERS)
    owner = world.person("owner")
    text = _text(world, about, readers | cards, readers)
    item = items.create_item(
        "asset", text, _place(world, number, access), owner=owner, author=world.person("author"), number=number
    )
    Asset.objects.create(
        item=item, type="manual", process_step=_gem(world, f"step of the work of {about}", readers), valid_from=None
    )
    if status != Status.DRAFT:
        item = approved(item, by=world.person(REVIEWER))
        newer = _text(world, f"unapproved text of {about}", writers, writers)
        items.save_text(item, newer, by=owner, base=item.latest)
    if in_review:
        _ask(world, item)
    if status == Status.RETIRED:
        item = Item.objects.get(pk=number)
        items.retire(item, by=owner, reason=_gem(world, f"reason of {about}", readers))
    if deleted:
        Item.objects.filter(pk=number).update(deleted_at=timezone.now())
    values: dict[str, Any] = {"number": number}
    retirers = NOBODY if status == Status.DRAFT else keepers
    item = Item.objects.get(pk=number)
    world.add("item", Thing(about, values, readers, writers, keepers, cards, retirers, item))
    return world.add("asset", Thing(about, values, readers, writers, keepers, cards, retirers, item))


def _gem(world: World, place: str, seen_by: frozenset[str]) -> str:
    """A token without the word of the notes: a search for that one ranks texts by the lengths of hidden ones too."""
    return world.secret(place, seen_by).replace("ขุมทรัพย์", "มณี")


def _readers(access: str, status: str, *, in_review: bool, deleted: bool) -> frozenset[str]:
    if deleted:
        return NOBODY
    if status == Status.DRAFT:
        return WRITERS | {REVIEWER} if in_review else WRITERS
    return READERS[Access(access)]


def _ask(world: World, item: Item) -> None:
    review = Review.objects.create(
        item=item,
        revision=item.latest,
        sha256=item.latest.sha256,
        asked_by=world.person("owner"),
        asked_at=timezone.now(),
        due_on=date(2030, 1, 1),
    )
    Assignment.objects.create(review=review, reviewer=world.person(REVIEWER), assigned_at=timezone.now())


def _place(world: World, number: int, access: str) -> items.Place:
    circles = {Access.UNIT: (circle_of_unit(world.units["alpha"]),), Access.RESTRICTED: (world.circle,)}
    return items.Place(
        unit=world.units["alpha"],
        access=access,
        circles=circles.get(Access(access), ()),
        topics=(TopicFactory(slug=f"topic-{number}", name_th=f"หัวข้อ {number}", name_en=f"Topic {number}"),),
        co_editors=(world.person("co_editor"), world.person("disabled")),
    )


def _text(world: World, about: str, titles: frozenset[str], bodies: frozenset[str]) -> Text:
    parts = Parts(
        situation=_gem(world, f"situation of {about}", bodies),
        steps=(_gem(world, f"step of {about}", bodies),),
        cautions=(_gem(world, f"caution of {about}", bodies),),
        legal_refs=(LegalRef(_gem(world, f"law of {about}", bodies)),),
    )
    return Text(
        _gem(world, f"title of {about}", titles),
        _gem(world, f"lead of {about}", titles),
        f"<p>{_gem(world, f'body of {about}', bodies)}</p>",
        parts.as_json(),
    )
