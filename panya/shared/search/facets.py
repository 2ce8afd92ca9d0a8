"""How many of the found records are of each kind, unit, author and so on; counted after the rights were checked."""

from collections import Counter
from collections.abc import Container, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, TypeVar

from django.db.models import Count, F, Model, TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from panya.base.core.many import these
from panya.base.core.prepared import Prepared
from panya.base.thai.dates import BANGKOK, BUDDHIST_ERA
from panya.shared.content import kinds
from panya.shared.content.choices import Access, Validity
from panya.shared.content.models import Item, ItemFile, Tag, Topic
from panya.shared.people.models import Unit, User

_MOST = 12
Key = TypeVar("Key", bound=Hashable)
M = TypeVar("M", bound=Model)


class Row(NamedTuple):
    """What facets need to know of one found record; a tuple, for a thousand are read for each page."""

    number: int
    kind: str
    unit: int
    access: str
    # When it was written, or where nobody knows, published, in seconds since 1970.
    at: float | None
    author: int | None = None
    author_name: str = ""
    validity: str = Validity.CURRENT
    superseded_by: int | None = None
    # The reader sees the card only.
    is_card: bool = False

    @classmethod
    def of(cls, item: Item, *, whole: bool) -> "Row":
        at = item.written_at or item.published_at
        seconds = at.timestamp() if at else None
        place = (item.kind, item.unit_id, item.access, seconds, item.author_id, item.author_name)
        row = cls(item.pk, *place, item.validity, item.superseded_by_id)
        return row if whole else row.as_card()

    def as_card(self) -> "Row":
        """Without all that a card does not tell, so that nothing is counted or ranked by it."""
        return Row(self.number, self.kind, self.unit, self.access, self.at, is_card=True)

    @property
    def is_outdated(self) -> bool:
        """As `Item.is_outdated`."""
        return self.validity == Validity.OUTDATED or self.superseded_by is not None


@dataclass(frozen=True, slots=True)
class Value:
    """One choice of a facet: its word in the address, what people read, and how many records it has."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The choices that the found records offer, the most frequent first (years: the latest first)."""

    kind: list[Value] = field(default_factory=list)
    unit: list[Value] = field(default_factory=list)
    topic: list[Value] = field(default_factory=list)
    tag: list[Value] = field(default_factory=list)
    year: list[Value] = field(default_factory=list)
    author: list[Value] = field(default_factory=list)
    # Guests see one class only.
    access: list[Value] = field(default_factory=list)
    validity: list[Value] = field(default_factory=list)
    files: list[Value] = field(default_factory=list)


def facets(rows: list[Row], readable: Container[int], *, for_staff: bool = False) -> Facets:
    """Count the choices that these records offer; what no card tells, of those that the reader may read whole."""
    read = [row for row in rows if row.number in readable]
    numbers = [row.number for row in read]
    kind_counts = _most(row.kind for row in rows)
    unit_counts = _most(row.unit for row in rows)
    topic_counts, tag_counts = _most(dict(_TOPICS(numbers))), _most(dict(_TAGS(numbers)))
    units, topics = _by_number(_UNITS(unit_counts)), _by_number(_TOPICS_NAMED(topic_counts))
    tags = _by_number(_TAGS_NAMED(tag_counts))
    years = Counter(datetime.fromtimestamp(row.at, BANGKOK).year + BUDDHIST_ERA for row in rows if row.at is not None)
    return Facets(
        kind=[Value(key, kind_label(key), count) for key, count in kind_counts.items()],
        unit=[Value(units[key].code, units[key].name, count) for key, count in unit_counts.items()],
        topic=[Value(topics[key].slug, str(topics[key]), count) for key, count in topic_counts.items()],
        tag=[Value(str(key), tags[key].name, count) for key, count in tag_counts.items()],
        year=[Value(str(year), year_label(year), years[year]) for year in sorted(years, reverse=True)][:_MOST],
        author=_authors(read),
        access=_named(Counter(row.access for row in rows), Access) if for_staff else [],
        validity=_named(Counter(row.validity for row in read), Validity),
        files=_with_files(numbers),
    )


def kind_label(key: str) -> str:
    """The word for a kind on screen."""
    return str(kinds.kind(key).label)


def year_label(year: int) -> str:
    """A year B.E. in the era of the page."""
    return str(year - BUDDHIST_ERA if (get_language() or "th").startswith("en") else year)


def _authors(rows: list[Row]) -> list[Value]:
    """By the name that is shown: an account's, or the one that the source gives."""
    accounts = _most(row.author for row in rows if row.author)
    people = _by_number(_PEOPLE(accounts))
    counted = Counter({people[key].name: count for key, count in accounts.items()})
    counted.update(row.author_name for row in rows if not row.author and row.author_name)
    return [Value(name, name, count) for name, count in _most(counted.elements()).items()]


def _named(counted: Counter[str], choices: type[TextChoices]) -> list[Value]:
    return [
        Value(choice.value, str(choice.label), counted[choice.value]) for choice in choices if counted[choice.value]
    ]


def _with_files(numbers: list[int]) -> list[Value]:
    count = len(_WITH_FILES(numbers))
    return [Value("1", str(_("มีไฟล์แนบ")), count)] if count else []


def _most(keys: Iterable[Key] | Mapping[Key, int]) -> dict[Key, int]:
    """The most frequent keys, of keys or of their counts; of equally frequent ones always the same come first."""
    counted = sorted(Counter(keys).items(), key=lambda pair: (-pair[1], str(pair[0])))
    return dict(counted[:_MOST])


def _by_number(rows: Iterable[M]) -> dict[int, M]:
    return {row.pk: row for row in rows}


def _linked(relation: str, column: str) -> "Prepared[tuple[int, int]]":
    """Of many records: how many have each topic or tag."""
    links = getattr(Item, relation).through.objects.order_by()
    # Of the column, not of the key: the index by record holds all that is asked.
    return Prepared(
        lambda numbers: links.filter(item_id__in=these(numbers)).values_list(column).annotate(n=Count(column))
    )


def _named_by(model: type[M], *columns: str) -> "Prepared[M]":
    """What is shown of many units, topics and so on."""
    return Prepared(lambda keys: model._default_manager.filter(pk__in=these(keys)).order_by().only(*columns))


# Every search asks these: written as SQL once.
_TOPICS, _TAGS = _linked("topics", "topic_id"), _linked("tags", "tag_id")
_UNITS, _PEOPLE = _named_by(Unit, "code", "name_th", "name_en"), _named_by(User, "first_name", "last_name")
_TOPICS_NAMED, _TAGS_NAMED = _named_by(Topic, "slug", "name_th", "name_en"), _named_by(Tag, "name")
_WITH_FILES: Prepared[int] = Prepared(
    lambda numbers: (
        ItemFile.objects.filter(item__in=these(numbers), revision=F("item__published"), is_attached=True)
        .order_by()
        .values_list("item_id", flat=True)
        .distinct()
    )
)
