"""Reads about thanks, bookmarks and what people follow; what became hidden shows nothing and counts nowhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from panya.base.core.many import these
from panya.base.core.prepared import Prepared
from panya.base.thai.normalise import normalise_line
from panya.shared.content.mentions import who_reads
from panya.shared.content.models import Access, Item, Notebook, Status, Topic
from panya.shared.content.queries import LARGEST_NUMBER, find_item, find_notebook
from panya.shared.content.subject_lists import find_tag, find_topic
from panya.shared.feedback.models import COLUMNS, Bookmark, Follow, Followed, FollowKind, Thank
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader
from panya.shared.people.queries import find_person, find_unit


@dataclass(frozen=True)
class Keeping:
    """What this reader did with a record, whether the reader wrote it, and how many thanked for it."""

    thanks: int = 0
    has_thanked: bool = False
    has_kept: bool = False
    follows: bool = False
    writes: bool = False


@dataclass(frozen=True)
class FollowedNews:
    """Something new for a follower: the record, why it is shown, since when."""

    item: Item
    why: str
    at: datetime


# What is older is no news.
NEWS_FOR = timedelta(days=60)
_WEIGHT = {kind.value: place for place, kind in enumerate(FollowKind)}


_COUNTED = Thank.objects.filter(item=OuterRef("pk")).order_by().values("item").annotate(n=Count("pk")).values("n")
# Every page about a record asks it: written as SQL once.
_KEEPING = Prepared(
    lambda number, person: (
        Item.objects.filter(pk=number)
        .annotate(
            thank_count=Subquery(_COUNTED),
            thanked=Exists(Thank.objects.filter(item=OuterRef("pk"), person=person)),
            kept=Exists(Bookmark.objects.filter(item=OuterRef("pk"), person=person)),
            co_edits=Exists(Item.co_editors.through.objects.filter(item=OuterRef("pk"), user=person)),
            followed=Exists(Follow.objects.filter(item=OuterRef("pk"), person=person)),
        )
        .only("number")
    )
)


def keeping_of(item: Item, person: User) -> Keeping:
    """What this person did with a record that the caller was allowed to read; one question."""
    (found,) = _KEEPING(item.pk, person.pk) or [None]
    if found is None:
        return Keeping()
    writes = person.pk in {item.author_id, item.owner_id} or bool(found.co_edits)
    return Keeping(found.thank_count or 0, bool(found.thanked), bool(found.kept), bool(found.followed), writes)


def thank_count(item: Item) -> int:
    return item.thanks.count()


def thanks_counted(numbers: list[int]) -> dict[int, int]:
    """How many people thanked for each of these items."""
    rows = Thank.objects.filter(item__in=numbers).order_by()
    return dict(rows.values_list("item").annotate(Count("pk")))


def thanks_for(item: Item) -> QuerySet[Thank]:
    """Who thanked for a record that the caller was allowed to read, the latest first."""
    return item.thanks.select_related("person").order_by("-at", "-pk")


def bookmarks_of(person: User) -> QuerySet[Item]:
    """What the person keeps to read later and may still read, kept last first."""
    return Item.objects.visible_to(person).for_lists().filter(bookmarks__person=person).order_by("-bookmarks__at")


def what_is_followed(person: User) -> QuerySet[Follow]:
    """What the person follows and may still see, followed last first."""
    readable = Item.objects.visible_to(person)
    # EXISTS inside EXISTS: as a list, all that the person may read would be made for every row.
    one = readable.filter(pk=OuterRef("item"))
    tagged = Item.tags.through.objects.filter(Exists(one), tag=OuterRef("tag"))
    written_in = readable.filter(notebook=OuterRef("notebook"), status=Status.PUBLISHED)
    shown = (
        Q(kind__in=[FollowKind.PERSON, FollowKind.TOPIC, FollowKind.UNIT])
        | Q(Exists(one), kind=FollowKind.ITEM)
        | Q(Exists(tagged), kind=FollowKind.TAG)
        | Q(Q(notebook__owner=person) | Q(Exists(written_in)), kind=FollowKind.NOTEBOOK)
    )
    return person.follows.filter(shown).select_related(*COLUMNS.values())


def find_followed(kind: str, key: str, reader: Reader) -> Followed | None:
    """The thing of this kind that an address names; None also where it is hidden from this reader."""
    if kind == FollowKind.PERSON:
        return find_person(key)
    if kind == FollowKind.UNIT:
        return find_unit(key)
    if kind == FollowKind.TOPIC:
        return find_topic(normalise_line(key))
    if kind == FollowKind.NOTEBOOK:
        return _notebook(key, reader)
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else None
    if number is None or number > LARGEST_NUMBER:
        return None
    if kind == FollowKind.TAG:
        return find_tag(number, reader)
    found = find_item(number, reader) if kind == FollowKind.ITEM else None
    return found if found is not None and found.pk == number else None


def follows(person: User, kind: FollowKind, target: Followed) -> bool:
    return person.follows.filter(**{COLUMNS[kind]: target}).exists()


def followed_news(person: User, limit: int = 8) -> list[FollowedNews]:
    """What came in the last 60 days into what the person follows, newest first, once each with why; never one's own."""
    # All of them: only records that the person may read are looked for, and they bring the reason with them.
    followed = _FOLLOWED(person.pk)
    if not followed:
        return []
    published = Item.objects.visible_to(person).filter(status=Status.PUBLISHED).exclude(author=person)
    # Numbers first: whole rows of all that stands under a tag would be sorted for the sake of eight.
    numbers: set[int] = set()
    records = [follow for follow in followed if follow.kind == FollowKind.ITEM]
    places = [follow for follow in followed if follow.kind != FollowKind.ITEM]
    for follows_of, at in ((records, "edited_at"), (places, "published_at")):
        if follows_of:
            lately = {f"{at}__gt": timezone.now() - NEWS_FOR}
            newest = published.filter(_in_any(follows_of), **lately).order_by(f"-{at}", "-number")
            numbers.update(newest.values_list("pk", flat=True)[:limit])
    if not numbers:
        return []
    found = {item.pk: item for item in _LISTED(numbers)}
    reasons = _reasons(list(found.values()), followed)
    news = [FollowedNews(found[pk], follow.why, _since(found[pk], follow)) for pk, follow in reasons.items()]
    return sorted(news, key=lambda one: (one.at, one.item.pk), reverse=True)[:limit]


