"""Where an asset stands and who reads it; taking it out of use and bringing it back."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.features.assets.actions.facts import Facts, change_facts
from panya.features.assets.actions.promoting import refuse_wider
from panya.features.assets.permissions import may_move
from panya.features.assets.queries.assets import units_to_move_to
from panya.shared.activity import actions as activity
from panya.shared.content.actions import items
from panya.shared.content.actions.places import PlaceWish, place_for
from panya.shared.content.models import Item, ReviewState, Topic
from panya.shared.content.permissions import may_edit
from panya.shared.content.queries import topics_in_order
from panya.shared.people.models import Unit, User

TOPICS_LIMIT = 10


@dataclass(frozen=True)
class AssetWish:
    """What a writer asks for in the form of the place: readers and tags as for every record, unit, topics, facts."""

    place: PlaceWish
    facts: Facts
    unit: str = ""
    topics: tuple[str, ...] = ()


@transaction.atomic
def change_place(item: Item, wish: AssetWish, *, by: User) -> Item:
    """Move, retag, relicense; say what it is and serves; and before it is first shown, who will read it."""
    require(may_edit(by, item))
    item = Item.objects.select_for_update(of=("self",)).select_related("unit", "notebook").get(pk=item.pk)
    place = place_for(item, wish.place, by=by)
    place = replace(place, unit=_unit(item, wish.unit, by), topics=_topics(item, wish.topics))
    if _readers_differ(item, place):
        _refuse_other_readers(item)
        refuse_wider(item, place.access, place.circles)
    item = items.change_place(item, place, by=by)
    item = change_facts(item, wish.facts, by=by)
    activity.record("assets.change_place", item=item, by=by)
    return item


@transaction.atomic
def bring_back_asset(item: Item, *, by: User) -> Item:
    """List a retired asset again."""
    item = items.bring_back(item, by=by)
    activity.record("assets.bring_back", item=item, by=by)
    return item


def _readers_differ(item: Item, place: items.Place) -> bool:
    present = {circle.pk for circle in item.circles.all()}
    return place.access != item.access or {circle.pk for circle in place.circles} != present


def _refuse_other_readers(item: Item) -> None:
    """Who reads what was shown, or lies before a reviewer, is decided with a reason and an approver."""
    if item.published_id is not None:
        raise Refused(_("ชั้นการเข้าถึงของเรื่องที่เผยแพร่แล้วเปลี่ยนได้เมื่อมีผู้อนุมัติ โปรดขอเปลี่ยนชั้นพร้อมเหตุผล"))
    if item.reviews.filter(state=ReviewState.OPEN).exists():
        raise Refused(_("ผู้ตรวจกำลังดูเรื่องนี้พร้อมชั้นการเข้าถึงที่เลือกไว้ โปรดถอนจากการตรวจก่อน แล้วจึงเปลี่ยน"))


def _unit(item: Item, code: str, by: User) -> Unit:
    if not code or code == item.unit.code:
        return item.unit
    require(may_move(by, item))
    found = next((unit for unit in units_to_move_to(item, by) if unit.code == code), None)
    if found is None:
        raise Refused(_("ย้ายได้เฉพาะไปหน่วยงานของคุณและหน่วยงานที่อยู่เหนือขึ้นไป"))
    return found


def _topics(item: Item, slugs: tuple[str, ...]) -> tuple[Topic, ...]:
    if len(slugs) > TOPICS_LIMIT:
        raise Refused(_("เลือกหัวข้อได้ไม่เกิน %(limit)d หัวข้อ") % {"limit": TOPICS_LIMIT})
    # One that was closed since stays where it is.
    offered = {topic.pk: topic for topic in (*item.topics.all(), *topics_in_order())}
    found = tuple(topic for topic in offered.values() if topic.slug in slugs)
    if len(found) < len(set(slugs)):
        raise Refused(_("ไม่พบหัวข้อที่เลือก โปรดเลือกใหม่จากรายการ"))
    return found
