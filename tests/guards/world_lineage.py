"""Proposed texts, translations, merged assets, and links of every kind whose ends not everybody may read."""

from django.utils import timezone

from panya.features.assets.models import ChangeState, EditSuggestion
from panya.features.assets.structure import Parts
from panya.shared.content.models import Access, Item, Link, Status, Topic
from panya.shared.feedback.models import UseRecord
from tests.factories import CommentFactory
from tests.guards.world import EVERYONE, KEEPERS, READERS, STAFF, Thing, World
from tests.guards.world_assets import asset

ENDS = (201, 205)
KINDS = (Link.MENTIONS, Link.MADE_FROM, Link.RELIES_ON)


def make_lineage(world: World) -> None:
    """Everything that ties two assets, or a reader's words to one."""
    _translations(world)
    _merged(world)
    for source, target in (ENDS, ENDS[::-1]):
        for kind in KINDS:
            _link(source, target, kind)
    for number, maker in ((201, "officer"), (204, "same_unit"), (205, "circle_member")):
        _suggestion(world, number, maker, ChangeState.OPEN)
    _suggestion(world, 203, "other_unit", ChangeState.DECLINED)
    _suggestion(world, 202, "administrator", ChangeState.WITHDRAWN)
    # Could read it once.
    _suggestion(world, 205, "unit_administrator", ChangeState.OPEN)
    world.things["own_suggestion"] = world.things["suggestion"]
    world.things["others_asset"] = list(world.things["asset"])


def _translations(world: World) -> None:
    """A public one of a public source, a restricted one, and a public one whose source became narrower."""
    for number, access, source in ((261, Access.PUBLIC, 201), (262, Access.RESTRICTED, 205), (263, Access.PUBLIC, 205)):
        thing = asset(world, number, access)
        Item.objects.filter(pk=number).update(language="en")
        _link(number, source, Link.TRANSLATES)
        world.add("translation", thing)


def _merged(world: World) -> None:
    """Into a public asset: a public and a restricted one, each with words under it and a use."""
    for number, access in ((281, Access.PUBLIC), (282, Access.RESTRICTED)):
        thing = asset(world, number, access, status=Status.RETIRED)
        _link(number, 201, Link.MERGED_INTO)
        said = world.secret(f"comment on what was merged {number}", thing.readers)
        CommentFactory(item=thing.subject, body_html=f"<p>{said}</p>")
        Item.objects.filter(pk=number).update(comment_count=1)
        seen_by = STAFF if access == Access.PUBLIC else READERS[access]
        officer = world.person("officer")
        UseRecord.objects.create(
            item=thing.subject,
            by=officer,
            unit=officer.unit,
            owner_unit=world.units["alpha"],
            used_on="2026-01-05",
            manner="as_is",
            result="worked",
            what=world.secret(f"use of what was merged {number}", seen_by),
            recorded_at=timezone.now(),
        )


def _suggestion(world: World, number: int, maker: str, state: str) -> None:
    item, about = Item.objects.get(pk=number), f"{state} suggestion of {maker} on asset {number}"
    may_read = (
        {maker} if maker in (EVERYONE if item.access == Access.PUBLIC else READERS[Access(item.access)]) else set()
    )
    deciders = KEEPERS if state != ChangeState.WITHDRAWN else frozenset()
    readers = frozenset(may_read) | deciders

    def gem(part: str) -> str:
        return world.secret(f"{part} of {about}", readers).replace("ขุมทรัพย์", "มณี")

    parts = Parts(situation=gem("situation"), steps=(gem("step"),), cautions=(gem("caution"),))
    suggestion = EditSuggestion.objects.create(
        item=item,
        base=item.published,
        text={
            "title": gem("title"),
            "lead": gem("lead"),
            "body_html": f"<p>{gem('body')}</p>",
            "structured": parts.as_json(),
        },
        reason=gem("reason"),
        by=world.person(maker),
        at=timezone.now(),
        state=state,
        decided_by=world.person("owner") if state != ChangeState.OPEN else None,
        decided_at=timezone.now() if state != ChangeState.OPEN else None,
        decision_words=gem("decision") if state == ChangeState.DECLINED else "",
    )
    values = {"public_id": suggestion.public_id}
    world.add("suggestion", Thing(about, values, readers, frozenset(may_read), deciders, subject=suggestion))


def _link(source: int, target: int, kind: str) -> None:
    end = Item.objects.get(pk=target)
    Link.objects.get_or_create(source_id=source, target=end, kind=kind, defaults={"as_of": end.published})


# For the guard that compares worlds with and without a hidden thing.
HIDDEN = 961
WORDS = "ทุเรียนหมอนทองเกรดพิเศษ"


def led_to_hidden(world: World) -> None:
    """A restricted asset that is tied to public ones in every way, and what others propose."""
    asset(world, HIDDEN, Access.RESTRICTED)
    asset(world, HIDDEN + 1, Access.RESTRICTED, status=Status.RETIRED)
    hidden = Item.objects.get(pk=HIDDEN)
    # The names of topics are for everybody: the hidden ones bring none of their own.
    Topic.objects.filter(items__in=[HIDDEN, HIDDEN + 1]).delete()
    for kind in (*KINDS, Link.TRANSLATES):
        _link(HIDDEN, 201, kind)
        _link(201, HIDDEN, kind)
    _link(HIDDEN + 1, 201, Link.MERGED_INTO)
    CommentFactory(item_id=HIDDEN + 1, body_text=WORDS, body_html=f"<p>{WORDS}</p>")
    base = Item.objects.get(pk=201).published
    text = {"title": WORDS, "lead": "", "body_html": "", "structured": {}}
    for item, maker in ((Item.objects.get(pk=201), "circle_member"), (hidden, "circle_member")):
        EditSuggestion.objects.create(
            item=item, base=base, text=text, reason=WORDS, by=world.person(maker), at=timezone.now()
        )


def addresses_around() -> list[str]:
    """Where something of it could show."""
    pages = ("", "/suggest", "/translate", "/merge")
    return [
        *(f"/assets/{number}{page}" for number in (201, 261, 281, HIDDEN) for page in pages),
        "/assets/suggestions",
        f"/assets/synthesis?items=201&numbers={HIDDEN}&q={WORDS}",
    ]
