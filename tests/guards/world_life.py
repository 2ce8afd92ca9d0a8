"""The life of assets: their texts one by one, what is typed and not saved, the note that one was made from."""

from panya.shared.content.actions.drafts import autosave, open_draft
from panya.shared.content.models import Item, Link
from tests.guards.world import Thing, World


def live_assets(world: World) -> None:
    """Revisions of every asset, drafts of two writers, and a lineage whose ends not everybody may read."""
    for thing in world.things["asset"]:
        latest = thing.subject.latest.number
        values = {**thing.values, "revision_number": latest, "old_number": 1, "new_number": latest}
        world.add(
            "asset_revision", Thing(f"revision of {thing.state}", values, *thing.rights[:3], subject=thing.subject)
        )
    for role, number in (("author", None), ("co_editor", 205)):
        _draft(world, role, number)
    # A public asset out of a restricted note, a restricted asset out of a public note.
    for asset, note in ((201, 105), (205, 101)):
        source = Item.objects.get(pk=note)
        Link.objects.create(source_id=asset, target=source, kind=Link.MADE_FROM, as_of=source.published)


def _draft(world: World, role: str, number: int | None) -> None:
    person, own = world.person(role), frozenset({role})
    about = f"draft of an asset of {role} of {number}"
    draft = open_draft(person, "asset", item=Item.objects.get(pk=number) if number else None)
    names = ("title", "lead", "body", "title_en", "situation", "steps", "cautions", "legal_refs")
    fields = {name: world.secret(f"{name} of {about}", own) for name in names}
    autosave(draft, fields | {"type": "story"}, by=person)
    world.add("asset_draft", Thing(about, {"draft_id": draft.public_id}, own, own, own, subject=draft))
