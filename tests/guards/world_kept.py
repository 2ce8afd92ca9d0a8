"""Thanks, bookmarks and follows of every role, also of what is hidden from it now; and all that can be followed."""

from panya.shared.content.models import Item, Notebook, Tag, Topic
from panya.shared.feedback.models import Bookmark, Follow, FollowKind, Thank
from tests.guards.world import EVERYONE, ROLES, SIGNED_OUT, Thing, World


def keep_everything(world: World) -> None:
    """Who could read a record once may have kept it; the guards see that nothing of it shows any more."""
    for role in ROLES:
        person = world.people[role]
        if role in SIGNED_OUT or person is None:
            continue
        for item in Item.objects.all():
            Thank.objects.create(item=item, person=person)
            Bookmark.objects.create(item=item, person=person)
            Follow.objects.create(person=person, kind=FollowKind.ITEM, item=item)
        for notebook in Notebook.objects.all():
            Follow.objects.create(person=person, kind=FollowKind.NOTEBOOK, notebook=notebook)
        for tag in Tag.objects.all():
            Follow.objects.create(person=person, kind=FollowKind.TAG, tag=tag)
    for thing in list(world.things["item"]):
        _followed(world, "item", str(thing.values["number"]), thing.readers)
    for thing in list(world.things["notebook"]):
        _followed(world, "notebook", thing.values["public_id"], thing.readers)
    _followed(world, "unit", world.units["alpha"].code, EVERYONE)
    for topic in Topic.objects.all()[:1]:
        _followed(world, "topic", topic.slug, EVERYONE)
    # Nobody follows oneself, all others do.
    _followed(world, "person", world.person("disabled").public_id, EVERYONE)
    for tag in Tag.objects.all():
        readers = {
            role
            for thing in world.things["item"]
            if tag.items.filter(pk=thing.values["number"]).exists()
            for role in thing.readers
        }
        _followed(world, "tag", str(tag.pk), frozenset(readers))


def _followed(world: World, kind: str, key: str, readers: frozenset[str]) -> None:
    world.add("followed", Thing(f"{kind} {key}", {"kind": kind, "key": key}, readers))
