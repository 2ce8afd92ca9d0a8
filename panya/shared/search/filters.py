"""What a person narrows a search to, as it stands in an address, and as database and engine understand it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from panya.base.thai.dates import BANGKOK, BUDDHIST_ERA
from panya.shared.content import kinds
from panya.shared.content.choices import FOR_ALL_STAFF, Access, Validity
from panya.shared.content.models import Item, ItemFile, Tag, Topic
from panya.shared.content.subject_lists import find_tag, find_topic
from panya.shared.people.models import Circle, Unit, User
from panya.shared.people.permissions import Reader
from panya.shared.search.authors import Authors, find_authors
from panya.shared.search.engines import Wanted
from panya.shared.search.facets import Value, kind_label, year_label

NAMES = ("kind", "unit", "topic", "tag", "year", "author", "access", "validity", "files")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Filters:
    """The narrowing words of an address: kind, unit code, topic slug, tag number, year B.E., author's name, …

    Empty asks nothing.
    """

    kind: str = ""
    unit: str = ""
    topic: str = ""
    tag: str = ""
    year: str = ""
    author: str = ""
    access: str = ""
    validity: str = ""
    files: str = ""

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> "Filters":
        """Take the filters out of the parameters of a request."""
        return cls(**{name: parameters.get(name, "").replace("\x00", "").strip()[:_LONGEST] for name in NAMES})

    def named(self) -> dict[str, str]:
        """Those that ask something."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Filters looked up: which exist, what they are called, what they mean."""

    chosen: dict[str, Value]
    unknown: list[str]
    kind: str = ""
    units: frozenset[int] = frozenset()
    topics: frozenset[int] = frozenset()
    tag: int | None = None
    year: int | None = None
    authors: Authors | None = None
    access: str = ""
    validity: str = ""
    has_files: bool = False

    def wanted(self, audience: frozenset[str]) -> Wanted:
        """For the engine."""
        authors = self.authors.as_indexed if self.authors else ()
        return Wanted(self.kind, self.units, self.topics, self.tag, self.year, audience, authors)

    @property
    def asks_more_than_cards_tell(self) -> bool:
        """A card names neither topics nor tags nor author, has no files, and does not say whether it still holds."""
        asked = (self.topics, self.tag is not None, self.authors is not None, self.validity, self.has_files)
        return any(asked)

    @property
    def asks_more_than_the_index_knows(self) -> bool:
        """What turns without the text being indexed anew only the database knows."""
        return bool(self.access or self.validity or self.has_files)

    def apply(self, items: QuerySet[Item]) -> QuerySet[Item]:
        """For the database, which decides."""
        if self.kind:
            items = items.filter(kind=self.kind)
        if self.units:
            items = items.filter(unit_id__in=self.units)
        for relation, column, keys in (("topics", "topic", self.topics), ("tags", "tag", {self.tag} - {None})):
            if keys:
                links = getattr(Item, relation).through.objects.filter(**{f"{column}_id__in": keys})
                items = items.filter(pk__in=links.values("item_id"))
        for column, value in (("access", self.access), ("validity", self.validity)):
            if value:
                items = items.filter(**{column: value})
        if self.authors:
            items = items.filter(self.authors.condition)
        if self.has_files:
            attached = ItemFile.objects.filter(item=OuterRef("pk"), revision=OuterRef("published"), is_attached=True)
            items = items.filter(Exists(attached))
        return items.filter(_in_year(self.year)) if self.year is not None else items


def look_up(filters: Filters, reader: Reader) -> Narrowing:
    """Find what the filters name; one that names nothing to this reader is told and left out."""
    kind, unit = _kind(filters.kind), _unit(filters.unit)
    topic, tag, year = _topic(filters.topic), _tag(filters.tag, reader), _year(filters.year)
    authors = find_authors(filters.author, reader)
    access = filters.access if filters.access in Access.values and _is_staff(reader) else ""
    validity = filters.validity if filters.validity in Validity.values else ""
    has_files = filters.files == "1"
    chosen: dict[str, Value] = {}
    if kind:
        chosen["kind"] = Value(kind, kind_label(kind), 0)
    if unit:
        chosen["unit"] = Value(unit.code, unit.name, 0)
    if topic:
        chosen["topic"] = Value(topic.slug, str(topic), 0)
    if tag:
        chosen["tag"] = Value(str(tag.pk), tag.name, 0)
    if year:
        chosen["year"] = Value(str(year), year_label(year), 0)
    if authors:
        chosen["author"] = Value(authors.name, authors.name, 0)
    if access:
        chosen["access"] = Value(access, str(Access(access).label), 0)
    if validity:
        chosen["validity"] = Value(validity, str(Validity(validity).label), 0)
    if has_files:
        chosen["files"] = Value("1", gettext("มีไฟล์แนบ"), 0)
    return Narrowing(
        chosen=chosen,
        unknown=[name for name in filters.named() if name not in chosen],
        kind=kind,
        units=frozenset(Unit.objects.under(unit).values_list("pk", flat=True)) if unit else frozenset(),
        topics=_topic_and_below(topic) if topic else frozenset(),
        tag=tag.pk if tag else None,
        year=year,
        authors=authors,
        access=access,
        validity=validity,
        has_files=has_files,
    )


def audience(reader: User) -> frozenset[str]:
    """The words under which documents for this member of the staff are indexed."""
    circles = Circle.objects.numbers_joined_by(reader.standing)
    return frozenset({*FOR_ALL_STAFF, f"person:{reader.pk}"} | {f"circle:{pk}" for pk in circles})


def _is_staff(reader: Reader) -> bool:
    return isinstance(reader, User) and reader.is_staff_member


def _kind(key: str) -> str:
    return key if key in {kind.key for kind in kinds.all_kinds()} else ""


def _unit(code: str) -> Unit | None:
    return Unit.objects.filter(code__iexact=code).first() if code else None


def _topic(slug: str) -> Topic | None:
    return find_topic(slug) if slug else None


def _tag(number: str, reader: Reader) -> Tag | None:
    """The tag, if a record that this reader may read whole has it; any other name would tell of hidden records."""
    if not _is_number(number, 18):
        return None
    return find_tag(int(number), reader)


def _year(year: str) -> int | None:
    found = int(year) if _is_number(year, 4) else 0
    return found if 1 < found - BUDDHIST_ERA < 9998 else None


def _is_number(text: str, digits: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= digits


def _topic_and_below(topic: Topic) -> frozenset[int]:
    found, step = {topic.pk}, {topic.pk}
    while step:
        step = set(Topic.objects.filter(parent_id__in=step).values_list("pk", flat=True)) - found
        found |= step
    return frozenset(found)


def _in_year(year: int) -> Q:
    """Written, or where nobody knows when, published in this year B.E. in Bangkok."""
    first = datetime(year - BUDDHIST_ERA, 1, 1, tzinfo=BANGKOK)
    next_first = datetime(year - BUDDHIST_ERA + 1, 1, 1, tzinfo=BANGKOK)
    written = Q(written_at__gte=first, written_at__lt=next_first)
    return written | Q(written_at=None, published_at__gte=first, published_at__lt=next_first)
