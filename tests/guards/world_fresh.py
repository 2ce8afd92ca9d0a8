"""Who may renew, retire, throw away and take back; more records in the bin, and some whose time to be kept is over."""

from dataclasses import replace
from datetime import UTC, datetime

from panya.shared.content.models import Access, Item, Status
from tests.guards.world import KEEPERS, NOBODY, Thing, World
from tests.guards.world_assets import asset

# Over the unit in which every record of the world stands.
KM_TEAM = frozenset({"km_team"})
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)


def keep_fresh(world: World) -> None:
    """Add what is missing, then say who may do what with each record."""
    asset(world, 222, Access.INTERNAL, status=Status.RETIRED)
    asset(world, 223, Access.UNIT, status=Status.RETIRED)
    Item.objects.filter(pk__in=[222, 223]).update(retired_at=LONG_AGO, published_at=LONG_AGO)
    asset(world, 232, Access.RESTRICTED, deleted=True)
    asset(world, 233, Access.INTERNAL, status=Status.DRAFT, deleted=True)
    Item.objects.filter(pk=201).update(validity="outdated", review_by="2020-01-01")
    Item.objects.filter(pk=203).update(validity="due")
    world.things["asset"] = [_with_the_km_team(thing) for thing in world.things["asset"]]
    world.things["item"] = [_with_the_km_team(thing) for thing in world.things["item"]]
    for thing in world.things["asset"]:
        _renewed(world, thing)
    for thing in world.things["item"]:
        _thrown_away(world, thing)


def _with_the_km_team(thing: Thing) -> Thing:
    """What was reviewed the KM team retires too, as far as it may read it."""
    item = Item.objects.get(pk=thing.values["number"])
    if item.kind != "asset" or item.published_id is None or item.deleted_at is not None:
        return thing
    return replace(thing, retirers=thing.retirers | (KM_TEAM & thing.readers), subject=item)


def _renewed(world: World, thing: Thing) -> None:
    renewers = thing.retirers if thing.subject.status == Status.PUBLISHED else NOBODY
    world.add("due", replace(thing, writers=renewers, keepers=thing.retirers))


def _thrown_away(world: World, thing: Thing) -> None:
    item = Item.objects.get(pk=thing.values["number"])
    was_shown = item.published_id is not None
    if item.deleted_at is None:
        deleters = (KM_TEAM & thing.readers) if was_shown else thing.keepers
        world.add("deletable", replace(thing, writers=deleters, subject=item))
        return
    world.add("deletable", replace(thing, writers=NOBODY, subject=item))
    readable = KM_TEAM if was_shown and item.access == Access.PUBLIC else NOBODY
    seen_by = KEEPERS | readable
    item.deleted_reason = world.secret(f"reason of the bin of {thing.state}", seen_by)
    item.save(update_fields=["deleted_reason"])
    world.add("binned", Thing(thing.state, thing.values, seen_by, readable if was_shown else KEEPERS, subject=item))
    # The bin shows its title.
    for token, (place, _seen_by) in list(world.tokens.items()):
        if place == f"title of {thing.state}":
            world.tokens[token] = place, seen_by
