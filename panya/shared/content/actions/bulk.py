"""Items that come from outside, many at a time, under the rules of `items`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from panya.shared.audit import actions as audit
from panya.shared.content.actions.changes import tell_changed
from panya.shared.content.actions.items import Place, add_revision, publish_latest, require_readers
from panya.shared.content.actions.numbers import FIRST_NATIVE, next_numbers
from panya.shared.content.actions.subjects import tags_named
from panya.shared.content.choices import BY_CIRCLE
from panya.shared.content.models import Item, Revision, Status, Tag
from panya.shared.content.record_links import keep_links
from panya.shared.content.text import Text
from panya.shared.people.models import User

# Why a revision was made that no person wrote; shown in the history of the record.
IMPORTED = "นำเข้าจากแหล่งเดิม"
_AUTHOR_NAME_LIMIT = 200


@dataclass(frozen=True)
class NewItem:
    """One item as its source gives it; `text` is cleaned already, `summary` is the text's."""

    import_id: str
    import_sha256: str
    text: Text
    summary: str
    place: Place
    author_name: str = ""
    number: int | None = None
    written_at: datetime | None = None
    edited_at: datetime | None = None


def imported_items(import_format: str, import_ids: Iterable[str]) -> dict[str, Item]:
    """The items that these ids of a format were taken in as, deleted ones among them."""
    found = Item.objects.filter(import_format=import_format, import_id__in=list(import_ids))
    found = found.select_related("latest").defer("latest__body_html", "latest__body_text", "latest__structured")
    return {item.import_id: item for item in found}


def edited_since_import(item: Item) -> bool:
    """True where a person saved a text on top of the one that the import wrote."""
    latest = item.latest
    return latest is None or latest.by_id is not None or latest.reason != IMPORTED


@transaction.atomic
def create_items(
    kind: str, news: Sequence[NewItem], *, import_format: str, owner: User, by: User, publish: bool
) -> list[Item]:
    """Make these items in a few statements, each with its first revision; published ones show at once."""
    if not news:
        return []
    for new in news:
        require_readers(new.place.access, new.place.circles)
    items = [
        _item(kind, new, number, old_number, import_format, owner)
        for new, (number, old_number) in zip(news, _numbers(news), strict=True)
    ]
    if publish:
        now = timezone.now()
        for item in items:
            # Old records keep their place in time, so that they do not crowd the newest ones.
            item.published_at = item.written_at or now
    Item.objects.bulk_create(items)
    Revision.objects.bulk_create([_revision(item, new.text) for item, new in zip(items, news, strict=True)])
    _point_at_revisions(items, publish=publish)
    _add_relations(items, news)
    if publish:
        keep_links({item.pk: new.text.body_html for item, new in zip(items, news, strict=True)})
    _tell(items, import_format, by=by, publish=publish)
    # No `published`: three thousand records at once must not ring three thousand bells.
    return items


@transaction.atomic
def update_item(item: Item, new: NewItem, *, by: User) -> Item:
    """Take a newer text of the source in; unit, readers, licence and notebook stay as people have them here."""
    item = Item.objects.select_for_update(of=("self",)).select_related("latest").get(pk=item.pk)
    item.import_sha256 = new.import_sha256
    item.author_name = new.author_name[:_AUTHOR_NAME_LIMIT]
    item.written_at, item.edited_at = new.written_at, new.edited_at
    item.save(update_fields=["import_sha256", "author_name", "written_at", "edited_at"])
    item.tags.add(*tags_named(new.place.tags))
    if item.latest is None or item.latest.sha256 != _revision(item, new.text).sha256:
        add_revision(item, new.text, by=None, base=item.latest, reason=IMPORTED)
    if item.status == Status.PUBLISHED:
        # The import acts for the owner of the record.
        publish_latest(item, by=item.owner, edited_at=new.edited_at)
    return item


def _numbers(news: Sequence[NewItem]) -> list[tuple[int, int | None]]:
    """(number, old number) of each: the wanted one where it is free and below the native ones."""
    wanted = {new.number for new in news if new.number is not None and 0 < new.number < FIRST_NATIVE}
    free = wanted - set(Item.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    kept: list[int | None] = []
    for new in news:
        kept.append(new.number if new.number in free else None)
        free.discard(new.number or 0)
    native = iter(next_numbers(kept.count(None)) if None in kept else [])
    return [
        (number, None) if number is not None else (next(native), new.number)
        for number, new in zip(kept, news, strict=True)
    ]


def _item(kind: str, new: NewItem, number: int, old_number: int | None, import_format: str, owner: User) -> Item:
    return Item(
        number=number,
        old_number=old_number,
        kind=kind,
        title=new.text.title,
        summary=new.summary,
        author_name=new.author_name[:_AUTHOR_NAME_LIMIT],
        owner=owner,
        unit=new.place.unit,
        notebook=new.place.notebook,
        access=new.place.access,
        licence=new.place.licence,
        source=new.place.source,
        written_at=new.written_at,
        edited_at=new.edited_at,
        import_format=import_format,
        import_id=new.import_id,
        import_sha256=new.import_sha256,
    )


def _revision(item: Item, text: Text) -> Revision:
    revision = Revision(
        item=item,
        number=1,
        title=text.title,
        lead=text.lead,
        body_html=text.body_html,
        body_text=text.body_text,
        structured=text.structured,
        reason=IMPORTED,
        created_at=timezone.now(),
    )
    revision.sha256 = revision.content_hash()
    return revision


def _point_at_revisions(items: list[Item], *, publish: bool) -> None:
    """One statement for all: revisions get their keys only when their items are there."""
    first = Subquery(Revision.objects.filter(item=OuterRef("pk"), number=1).values("pk"))
    stored = Item.objects.filter(pk__in=[item.pk for item in items])
    if publish:
        stored.update(latest=first, published=first, status=Status.PUBLISHED)
    else:
        stored.update(latest=first)


def _add_relations(items: list[Item], news: Sequence[NewItem]) -> None:
    tags: dict[tuple[str, ...], list[Tag]] = {}
    tagged, opened = [], []
    for item, new in zip(items, news, strict=True):
        names = new.place.tags
        if names and names not in tags:
            tags[names] = tags_named(names)
        tagged += [Item.tags.through(item_id=item.pk, tag_id=tag.pk) for tag in tags.get(names, [])]
        if new.place.access in BY_CIRCLE:
            opened += [Item.circles.through(item_id=item.pk, circle_id=circle.pk) for circle in new.place.circles]
    Item.tags.through.objects.bulk_create(tagged)
    Item.circles.through.objects.bulk_create(opened)


def _tell(items: list[Item], import_format: str, *, by: User, publish: bool) -> None:
    numbers = [item.pk for item in items]
    after = {"count": len(numbers), "published": publish, "numbers": numbers}
    audit.record("content.import", by=by, object_kind="import", object_id=import_format, after=after)
    if publish:
        tell_changed(numbers)
