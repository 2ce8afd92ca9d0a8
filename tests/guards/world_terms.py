"""Topics, tags, words of the glossary and aims, with tokens in their fields."""

from panya.base.core.clock import today
from panya.base.thai.dates import fiscal_year
from panya.shared.content.models import Aim, AimKind, Item, Term, Topic
from tests.factories import TopicFactory
from tests.guards.world import EVERYONE, STAFF, Thing, World


def keep_subjects(world: World) -> None:
    """Everybody meets topics and words; a tag only who reads a record with it; aims are for the staff."""
    name = world.secret("name of a topic", EVERYONE)
    for slug, fields in (
        ("shown", {"name_th": name, "name_en": name}),
        ("closed", {"is_closed": True}),
        ("merged", {"merged_into": Topic.objects.get(slug="topic-101")}),
    ):
        topic = TopicFactory(slug=slug, **fields)
        world.add("topic", Thing(f"{slug} topic", {"slug": slug}, subject=topic))
        if slug != "merged":
            world.add("kept_topic", Thing(f"{slug} topic", {"slug": slug}, subject=topic))
    for thing in (thing for thing in world.things["item"] if thing.subject.kind == "note"):
        for tag in Item.objects.get(pk=thing.subject.pk).tags.exclude(name="ทุกคนใช้"):
            world.add("tag", Thing(f"tag of {thing.state}", {"pk": tag.pk}, thing.readers, subject=tag))
    _term(world)
    _aim(world)


def _term(world: World) -> None:
    term = Term.objects.create(
        name=world.secret("name of a word", EVERYONE),
        name_en=world.secret("English of a word", EVERYONE),
        abbreviation=world.secret("abbreviation of a word", EVERYONE),
        synonyms=[world.secret("synonym of a word", EVERYONE)],
        related=[world.secret("word related to a word", EVERYONE)],
        meaning=world.secret("meaning of a word", EVERYONE),
    )
    world.add("term", Thing("a word", {"pk": term.pk}, subject=term))


def _aim(world: World) -> None:
    year = fiscal_year(today())
    issue = Aim.objects.create(
        fiscal_year=year, kind=AimKind.ISSUE, code="SI-1", name=world.secret("name of a strategy issue", STAFF)
    )
    kpi = Aim.objects.create(
        fiscal_year=year,
        kind=AimKind.KPI,
        code="KPI-1",
        name=world.secret("name of a KPI", STAFF),
        parent=issue,
        unit=world.units["alpha"],
        is_closed=True,
    )
    for aim in (issue, kpi):
        world.add("aim", Thing(str(aim.kind), {"pk": aim.pk}, STAFF, subject=aim))
