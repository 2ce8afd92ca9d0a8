"""What one may be about to type: titles, words of the glossary, topics and tags, below the box while one types.

Guests are offered what everybody may read, the staff what all of the staff may: no word of a record that is open to
a circle only, not even to its members. Whoever wants one of those searches.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from panya.base.core.many import these
from panya.base.thai.normalise import identity_key, normalise
from panya.shared.content.choices import FOR_ALL_STAFF
from panya.shared.content.models import Access, Item, Status, Tag, Term, Topic
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader, standing_of
from panya.shared.people.prepared import PreparedForReaders
from panya.shared.search.analysis import letters
from panya.shared.search.documents import PUBLIC, STAFF
from panya.shared.search.engines import Damaged, Wanted
from panya.shared.search.facets import kind_label
from panya.shared.search.folders import reading
from panya.shared.search.recent import recent_of

SHORTEST, LONGEST = 2, 100
_MOST_OWN, _MOST_TITLES, _MOST_TERMS, _MOST_TOPICS, _MOST_TAGS = 3, 6, 2, 2, 3
# So many titles are read to find the few that fit best.
_LOOKED_AT = 80
_MOST_RUNS = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the list: what it says, what stands beside it, where it leads."""

    text: str
    href: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class OfferGroup:
    title: str | Promise
    offers: list[Offer] = field(default_factory=list)


def offers(typed: str, reader: Reader) -> list[OfferGroup]:
    """The list for these letters, the groups that have nothing left out."""
    text = " ".join(normalise(typed[:LONGEST]).split())
    if len(identity_key(text)) < SHORTEST:
        return []
    found = [
        OfferGroup(_("ค้นล่าสุดของฉัน"), _own(text, reader)),
        OfferGroup(_("เรื่อง"), _titles(text, reader)),
        OfferGroup(_("คำในคลังคำ"), _terms(text)),
        OfferGroup(_("หัวข้อ"), _topics(text)),
        OfferGroup(_("คำสำคัญ"), _tags(text, reader)),
    ]
    return [group for group in found if group.offers]


def _classes(reader: Reader) -> tuple[str, ...]:
    is_staff = isinstance(reader, User) and reader.is_staff_member
    return FOR_ALL_STAFF if is_staff else (Access.PUBLIC,)


def _titles(text: str, reader: Reader) -> list[Offer]:
    """Records whose title holds every part that was typed: first those that begin with it, then the newest."""
    runs = [run for part in text.split()[:_MOST_RUNS] if (run := letters(part))]
    begun, found = "".join(runs), []
    for item in _candidates(runs, reader):
        said = letters(item.title)
        if all(run in said for run in runs):
            found.append((not said.startswith(begun), -item.pk, item))
    chosen = [item for _begins, _newest, item in sorted(found, key=lambda row: row[:2])[:_MOST_TITLES]]
    return [Offer(item.title, item.get_absolute_url(), kind_label(item.kind)) for item in chosen]


def _candidates(runs: list[str], reader: Reader) -> list[Item]:
    """What the index offers, as far as the database lists it for this reader."""
    if not any(len(run) >= SHORTEST for run in runs):
        return []
    classes = _classes(reader)
    staff = len(classes) > 1
    try:
        wanted = Wanted(audience=frozenset(classes))
        numbers = reading(STAFF if staff else PUBLIC).titles(runs, wanted, _LOOKED_AT)
    except Damaged:
        # Who searches meets it and reports it.
        return []
    listed = _LISTED(standing_of(reader), numbers) if numbers else []
    return [item for item in listed if item.access in classes]


# Asked at every letter that is typed: written as SQL once.
_LISTED: PreparedForReaders[Item] = PreparedForReaders(
    lambda standing, numbers: (
        Item.objects.listed_to(standing).filter(pk__in=these(numbers)).order_by().only("pk", "title", "kind", "access")
    )
)


def _own(text: str, reader: Reader) -> list[Offer]:
    rows = recent_of(reader, holding=text, limit=_MOST_OWN) if isinstance(reader, User) else []
    return [Offer(row.words, _search(q=row.words)) for row in rows]


def _terms(text: str) -> list[Offer]:
    state = Term.objects.aggregate(count=Count("pk"), last=Max("updated_at"))
    key = identity_key(text)
    found = [word for word in _glossary(state["count"], state["last"]) if any(key in said for said in word.keys)]
    found.sort(key=lambda word: not any(said.startswith(key) for said in word.keys))
    return [Offer(word.shown, _search(q=word.name), word.name_en) for word in found[:_MOST_TERMS]]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the glossary and the keys of its spellings: to fold them anew with every letter takes 20 ms."""

    shown: str
    name: str
    name_en: str
    keys: tuple[str, ...]


@lru_cache(maxsize=1)
def _glossary(count: int, last: datetime | None) -> list[_Word]:
    """All words in their order; the arguments name the state of the glossary."""
    return [
        _Word(str(term), term.name, term.name_en, tuple(identity_key(said) for said in term.spellings))
        for term in Term.objects.all()
    ]


def _topics(text: str) -> list[Offer]:
    named = Q(name_th__icontains=text) | Q(name_en__icontains=text)
    topics = Topic.objects.filter(named, is_closed=False, merged_into=None)[:20]
    found = _beginning_first(topics, text, lambda topic: [topic.name_th, topic.name_en])
    return [Offer(str(topic), topic.get_absolute_url()) for topic in found[:_MOST_TOPICS]]


def _tags(text: str, reader: Reader) -> list[Offer]:
    """Tags that a record has which this reader may read whole: a card names none."""
    readable = Item.objects.visible_to(reader).filter(access__in=_classes(reader), status=Status.PUBLISHED)
    readable = readable.filter(pk=OuterRef("item_id")).order_by()
    worn = Item.tags.through.objects.filter(Exists(readable), tag=OuterRef("pk"))
    tags = Tag.objects.filter(Exists(worn), key__contains=identity_key(text), merged_into=None)
    # The shortest first: it is nearest to what was typed.
    found = _beginning_first(tags.order_by("name_sort")[:20], text, lambda tag: [tag.name])
    return [Offer(tag.name, tag.get_absolute_url()) for tag in found[:_MOST_TAGS]]


def _beginning_first(things: Iterable, text: str, names) -> list:  # type: ignore[no-untyped-def]
    """In their order, but first those of which a name begins with what was typed."""
    begun = identity_key(text)
    return sorted(things, key=lambda one: not any(identity_key(name).startswith(begun) for name in names(one)))


def _search(**parameters: str) -> str:
    return f"{reverse('search')}?{urlencode(parameters)}"