# Everybody's front page asks these: written as SQL once.
_FOLLOWED: Prepared[Follow] = Prepared(
    lambda person: Follow.objects.filter(person=person).select_related(*COLUMNS.values())
)
_LISTED: Prepared[Item] = Prepared(lambda numbers: Item.objects.for_lists().filter(pk__in=these(numbers)).order_by())
_TAGGED: Prepared[tuple[int, int]] = Prepared(
    lambda numbers: Item.tags.through.objects.filter(item__in=these(numbers)).order_by().values_list("item", "tag")
)
_UNDER_TOPICS: Prepared[tuple[int, int, int | None, int | None]] = Prepared(
    lambda numbers: (
        Item.topics.through.objects.filter(item__in=these(numbers))
        .order_by()
        .values_list("item", "topic", "topic__parent", "topic__parent__parent")
    )
)


def followers_of(item: Item) -> list[Follow]:
    """Who follows something that this record stands in and may read it, what tells most first."""
    topics = Topic.objects.filter(items=item)
    wanted = (
        Q(whom=item.author_id, whom__isnull=False)
        | Q(notebook=item.notebook_id, notebook__isnull=False)
        | Q(topic__in=topics)
        | Q(topic__children__in=topics)
        | Q(topic__children__children__in=topics)
        | Q(tag__in=item.tags.all())
        | Q(unit__in=item.unit.ancestor_ids)
    )
    found = _readers_of(item, Follow.objects.filter(wanted).distinct())
    # What is the same stands together: each group of followers is told at once.
    return sorted(found, key=lambda follow: (_WEIGHT[follow.kind], follow.name))


