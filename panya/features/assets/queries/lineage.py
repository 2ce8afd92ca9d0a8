"""What an asset came from and what became of it: both ends of every link, as far as this reader may read them.

A hidden end is neither shown nor counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from panya.shared.content.models import Item, Link, Status
from panya.shared.feedback.models import Comment, CommentState, UseRecord
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader

MOST_LINKS = 1_000
MOST_MENTIONS = 50
MOST_TOLD = 50
# So often a merged asset may itself have taken others in.
_DEEPEST = 5


@dataclass(frozen=True)
class Tie:
    """The other end of a link, and whether the text there is another one by now than the link was made with."""

    item: Item
    is_stale: bool = False


@dataclass
class Merged:
    """An asset that was merged into this one, with what was said of it and what came of it."""

    item: Item
    comments: list[Comment] = field(default_factory=list)
    uses: list[UseRecord] = field(default_factory=list)


@dataclass
class Lineage:
    """Everything around one asset, for one reader."""

    made_from: list[Tie] = field(default_factory=list)
    became: list[Tie] = field(default_factory=list)
    relies_on: list[Tie] = field(default_factory=list)
    relied_on_by: list[Tie] = field(default_factory=list)
    translations: list[Tie] = field(default_factory=list)
    # The source, where this one is the translation.
    translates: Tie | None = None
    merged_into: Tie | None = None
    merged: list[Merged] = field(default_factory=list)
    mentioned_in: list[Item] = field(default_factory=list)
    mentions: list[Item] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, name) for name in self.__dataclass_fields__)


def lineage_of(item: Item, reader: Reader) -> Lineage:
    """What this reader may see of it, in a fixed number of questions."""
    links = list(_links_of(item)[:MOST_LINKS])
    others = {link.target_id if link.source_id == item.pk else link.source_id for link in links}
    readable = Item.objects.visible_to(reader).for_lists().in_bulk(others) if others else {}
    found = Lineage()
    for link in sorted(links, key=lambda link: link.pk):
        outward = link.source_id == item.pk
        other = readable.get(link.target_id if outward else link.source_id)
        if other is not None:
            _put(found, item, link, other, outward=outward)
    if found.merged:
        found.merged = merged_into(item, reader)
    _put_mentions(found, item, reader)
    return found


def translations_of(item: Item, reader: Reader) -> QuerySet[Item]:
    """The translations of a source that this reader may read and that are in use or being written."""
    links = Link.objects.filter(target=item, kind=Link.TRANSLATES)
    return Item.objects.visible_to(reader).filter(pk__in=links.values("source")).exclude(status=Status.RETIRED)


def merged_into(item: Item, reader: Reader) -> list[Merged]:
    """The assets that were merged into this one, at once or one through the other, with what was said of them."""
    numbers: list[int] = []
    newest = [item.pk]
    for _depth in range(_DEEPEST):
        links = Link.objects.filter(target__in=newest, kind=Link.MERGED_INTO, source__status=Status.RETIRED)
        newest = [pk for pk in links.values_list("source", flat=True) if pk not in {item.pk, *numbers}]
        numbers += newest
        if not newest:
            break
    found = Item.objects.visible_to(reader).for_lists().filter(pk__in=numbers).order_by("-pk")
    merged = {one.pk: Merged(one) for one in found}
    said = Comment.objects.filter(item__in=list(merged), state=CommentState.VISIBLE).select_related("author")
    for comment in said.order_by("-pk")[:MOST_TOLD]:
        merged[comment.item_id].comments.append(comment)
    if isinstance(reader, User) and reader.is_staff_member:
        told = UseRecord.objects.told().filter(item__in=list(merged))
        for use in told.select_related("by", "unit").order_by("-used_on", "-pk")[:MOST_TOLD]:
            merged[use.item_id].uses.append(use)
    return list(merged.values())


def _links_of(item: Item) -> QuerySet[Link]:
    return Link.objects.filter(Q(source=item) | Q(target=item)).exclude(kind=Link.MENTIONS)


def _put(found: Lineage, item: Item, link: Link, other: Item, *, outward: bool) -> None:
    source_of_text = other if outward else item
    tie = Tie(other, is_stale=link.as_of_id is not None and source_of_text.published_id != link.as_of_id)
    if link.kind == Link.TRANSLATES and outward:
        found.translates = tie
    elif link.kind == Link.TRANSLATES:
        if not other.is_retired:
            found.translations.append(tie)
    elif link.kind == Link.MERGED_INTO and outward:
        found.merged_into = tie if item.is_retired else None
    elif link.kind == Link.MERGED_INTO:
        if other.is_retired:
            found.merged.append(Merged(other))
    elif lines := _lines(found, link.kind, outward=outward):
        lines[0].append(tie)


def _lines(found: Lineage, kind: str, *, outward: bool) -> list[list[Tie]]:
    known: dict[tuple[str, bool], list[Tie]] = {
        (Link.MADE_FROM, True): found.made_from,
        (Link.MADE_FROM, False): found.became,
        (Link.RELIES_ON, True): found.relies_on,
        (Link.RELIES_ON, False): found.relied_on_by,
    }
    return [known[kind, outward]] if (kind, outward) in known else []


def _put_mentions(found: Lineage, item: Item, reader: Reader) -> None:
    shown = Item.objects.visible_to(reader).filter(status=Status.PUBLISHED).for_lists().newest_first()
    links = Link.objects.filter(kind=Link.MENTIONS)
    known = {tie.item.pk for tie in _ties(found)}
    inward = _newest(shown, links.filter(target=item), "source")
    outward = _newest(shown, links.filter(source=item), "target")
    found.mentioned_in = [one for one in inward if one.pk not in known]
    found.mentions = [one for one in outward if one.pk not in known]


def _newest(shown: QuerySet[Item], links: QuerySet[Link], end: str) -> list[Item]:
    """The newest at this end of the links."""
    # Most records have none, and to ask who reads what costs more than to look.
    return list(shown.filter(pk__in=links.values(end))[:MOST_MENTIONS]) if links.exists() else []


def _ties(found: Lineage) -> Iterable[Tie]:
    """All ends that are shown with what they are; as plain mentions they need not stand there once more."""
    yield from [*found.made_from, *found.became, *found.relies_on, *found.relied_on_by, *found.translations]
    yield from [tie for tie in (found.translates, found.merged_into) if tie is not None]
