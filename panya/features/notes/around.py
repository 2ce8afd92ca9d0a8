"""What stands around a note: the records that lead to it, and those that are near to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from panya.shared.content.models import Item, Link, Status
from panya.shared.people.permissions import Reader
from panya.shared.search.queries import search

MOST_NEAR = 5
MOST_MENTIONS = 50
_LONGEST_QUESTION = 300


@dataclass(frozen=True)
class Around:
    """As one reader sees it: what this reader may not read is neither shown nor counted."""

    mentioned_in: Sequence[Item]
    leads_to: Sequence[Item]
    near: Sequence[Item]


def around(item: Item, reader: Reader) -> Around:
    """The newest records that mention this one, those that it mentions, and at most five others about the same."""
    mentioned_in = list(mentioning(item, reader)[:MOST_MENTIONS])
    links = Link.objects.filter(source=item, kind=Link.MENTIONS)
    leads_to = list(_shown(reader).filter(pk__in=links.values("target"))[:MOST_MENTIONS])
    linked = {one.pk for one in [*mentioned_in, *leads_to]}
    return Around(mentioned_in, leads_to, [one for one in _near(item, reader) if one.pk not in linked][:MOST_NEAR])


def mentioning(item: Item, reader: Reader) -> QuerySet[Item]:
    """The records that this reader may read whole and that mention this one."""
    links = Link.objects.filter(target=item, kind=Link.MENTIONS)
    return _shown(reader).filter(pk__in=links.values("source"))


def _shown(reader: Reader) -> QuerySet[Item]:
    readable = Item.objects.visible_to(reader).filter(status=Status.PUBLISHED)
    return readable.for_lists().newest_first()


def _near(item: Item, reader: Reader) -> list[Item]:
    """Those that the words of title and tags find, then those that share most tags, then those of the same topics.

    The words ask the public index for everybody: its figures know nothing of records that some may not read.
    """
    tags, topics = list(item.tags.all()), list(item.topics.all())
    words = " ".join([item.title, *(tag.name for tag in tags)])[:_LONGEST_QUESTION]
    found = search(words, AnonymousUser(), limit=MOST_NEAR * 3, as_typed=True)
    # What only looks like the words is no kin, and a card tells too little to be one.
    results = [] if found.loose else [result.item for result in found.results if result.whole]
    shared = Count("tags", filter=Q(tags__in=tags), distinct=True)
    alike = _shown(reader).filter(Q(tags__in=tags) | Q(topics__in=topics)).annotate(shared=shared)
    results += alike.order_by("-shared", "-published_at", "-number")[: MOST_NEAR * 3] if tags or topics else []
    return list({one.pk: one for one in results if one.pk != item.pk}.values())
