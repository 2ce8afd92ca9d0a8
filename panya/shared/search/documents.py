"""From records to the documents of the two indexes."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from panya.base.thai.dates import BUDDHIST_ERA, to_bangkok
from panya.base.thai.normalise import identity_key, normalise
from panya.shared.content.choices import FOR_ALL_STAFF
from panya.shared.content.models import Access, Item, Status
from panya.shared.content.text import structured_text
from panya.shared.search import analysis, meaning
from panya.shared.search.analysis import Analysed
from panya.shared.search.analysts import Analysts
from panya.shared.search.engines import Document
from panya.shared.search.file_texts import ShownFile, shown_files, text_of

PUBLIC, STAFF = "public", "staff"
INDEXES = (PUBLIC, STAFF)
# So many records are committed together, and so many made ready while the engine takes in those before.
BATCH, CHUNK = 500, 25


@dataclass(frozen=True, slots=True)
class _Relations:
    """The many-to-many relations of a batch, by record number."""

    circles: dict[int, list[int]]
    co_editors: dict[int, list[int]]
    topics: dict[int, list[int]]
    tags: dict[int, list[int]]
    # Those of the published text whose words were read.
    files: dict[int, list[ShownFile]]


def documents_of(numbers: Collection[int], analyse_all: Analysts) -> dict[str, list[Document]]:
    """The documents of these records for each index; a record without one there must be deleted from it."""
    items = list(_indexed().filter(pk__in=numbers).select_related("published").defer(*_MARKUP))
    relations = _relations(items)
    made: dict[str, list[Document]] = {PUBLIC: [], STAFF: []}
    # Once for both indexes: segmentation is most of the work.
    texts = analyse_all([whole_text(item) for item in items])
    for item, text in zip(items, texts, strict=True):
        title = _analysed(item.title)
        whole = [_document(item, relations, title, text, whole=True)]
        whole += [_of_file(whole[0], file) for file in relations.files[item.pk]]
        made[STAFF] += whole
        if item.access == Access.PUBLIC:
            made[PUBLIC] += whole
        elif item.access == Access.REQUEST:
            made[PUBLIC].append(_document(item, relations, title, _analysed(item.summary), whole=False))
    return made


def fingerprints() -> dict[str, dict[int, int]]:
    """What each index should hold: the fingerprint of every record's document, read from the database."""
    wanted: dict[str, dict[int, int]] = {PUBLIC: {}, STAFF: {}}
    for numbers in batches():
        items = list(_indexed().filter(pk__in=numbers).select_related("published").defer(*_TEXTS))
        relations = _relations(items)
        for item in items:
            wanted[STAFF][item.pk] = _fingerprint(item, relations, whole=True)
            if item.access in {Access.PUBLIC, Access.REQUEST}:
                wanted[PUBLIC][item.pk] = _fingerprint(item, relations, whole=item.access == Access.PUBLIC)
    return wanted


def batches() -> Iterator[list[int]]:
    """The numbers of all indexed records, a batch at a time, in the order of their numbers."""
    last = None
    while True:
        rest = _indexed() if last is None else _indexed().filter(pk__gt=last)
        numbers = list(rest.order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not numbers:
            return
        last = numbers[-1]
        yield numbers


def year_of(moment: datetime | None) -> int:
    """The year B.E. in Bangkok; 0 where no time is known."""
    return to_bangkok(moment).year + BUDDHIST_ERA if moment else 0


_MARKUP = ("published__body_html",)
_TEXTS = (*_MARKUP, "published__structured", "published__body_text", "published__lead")


def _indexed() -> QuerySet[Item]:
    """Only published text is indexed; retired and deleted records leave."""
    return Item.objects.filter(status=Status.PUBLISHED, deleted_at=None, published__isnull=False)


def _document(item: Item, relations: _Relations, title: Analysed, body: Analysed, *, whole: bool) -> Document:
    return Document(
        number=item.pk,
        fingerprint=_fingerprint(item, relations, whole=whole),
        title=title,
        body=body,
        whole=whole,
        kind=item.kind,
        unit=item.unit_id,
        # A card names neither.
        topics=tuple(relations.topics[item.pk]) if whole else (),
        tags=tuple(relations.tags[item.pk]) if whole else (),
        year=year_of(item.written_at or item.published_at),
        audience=_audience(item, relations),
        authors=_authors(item) if whole else (),
        opening=meaning.opening(item.title, whole_text(item).strip() if whole else item.summary),
    )


def _of_file(record: Document, file: ShownFile) -> Document:
    """The words of a file, found by whoever may read the record and nobody else."""
    named = _analysed(f"{normalise(file.name)}\n")
    shown = record.title
    title = Analysed(named.words + shown.words, named.letters + shown.letters, named.icu_words + shown.icu_words)
    text = text_of(file.sha256)
    about = meaning.opening(file.name, text)
    return replace(record, title=title, body=_analysed(text), file=file.key, opening=about)


def _analysed(text: str) -> Analysed:
    return analysis.analyse(text, is_normalised=True)


def whole_text(item: Item) -> str:
    """The published text as it is indexed, without its title."""
    shown = item.published
    return f"{shown.lead}\n{structured_text(shown.structured)}\n{shown.body_text}" if shown else ""


def _audience(item: Item, relations: _Relations) -> tuple[str, ...]:
    people = {item.owner_id, item.author_id, *relations.co_editors[item.pk]} - {None}
    named = [f"person:{person}" for person in sorted(people)]  # type: ignore[type-var]
    if item.access in FOR_ALL_STAFF:
        return (item.access, *named)
    return tuple(f"circle:{circle}" for circle in relations.circles[item.pk]) + tuple(named)


def _authors(item: Item) -> tuple[str, ...]:
    account = (f"person:{item.author_id}",) if item.author_id else ()
    return (*account, f"name:{identity_key(item.author_name)}") if item.author_name else account


def _fingerprint(item: Item, relations: _Relations, *, whole: bool) -> int:
    parts = (
        analysis.version(),
        item.published.sha256 if item.published else "",
        item.title,
        item.summary,
        item.kind,
        item.unit_id,
        relations.topics[item.pk],
        relations.tags[item.pk],
        year_of(item.written_at or item.published_at),
        _audience(item, relations),
        _authors(item),
        [(file.key, file.name, file.text_hash) for file in relations.files[item.pk]] if whole else [],
        whole,
    )
    return int.from_bytes(hashlib.blake2b(repr(parts).encode(), digest_size=8).digest()) >> 1


def _relations(items: list[Item]) -> _Relations:
    numbers = [item.pk for item in items]
    return _Relations(
        circles=_related("circles", "circle_id", numbers),
        co_editors=_related("co_editors", "user_id", numbers),
        topics=_related("topics", "topic_id", numbers),
        tags=_related("tags", "tag_id", numbers),
        files=shown_files(items),
    )


def _related(field: str, column: str, numbers: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    through = getattr(Item, field).through.objects.filter(item_id__in=numbers)
    for number, key in through.order_by("item_id", column).values_list("item_id", column):
        found[number].append(key)
    return found
