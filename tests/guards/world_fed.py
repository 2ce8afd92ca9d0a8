"""What can be followed by feeds: one thing of each kind with a public record, and those without."""

from panya.shared.content.models import Tag
from tests.guards.world import EVERYONE, NOBODY, Thing, World

FORMS = ("atom", "rss", "json")


def feed_everything(world: World) -> None:
    """Only what a published PUBLIC record belongs to has a feed; the same for every role."""
    for form in FORMS:
        world.add("feed", Thing(form, {"form": form}))
    world.add("sitemap_page", Thing("first", {"page": 1}))
    everyones = Tag.objects.get(name="ทุกคนใช้")
    hidden = Tag.objects.filter(items=105).exclude(pk=everyones.pk).get()
    _add(world, "feed_of_tag", {"pk": everyones.pk}, {"pk": hidden.pk})
    _add(world, "feed_of_unit", {"code": world.units["alpha"].code}, {"code": world.units["beta"].code})
    shown, empty = world.notebooks["shown"], world.notebooks["hidden"]
    _add(world, "feed_of_notebook", {"public_id": shown.public_id}, {"public_id": empty.public_id})
    author, other = world.person("author"), world.person("owner")
    _add(world, "feed_of_person", {"public_id": author.public_id}, {"public_id": other.public_id})


def _add(world: World, kind: str, shown: dict, hidden: dict) -> None:
    for form in FORMS:
        world.add(kind, Thing(f"{form} with public records", {**shown, "form": form}, EVERYONE))
        world.add(kind, Thing(f"{form} without", {**hidden, "form": form}, NOBODY))
