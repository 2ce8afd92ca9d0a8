"""What the database knows of found records: which of them lists show this reader, and what facets and ranking need."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Field, Func, QuerySet
from django.db.models.functions import Coalesce

from panya.base.core.many import these
from panya.shared.content.models import Access, Item, Status
from panya.shared.people.permissions import Reader, standing_of
from panya.shared.people.prepared import PreparedForReaders
from panya.shared.search.facets import Row
from panya.shared.search.filters import Narrowing


class _Seconds(Func):
    """A moment as seconds since 1970: to read a thousand as moments is dearer than to find the records."""

    template = "unixepoch(%(expressions)s, 'subsec')"
    # Of no kind: what both databases give is a number already, and is not to be made one again.
    output_field = Field()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, template="DATE_PART('epoch', %(expressions)s)")


# What is read of each found record, as in `Row`.
_OF_TEXT = ("pk", "kind", "unit_id", "access", _Seconds(Coalesce("written_at", "published_at")))
_COLUMNS = (*_OF_TEXT, "author_id", "author_name", "validity", "superseded_by_id")
_Columns = Sequence[Any]

# Every search asks these: written as SQL once.
_LISTED: PreparedForReaders[_Columns] = PreparedForReaders(
    lambda standing, numbers: Item.objects.listed_to(standing).filter(pk__in=these(numbers)).values_list(*_COLUMNS)
)
_READABLE: PreparedForReaders[int] = PreparedForReaders(
    lambda standing, numbers: Item.objects.open_to(standing).filter(pk__in=these(numbers)).values_list("pk", flat=True)
)


Known = tuple[dict[int, Row], set[int]]


def known_of(numbers: Collection[int], reader: Reader, narrowing: Narrowing) -> Known:
    """Of these records what lists show this reader and the filters leave; which of them may be read whole."""
    if narrowing.chosen:
        return known_in(listed(reader, narrowing).filter(pk__in=these(numbers)), reader)
    return _known(_LISTED(standing_of(reader), numbers), reader)


def known_in(items: QuerySet[Item], reader: Reader) -> Known:
    """The same of what was listed."""
    return _known(items.values_list(*_COLUMNS), reader)


def listed(reader: Reader, narrowing: Narrowing) -> QuerySet[Item]:
    """What lists show this reader and the filters leave."""
    shown = Item.objects.listed_for(reader)
    if narrowing.asks_more_than_cards_tell:
        shown = Item.objects.visible_to(reader).filter(status=Status.PUBLISHED)
    return narrowing.apply(shown)


def _known(found: Iterable[_Columns], reader: Reader) -> Known:
    rows = {columns[0]: Row(*columns) for columns in found}
    readable = _readable_of(rows, reader)
    rows |= {number: rows[number].as_card() for number in rows.keys() - readable}
    return rows, readable


def _readable_of(rows: dict[int, Row], reader: Reader) -> set[int]:
    """What is listed may be read whole, but for REQUEST, whose card everybody sees."""
    asked = {number for number, row in rows.items() if row.access == Access.REQUEST}
    return (rows.keys() - asked) | _readable(asked, reader)


def _readable(numbers: Collection[int], reader: Reader) -> set[int]:
    return set(_READABLE(standing_of(reader), numbers)) if numbers else set()
