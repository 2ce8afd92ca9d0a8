"""Topics and tags that may fit a text, each with its reason: from the glossary, from words in use, from near records.

Only records that the writer may read have a say, and reasons count only those.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext as _

from panya.base.thai.normalise import identity_key
from panya.shared.content.models import Item, Revision, Status, Tag, Term, Topic
from panya.shared.content.text import structured_text
from panya.shared.people.models import User
from panya.shared.search.queries import nearest

MOST_TAGS, MOST_TOPICS = 5, 2
_NEIGHBOURS = 12
# Title, lead and first words say best what a text is about (measured: bench/suggestions.py).
_QUERY = 150
_SHARPNESS = 8
_BODY = 20_000
# A topic is named only where so much of the nearness stands under it.
_LEAST_SHARE = 0.6
_LATIN = re.compile(r"[A-Za-z0-9&/.-]+")
# So often a word stands in a text that is about it.
_OFTEN = 4
_LEAST_WEIGHT = 0.35
# Shorter Thai words stand inside too many others.
_SHORTEST_THAI = 4


@dataclass(frozen=True)
class Suggestion:
    """What to put on the text (a tag's name, a topic's slug), how it is called, and why."""

    value: str
    label: str
    reason: str


@dataclass(frozen=True)
class Suggestions:
    topics: list[Suggestion] = field(default_factory=list)
    tags: list[Suggestion] = field(default_factory=list)


def suggest(
    revision: Revision, writer: User, *, without: Collection[int] = (), has_nothing: bool = False
) -> Suggestions:
    """What may fit this text, beyond what its record has already; records `without` have no say.

    `has_nothing` asks as if nothing were chosen for it yet, to measure how good this is.
    """
    item = revision.item
    left_out = {item.pk, *without}
    near = _near(revision, writer, left_out)
    text = _Text(revision)
    has_tags = set() if has_nothing else {tag.key for tag in item.tags.all()}
    has_topics = set() if has_nothing else {topic.pk for topic in item.topics.all()}
    return Suggestions(_topics(near, has_topics), _tags(text, near, writer, left_out, has_tags))


class _Text:
    """A text in which words are looked for: Thai anywhere, Latin as whole words."""

    def __init__(self, revision: Revision) -> None:
        head = f"{revision.title} {revision.lead}"
        whole = f"{head} {structured_text(revision.structured)} {revision.body_text[:_BODY]}"
        self.key, self.head = identity_key(whole), identity_key(head)
        self.latin = set(_LATIN.findall(whole))
        self.folded = {word.casefold() for word in self.latin}

    def weight(self, word: str) -> float:
        """How much the text is about the word: said in title or lead, or again and again; 0 where only in passing."""
        if _LATIN.fullmatch(word):
            # At most two letters are an abbreviation only in capitals, as written.
            stands = word in self.latin if len(word) < 3 else word.casefold() in self.folded
            return 0.6 if stands else 0.0
        key = identity_key(word)
        if len(key) < _SHORTEST_THAI:
            return 0.0
        times = self.key.count(key)
        return (0.6 if key in self.head else 0.0) + (min(times, 8) / 10 if times >= _OFTEN else 0.0)


def _near(revision: Revision, writer: User, left_out: set[int]) -> dict[int, float]:
    """The published records nearest to the text, with their share of the nearness."""
    query = f"{revision.title} {revision.lead} {revision.body_text}"[:_QUERY]
    found = nearest(query, writer, without=left_out, limit=_NEIGHBOURS)
    # Sharpened: the nearest ones know best.
    sharp = {number: (score / found[0][1]) ** _SHARPNESS for number, score in found if found[0][1] > 0}
    whole = sum(sharp.values())
    return {number: weight / whole for number, weight in sharp.items()}


def _topics(near: dict[int, float], has: set[int]) -> list[Suggestion]:
    shares, counts = _shares(Item.topics.through.objects, "topic_id", near)
    wanted = [pk for pk, share in shares.most_common() if share >= _LEAST_SHARE and pk not in has][:MOST_TOPICS]
    topics = Topic.objects.filter(is_closed=False, merged_into=None).in_bulk(wanted)
    return [
        Suggestion(
            topics[pk].slug,
            str(topics[pk]),
            _("เหมือนองค์ความรู้และบันทึก %(count)d เรื่องในหัวข้อนี้") % {"count": counts[pk]},
        )
        for pk in wanted
        if pk in topics
    ]


def _tags(text: _Text, near: dict[int, float], writer: User, left_out: set[int], has: set[str]) -> list[Suggestion]:
    """Words of the glossary that the text uses, tags in use that it says, tags of near records; the surest first."""
    found: dict[str, tuple[float, Suggestion]] = {}

    def offer(name: str, weight: float, reason: str) -> None:
        key = Tag.key_of(name)
        if key in has:
            return
        before = found.get(key)
        total = weight + (before[0] if before else 0)
        found[key] = (total, before[1] if before and before[0] >= weight else Suggestion(name, name, reason))

    tags = _tags_in_use(writer, left_out)
    shares, counts = _shares(Item.tags.through.objects, "tag_id", near)
    for tag, uses in tags.items():
        if weight := text.weight(tag.name):
            said = {"name": tag.name, "count": uses}
            offer(tag.name, weight, _("พบคำ ‘%(name)s’ ในเรื่องนี้ และมีเรื่องอื่นใช้แล้ว %(count)d เรื่อง") % said)
        if counts[tag.pk] >= 2:
            offer(tag.name, shares[tag.pk], _("อยู่ในเรื่องที่เหมือนกัน %(count)d เรื่อง") % {"count": counts[tag.pk]})
    by_key = {tag.key: tag for tag in tags}
    for term in Term.objects.all():
        said_as = max(term.spellings, key=text.weight)
        if weight := text.weight(said_as):
            name = next((by_key[key].name for word in term.spellings if (key := Tag.key_of(word)) in by_key), term.name)
            # A word that nobody uses as a tag yet is a weaker hint.
            offer(
                name,
                weight * (0.9 if Tag.key_of(name) in by_key else 0.6),
                _("พบคำ ‘%(word)s’ ในคลังคำ") % {"word": said_as},
            )
    best = sorted(found.values(), key=lambda pair: (-pair[0], pair[1].value))
    return [suggestion for weight, suggestion in best if weight >= _LEAST_WEIGHT][:MOST_TAGS]


def _tags_in_use(writer: User, left_out: Iterable[int]) -> dict[Tag, int]:
    """Tags on published records that the writer may read, with how many records each."""
    readable = Item.objects.visible_to(writer).filter(status=Status.PUBLISHED).exclude(pk__in=list(left_out))
    links = Item.tags.through.objects.filter(item__in=readable.order_by().values("pk"))
    counted = dict(links.order_by().values_list("tag_id").annotate(n=Count("pk")))
    tags = Tag.objects.in_bulk(list(counted))
    return {tags[pk]: count for pk, count in counted.items() if pk in tags}


def _shares(links, column: str, near: dict[int, float]) -> tuple[Counter, Counter]:  # type: ignore[no-untyped-def]
    """Of each topic or tag, the share of nearness and the number of the near records under it."""
    shares: dict[int, float] = defaultdict(float)
    counts: Counter[int] = Counter()
    for number, pk in links.filter(item_id__in=list(near)).values_list("item_id", column):
        shares[pk] += near[number]
        counts[pk] += 1
    return Counter(shares), counts
