"""Topics, tags, words of the glossary and aims, with tokens in their fields."""

from panya.base.core.clock import today
from panya.base.thai.dates import fiscal_year
from panya.features.assets.models import Wanted, WantedState
from panya.shared.content.models import Aim, AimKind, Item, Term, Topic
from panya.shared.people.models import Competence
from panya.shared.search.models import MissedSearch
from tests.factories import TopicFactory
from tests.guards.world import EVERYONE, NOBODY, STAFF, Thing, World


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
    for name in ("หนึ่ง", "สอง"):
        competence = Competence.objects.create(name=name)
        world.add("competence", Thing(name, {"pk": competence.pk}, STAFF, subject=competence))
    _wanted(world)
    _missed(world)


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


def _wanted(world: World) -> None:
    """A card in each state, with a taker; an answer shows itself to its readers only."""
    for state in WantedState:
        card = Wanted.objects.create(
            title=world.secret(f"title of a {state} card", STAFF),
            key=f"card {state}",
            why=world.secret(f"why of a {state} card", STAFF),
            asked_by=world.person("author"),
            unit=world.units["alpha"],
            topic=Topic.objects.get(slug="shown"),
            state=state,
            taken_by=world.person("other_unit") if state == WantedState.TAKEN else None,
            answer_id=105 if state == WantedState.ANSWERED else None,
        )
        card.backers.add(world.person("officer"))
        keepers = frozenset({"author", "km_team", "same_unit", "administrator"})
        world.add("wanted", Thing(f"{state} card", {"public_id": card.public_id}, STAFF, STAFF, keepers, subject=card))


def _missed(world: World) -> None:
    """Sought in vain: by one of the staff, and by one guest only."""
    keepers = frozenset({"km_team", "same_unit", "administrator"})
    for seeker, by_staff, seen_by in (("staff", True, keepers), ("guest", False, NOBODY)):
        words = world.secret(f"words that one {seeker} sought in vain", seen_by)
        MissedSearch.objects.create(key=words, words=words, day=today(), seeker=seeker, by_staff=by_staff)