def followers_of_item(item: Item) -> list[Follow]:
    """Who follows this record itself and may read it."""
    return _readers_of(item, item.followers.all())


def _readers_of(item: Item, follows: QuerySet[Follow]) -> list[Follow]:
    found = list(follows.select_related("person", *COLUMNS.values()))
    if not found:
        # Most have none, and to ask who reads costs more than to look.
        return []
    people = User.objects.active() if item.access == Access.PUBLIC else who_reads(item)
    readers = set(people.filter(pk__in=follows.order_by().values("person")).values_list("pk", flat=True))
    return [follow for follow in found if follow.person_id in readers]


def _notebook(key: str, reader: Reader) -> Notebook | None:
    notebook = find_notebook(key)
    if notebook is None or notebook.owner_id == reader.pk:
        return notebook
    readable = Item.objects.visible_to(reader).filter(notebook=notebook, status=Status.PUBLISHED)
    return notebook if readable.exists() else None


def _in_any(followed: list[Follow]) -> Q:
    """Records that stand in one of these, which are of any kind."""
    found = Q()
    for kind in FollowKind:
        if of_kind := [follow for follow in followed if follow.kind == kind]:
            found |= _in(kind, of_kind)
    return found


def _in(kind: FollowKind, followed: list[Follow]) -> Q:
    """Records that stand in one of these, which are of one kind."""
    keys = [follow.target.pk for follow in followed]
    if kind == FollowKind.ITEM:
        return Q(pk__in=keys)
    if kind == FollowKind.PERSON:
        return Q(author__in=keys)
    if kind == FollowKind.NOTEBOOK:
        return Q(notebook__in=keys)
    if kind == FollowKind.TAG:
        # EXISTS: the newest records are walked until there are enough; a list of all under a tag grows for ever.
        return Q(Exists(Item.tags.through.objects.filter(item=OuterRef("pk"), tag__in=keys)))
    if kind == FollowKind.TOPIC:
        under = Q(topic__in=keys) | Q(topic__parent__in=keys) | Q(topic__parent__parent__in=keys)
        return Q(Exists(Item.topics.through.objects.filter(under, item=OuterRef("pk"))))
    below = Q()
    for follow in followed:
        if follow.unit is not None:
            below |= Q(unit__path__startswith=follow.unit.path)
    return below


def _reasons(items: list[Item], followed: list[Follow]) -> dict[int, Follow]:
    """For each record that is news the first reason, what tells most first."""
    numbers = [item.pk for item in items]
    tags = set(_TAGGED(numbers))
    topics = {(number, topic) for number, *line in _UNDER_TOPICS(numbers) for topic in line if topic}
    by_weight = sorted(followed, key=lambda follow: _WEIGHT[follow.kind])
    reasons: dict[int, Follow] = {}
    for item in items:
        for follow in by_weight:
            if _is_reason(item, follow, tags, topics):
                reasons[item.pk] = follow
                break
    return reasons


def _is_reason(item: Item, follow: Follow, tags: set[tuple[int, int]], topics: set[tuple[int, int]]) -> bool:
    if follow.unit is not None:
        return item.unit.path.startswith(follow.unit.path)
    return (
        (follow.item_id == item.pk and _changed_since(item, follow))
        or (follow.whom_id is not None and follow.whom_id == item.author_id)
        or (follow.notebook_id is not None and follow.notebook_id == item.notebook_id)
        or (item.pk, follow.tag_id) in tags
        or (item.pk, follow.topic_id) in topics
    )


def _changed_since(item: Item, follow: Follow) -> bool:
    """A followed record is news once it was changed after one began to follow it."""
    return item.edited_at is not None and item.edited_at > follow.at


def _since(item: Item, follow: Follow) -> datetime:
    """When it became news."""
    at = item.edited_at if follow.kind == FollowKind.ITEM else item.published_at
    return at or follow.at
