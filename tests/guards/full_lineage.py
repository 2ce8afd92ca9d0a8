"""So many proposals, links and merged assets, for the guard that counts queries."""

from django.utils import timezone

from panya.features.assets.models import EditSuggestion
from panya.shared.content.actions import items
from panya.shared.content.models import Access, Item, Link
from panya.shared.feedback.models import UseRecord
from panya.shared.people.models import User
from tests.factories import AssetFactory, CommentFactory


def fill_lineage(values: dict[str, dict], person: User, people: list[User]) -> None:
    """So much of everything around the assets of this person."""
    translation = AssetFactory(author=person, access=Access.PUBLIC)
    other = AssetFactory(author=people[0], access=Access.PUBLIC)
    _link(translation, other, Link.TRANSLATES)
    for number in (values["asset"]["number"], values["public asset"]["number"]):
        item = Item.objects.get(pk=number)
        for somebody in people:
            near = AssetFactory(author=somebody, access=Access.PUBLIC)
            for kind in (Link.MADE_FROM, Link.RELIES_ON, Link.TRANSLATES):
                _link(near, item, kind)
            for kind in (Link.MADE_FROM, Link.RELIES_ON):
                _link(item, near, kind)
            _link(AssetFactory(author=somebody, access=Access.PUBLIC), item, Link.MENTIONS)
            _merged(item, somebody)
            suggestion = _suggestion(item, somebody)
    for somebody in people:
        _suggestion(AssetFactory(author=somebody, access=Access.PUBLIC), person)
    own = _suggestion(AssetFactory(author=people[0], access=Access.PUBLIC), person)
    values |= {
        "others_asset": {"number": other.pk},
        "translation": {"number": translation.pk},
        "suggestion": {"public_id": suggestion.public_id},
        "own_suggestion": {"public_id": own.public_id},
    }


def _merged(item: Item, somebody: User) -> None:
    gone = AssetFactory(author=somebody, access=Access.PUBLIC)
    items.retire(gone, by=somebody, reason="ซ้ำ")
    _link(gone, item, Link.MERGED_INTO)
    CommentFactory(item=gone, author=somebody)
    UseRecord.objects.create(
        item=gone,
        by=somebody,
        unit=somebody.unit,
        owner_unit=somebody.unit,
        used_on="2026-01-05",
        manner="as_is",
        result="worked",
        recorded_at=timezone.now(),
    )


def _suggestion(item: Item, by: User) -> EditSuggestion:
    text = {"title": "ใหม่", "lead": "", "body_html": "<p>ใหม่</p>", "structured": {}}
    return EditSuggestion.objects.create(
        item=item, base=item.published, text=text, reason="แก้", by=by, at=timezone.now()
    )


def _link(source: Item, target: Item, kind: str) -> None:
    Link.objects.create(source=source, target=target, kind=kind, as_of=target.published)
