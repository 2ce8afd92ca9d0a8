"""Topics as a tree, tags and the glossary as lists, with what a reader may see of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from panya.base.thai.normalise import identity_key, normalise_line
from panya.shared.content.models import Item, Status, Tag, Term, Topic
from panya.shared.people.permissions import Reader

_LEADING_VOWELS = "เแโใไ"


@dataclass
class Branch:
    """A topic, how many records under it and below this reader may read, and the topics below."""

    topic: Topic
    count: int = 0
    below: list["Branch"] = field(default_factory=list)


def topic_tree(reader: Reader, *, closed: bool = False) -> list[Branch]:
    """All topics that are in use as a tree; closed ones too where asked for."""
    topics = list(Topic.objects.filter(merged_into=None, **({} if closed else {"is_closed": False})))
    standing: dict[int, set[int]] = {topic.pk: set() for topic in topics}
    pairs = Item.topics.through.objects.filter(item__in=_read_by(reader).values("pk"), topic__in=list(standing))
    for topic_id, item_id in pairs.values_list("topic_id", "item_id"):
        standing[topic_id].add(item_id)
    branches = {topic.pk: Branch(topic) for topic in topics}
    tops: list[Branch] = []
    for topic in topics:
        above = branches.get(topic.parent_id) if topic.parent_id else None
        (above.below if above else tops).append(branches[topic.pk])
    for top in tops:
        _count(top, standing)
    return tops


def topic_choices(keep: Iterable[Topic] = (), *, without: Topic | None = None) -> list[tuple[str, str]]:
    """Slugs and names of the open topics for a list to choose from, each level moved in.

    `keep` are offered though they may be closed; `without` is left out with all below it.
    """
    kept = {topic.pk for topic in keep}
    below: dict[int | None, list[Topic]] = {}
    topics = list(Topic.objects.filter(merged_into=None))
    for topic in topics:
        below.setdefault(topic.parent_id, []).append(topic)
    found: list[tuple[str, str]] = []
    waiting = [(topic, 0) for topic in reversed(below.get(None, []))]
    while waiting:
        topic, depth = waiting.pop()
        if without is not None and topic.pk == without.pk:
            continue
        if topic.is_open or topic.pk in kept:
            found.append((topic.slug, "\u2003" * depth + str(topic)))
        waiting += [(child, depth + 1) for child in reversed(below.get(topic.pk, []))]
    return found


def find_topic(slug: str) -> Topic | None:
    """The topic of this address; of one that went into another, that other."""
    found = Topic.objects.select_related("merged_into", "parent").filter(slug=slug).first()
    return (found.merged_into or found) if found else None


def find_unmerged_topic(slug: str) -> Topic | None:
    return Topic.objects.select_related("parent").filter(slug=slug, merged_into=None).first()


def tags_read_by(reader: Reader, *, words: str = "", by_name: bool = False) -> QuerySet[Tag]:
    """Tags on published records that this reader may read whole, each with their `count`; a card names no tags."""
    tags = Tag.objects.filter(items__in=_read_by(reader).values("pk")).annotate(count=Count("items"))
    if words := normalise_line(words):
        tags = tags.filter(key__contains=identity_key(words))
    return tags.order_by("name_sort", "pk") if by_name else tags.order_by("-count", "name_sort", "pk")


def find_tag(pk: int, reader: Reader) -> Tag | None:
    """The tag (of a merged one, the other), where a record has it that this reader may read whole."""
    found = Tag.objects.select_related("merged_into").filter(pk=pk).first()
    tag = (found.merged_into or found) if found else None
    return tag if tag and Item.objects.visible_to(reader).filter(tags=tag).exists() else None


def glossary(*, words: str = "", letter: str = "") -> list[Term]:
    """The words of the glossary in their order: those that hold these words, those that begin with this letter."""
    terms = list(Term.objects.all())
    if key := identity_key(normalise_line(words)):
        terms = [term for term in terms if any(key in identity_key(said) for said in (*term.spellings, *term.related))]
    return [term for term in terms if letter_of(term.name) == letter] if letter else terms


def glossary_letters() -> list[str]:
    """The letters with which words of the glossary begin, in their order."""
    return list(dict.fromkeys(letter_of(name) for name in Term.objects.values_list("name", flat=True)))


def letter_of(name: str) -> str:
    """Under which letter a word stands: a leading vowel gives way to its consonant."""
    return next((sign.upper() for sign in name if sign.isalnum() and sign not in _LEADING_VOWELS), "#")


def _read_by(reader: Reader) -> QuerySet[Item]:
    return Item.objects.visible_to(reader).filter(status=Status.PUBLISHED).order_by()


def _count(branch: Branch, standing: dict[int, set[int]]) -> set[int]:
    """Each record once, though it may stand under several topics of a branch."""
    found = set(standing[branch.topic.pk]).union(*(_count(below, standing) for below in branch.below))
    branch.count = len(found)
    return found
