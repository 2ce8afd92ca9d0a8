"""Search: what the index finds, cut down to what the database lets this reader see."""

import logging
import time
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from panya.base.core.many import these
from panya.base.thai.normalise import normalise
from panya.shared.content.choices import FOR_ALL_STAFF
from panya.shared.content.models import Access, Item, Status
from panya.shared.content.text import structured_text
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader
from panya.shared.search import ranking
from panya.shared.search.analysis import analyse
from panya.shared.search.documents import PUBLIC, STAFF
from panya.shared.search.engines import Damaged, Hit, Sought
from panya.shared.search.facets import Facets, Row, Value, facets
from panya.shared.search.file_texts import FoundIn, found_in, hits_of, of_shown_files, one_each
from panya.shared.search.filters import Filters, Narrowing, audience, look_up
from panya.shared.search.folders import IndexFolder, reading
from panya.shared.search.snippets import Snippet, mark, snippet
from panya.shared.search.understanding import Understood, box, glossary, of_tokens
from panya.shared.search.understanding.correcting import corrections, odd_parts
from panya.shared.search.understanding.layouts import on_the_other_layout
from panya.shared.search.understanding.narrowed import narrowed

_log = logging.getLogger(__name__)
LONGEST_QUERY = 500
# More hits are neither checked nor counted: the page says ‘มากกว่า 1,000’.
MOST = 1000
# A record that lacks a word of the query counts only with so much of the best visible record's score.
_LEAST_SHARE = 0.2
SORTS = ("best", "new", "old", "used")
# Where no more hold every word, something else may have been meant; so many of the guesses are tried.
_FEW, _MOST_GUESSES, _LOOKED_AT = 0, 5, 12
# What only the database can narrow is sought among more.
_MOST_TO_NARROW = 5


@dataclass(frozen=True, slots=True)
class Result:
    """One record that was found."""

    item: Item
    score: float
    title: Snippet
    snippet: Snippet
    # False: the reader sees the card only.
    whole: bool
    # The page of a file in which it was found; None: in the record itself.
    file: FoundIn | None = None
    # A review approved the very text that is shown.
    approved: bool = False

    @property
    def outdated(self) -> bool:
        """A newer record took its place, or its review is overdue; of a card nobody is told."""
        return self.whole and self.item.is_outdated

    @property
    def written_at(self) -> datetime | None:
        """When it was written, or where nobody knows, published."""
        return self.item.written_at or self.item.published_at

    def as_json(self) -> dict[str, Any]:
        """In the shape that other programs rely on: keys may be added, never renamed."""
        return {
            "number": self.item.pk,
            "kind": self.item.kind,
            "title": self.item.title,
            "url": self.item.get_absolute_url(),
            "score": round(self.score, 4),
            "snippet": self.snippet.text,
            "highlights": self.snippet.highlights,
            "outdated": self.outdated,
            "file": self.file.as_json() if self.file else None,
            "page": self.file.page if self.file else None,
            "file_url": self.file.url if self.file else None,
        }


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What a search found for one reader."""

    query: str
    results: list[Result] = field(default_factory=list)
    # Of what this reader may see; never more than MOST.
    total: int = 0
    more: bool = False
    facets: Facets = field(default_factory=Facets)
    chosen: dict[str, Value] = field(default_factory=dict)
    unknown_filters: list[str] = field(default_factory=list)
    # Filters of the box that name nothing, as typed; they were sought as words.
    unknown_typed: list[str] = field(default_factory=list)
    understood: Understood = field(default_factory=lambda: of_tokens([], glossary.Glossary()))
    sort: str = "best"
    # What was typed, where what its keys give on the other keyboard layout was sought in its place.
    typed: str = ""
    did_you_mean: str | None = None
    # No record holds a word of the query; these only look like it.
    loose: bool = False
    # What only the database can narrow was sought among the best matches, not among all.
    narrowed_in_part: bool = False
    # The index cannot be read: only titles and summaries were searched.
    rebuilding: bool = False
    took_ms: int = 0

    @property
    def was_asked(self) -> bool:
        """By words, by filters, or by both."""
        return bool(self.query or self.chosen)

    def as_json(self) -> dict[str, Any]:
        """In the shape that other programs rely on: keys may be added, never renamed."""
        return {
            "results": [result.as_json() for result in self.results],
            "total": self.total,
            "more": self.more,
            "did_you_mean": self.did_you_mean,
            "took_ms": self.took_ms,
        }


@dataclass(frozen=True, slots=True)
class _Found:
    """Hits that this reader may see, with what facets need."""

    hits: list[Hit]
    rows: dict[int, Row]
    readable: set[int]
    approved: set[int] = field(default_factory=set)
    loose: bool = False
    rebuilding: bool = False
    narrowed_in_part: bool = False

    @property
    def exact(self) -> int:
        """How many hold every word."""
        return 0 if self.loose else sum(hit.exact for hit in self.hits)


def search(
    text: str,
    reader: Reader,
    *,
    filters: Filters | None = None,
    limit: int = 20,
    offset: int = 0,
    sort: str = "best",
    as_typed: bool = False,
) -> SearchAnswer:
    """The records that this reader may see and that answer the query best; `as_typed` guesses nothing."""
    started = time.perf_counter()
    text = " ".join(normalise(text[:LONGEST_QUERY]).split())
    terms = glossary.current()
    tokens, asked, unknown_typed = narrowed(box.read(text), filters or Filters(), reader, terms)
    query, narrowing = of_tokens(tokens, terms), look_up(asked, reader)
    found = _find(query, reader, narrowing) if query.sought else _newest(reader, narrowing, query)
    typed = ""
    if not as_typed and not found.exact and not found.rebuilding:
        other = of_tokens(box.read(on_the_other_layout(text)), terms)
        meant = _find(other, reader, narrowing) if other.sought else _Found([], {}, set())
        if meant.exact:
            query, found, typed = other, meant, text
    hits = _sorted(found, sort)
    counted = hits[:MOST]
    page = counted[max(offset, 0) : max(offset, 0) + max(limit, 0)]
    return SearchAnswer(
        query=query.text,
        results=_results(page, _to_mark(query), found, query.text),
        total=len(counted),
        more=len(hits) > MOST,
        facets=facets([found.rows[hit.number] for hit in counted], found.readable, for_staff=bool(_staff(reader))),
        chosen=narrowing.chosen,
        unknown_filters=narrowing.unknown,
        unknown_typed=unknown_typed,
        understood=query,
        sort=sort if sort in SORTS else "best",
        typed=typed,
        did_you_mean=None if typed or as_typed else _did_you_mean(query, found, reader, narrowing, terms),
        loose=found.loose,
        narrowed_in_part=found.narrowed_in_part,
        rebuilding=found.rebuilding,
        took_ms=round((time.perf_counter() - started) * 1000),
    )


def found_exactly(text: str, reader: Reader, *, filters: Filters | None = None) -> list[int] | None:
    """Numbers of the records that hold all that was typed, or that the filters alone leave; None without an index."""
    text = " ".join(normalise(text[:LONGEST_QUERY]).split())
    terms = glossary.current()
    tokens, asked, _unknown = narrowed(box.read(text), filters or Filters(), reader, terms)
    query, narrowing = of_tokens(tokens, terms), look_up(asked, reader)
    found = _find(query, reader, narrowing) if query.sought else _newest(reader, narrowing, query)
    if found.rebuilding:
        return None
    return [] if found.loose else [hit.number for hit in found.hits[:MOST] if hit.exact]


def nearest(text: str, reader: Reader, *, without: Collection[int], limit: int) -> list[tuple[int, float]]:
    """Numbers and scores of the published records nearest to a text, of those that this reader may read whole.

    No record is left out for being much farther than the best: a text is nearest to itself.
    """
    staff = _staff(reader)
    wanted = Narrowing({}, []).wanted(audience(staff) if staff else frozenset())
    try:
        query = analyse(normalise(text[:LONGEST_QUERY]))
        hits = reading(STAFF if staff else PUBLIC).search(Sought(query), wanted, MOST + 1) if query else []
    except Damaged:
        # Who searches meets it and reports it.
        return []
    # A record and its files are one.
    hits = one_each(hit._replace(exact=False) for hit in of_shown_files(hits) if hit.number not in without)
    readable = Item.objects.visible_to(reader).filter(status=Status.PUBLISHED)
    seen = (
        set(readable.filter(pk__in=these(hit.number for hit in hits)).values_list("pk", flat=True)) if hits else set()
    )
    return [(hit.number, hit.score) for hit in hits if hit.number in seen][:limit]


def _staff(reader: Reader) -> User | None:
    return reader if isinstance(reader, User) and reader.is_staff_member else None


def _find(query: Understood, reader: Reader, narrowing: Narrowing) -> _Found:
    staff = _staff(reader)
    name = STAFF if staff else PUBLIC
    wanted = narrowing.wanted(audience(staff) if staff else frozenset())
    try:
        engine = reading(name)
        most = (MOST + 1) * (_MOST_TO_NARROW if narrowing.asks_more_than_the_index_knows else 1)
        for loose in (False, True):
            # Whether to look more loosely depends on visible records only, else it would tell of hidden ones.
            hits = hits_of(MOST, engine, query.sought, wanted, most, loose=loose)
            in_part = narrowing.asks_more_than_the_index_knows and len(hits) >= most
            found = replace(_checked(hits, reader, narrowing), narrowed_in_part=in_part)
            if loose or not all(hit.guessed for hit in found.hits):
                break
        return replace(found, loose=loose and bool(found.hits))
    except Damaged as fault:
        IndexFolder(name).report_damage(fault)
        return _by_title(query.plain, reader, narrowing)


def _did_you_mean(
    query: Understood, found: _Found, reader: Reader, narrowing: Narrowing, terms: glossary.Glossary
) -> str | None:
    """Other words by which this reader finds more, where what was typed is found hardly or not at all."""
    if not query.sought or not query.is_plain or found.rebuilding:
        return None
    held = min(found.exact, _held_together(query, found, reader, narrowing))
    if held > _FEW:
        return None
    # Words of what is for all of the staff only, and of what this reader sees: nothing narrower is told by a guess.
    open_to_all = [hit.number for hit in found.hits if found.rows[hit.number].access in FOR_ALL_STAFF][:_LOOKED_AT]
    near = open_to_all if not held else []
    titles = Item.objects.filter(pk__in=near).values_list("title", flat=True)
    for guess, _try in zip(corrections(query.plain, titles, terms), range(_MOST_GUESSES), strict=False):
        other = of_tokens(box.read(guess), terms)
        if other.sought and _find(other, reader, narrowing).exact > held:
            return guess
    return None


def _held_together(query: Understood, found: _Found, reader: Reader, narrowing: Narrowing) -> int:
    """How many of the found records hold the parts of the query that are no plain words as they were typed."""
    odd = odd_parts(query.plain) if found.exact else []
    if not odd:
        return found.exact
    staff = _staff(reader)
    wanted = narrowing.wanted(audience(staff) if staff else frozenset())
    phrased = replace(query.sought, phrases=tuple(analyse(part) for part in odd))
    try:
        hits = reading(STAFF if staff else PUBLIC).search(phrased, wanted, MOST + 1)
    except Damaged:
        # Damaged since the search a moment ago; the next one meets it and reports it.
        return found.exact
    # Only of what the rights left: no other record has a say in what is offered.
    return len({hit.number for hit in hits} & {hit.number for hit in found.hits})


def _sorted(found: _Found, sort: str) -> list[Hit]:
    """The hits in the order that was asked for."""
    if sort == "used":
        uses = ranking.confirmed_uses(found.readable)
        return sorted(found.hits, key=lambda hit: -uses.get(hit.number, 0))
    if sort not in {"new", "old"}:
        return found.hits
    dated = [(row.at, hit) for hit in found.hits if (row := found.rows[hit.number]).at]
    undated = [hit for hit in found.hits if not found.rows[hit.number].at]
    return [hit for _at, hit in sorted(dated, key=lambda pair: pair[0], reverse=sort == "new")] + undated


def _to_mark(query: Understood) -> set[str]:
    """The words of the query, and of other ways to say it those that stand for little else."""
    others = {word for other in query.sought.others for word in other.text.words if len(word) > 2}
    return {*query.sought.said.words, *others}


def _checked(hits: list[Hit], reader: Reader, narrowing: Narrowing) -> _Found:
    """The boundary: only what the database lists for this reader, and nothing found by words he may not read."""
    if not hits:
        return _Found([], {}, set())
    rows, readable = _rows(_listed(reader, narrowing).filter(pk__in=these(hit.number for hit in hits)), reader)
    # A card that was public when it was indexed whole must not be found by its text.
    seen = [hit for hit in hits if hit.number in rows and (hit.number in readable or not hit.whole)]
    seen = one_each(of_shown_files(seen))
    least = max((hit.score for hit in seen), default=0.0) * _LEAST_SHARE
    approved = ranking.approved_of(rows.values())
    ranked = ranking.ranked([hit for hit in seen if hit.exact or hit.score >= least], rows, approved)
    return _Found(ranked, rows, readable, approved)


def _listed(reader: Reader, narrowing: Narrowing) -> QuerySet[Item]:
    """What lists show this reader and the filters leave."""
    listed = Item.objects.listed_for(reader)
    if narrowing.asks_more_than_cards_tell:
        listed = Item.objects.visible_to(reader).filter(status=Status.PUBLISHED)
    return narrowing.apply(listed)


def _newest(reader: Reader, narrowing: Narrowing, query: Understood) -> _Found:
    """Without words: the newest records that the filters leave (the page of a tag, a topic, a unit)."""
    if not narrowing.chosen or query.without:
        return _Found([], {}, set())
    return _in_order(_listed(reader, narrowing), reader)


def _in_order(listed: QuerySet[Item], reader: Reader, *, rebuilding: bool = False) -> _Found:
    rows, readable = _rows(listed.order_by("-published_at", "-number")[: MOST + 1], reader)
    hits = [Hit(number, 1.0, whole=False, exact=True) for number in rows]
    approved = ranking.approved_of(rows.values())
    return _Found(hits, rows, readable, approved, rebuilding=rebuilding)


def _by_title(text: str, reader: Reader, narrowing: Narrowing) -> _Found:
    """Without an index: the newest records with every part of the query in title or summary."""
    said = Q()
    for part in text.split()[:10]:
        said &= Q(title__icontains=part) | Q(summary__icontains=part)
    return _in_order(_listed(reader, narrowing).filter(said), reader, rebuilding=True)


def _rows(items: QuerySet[Item], reader: Reader) -> tuple[dict[int, Row], set[int]]:
    """What is known of these records, and which of them this reader may read whole."""
    # One moment, not two: to read a thousand of them is dearer than to find them.
    of_text = ("pk", "kind", "unit_id", "access", Coalesce("written_at", "published_at"))
    columns = (*of_text, "author_id", "author_name", "validity", "superseded_by_id")
    rows = {row[0]: Row(*row) for row in items.values_list(*columns)}
    readable = _readable_of(rows, reader)
    rows |= {number: rows[number].as_card() for number in rows.keys() - readable}
    return rows, readable


def _readable_of(rows: dict[int, Row], reader: Reader) -> set[int]:
    """What is listed may be read whole, but for REQUEST, whose card everybody sees."""
    asked = {number for number, row in rows.items() if row.access == Access.REQUEST}
    return (rows.keys() - asked) | _readable(asked, reader)


def _readable(numbers: Collection[int], reader: Reader) -> set[int]:
    if not numbers:
        return set()
    return set(Item.objects.visible_to(reader).filter(pk__in=these(numbers)).values_list("pk", flat=True))


def _results(hits: list[Hit], sought: set[str], found: _Found, query: str) -> list[Result]:
    """The page of hits, whose rights were asked a moment ago with all the others."""
    shown = Item.objects.for_lists().select_related("published").filter(pk__in=[hit.number for hit in hits])
    items = shown.defer("published__body_html").in_bulk()
    files = found_in([hit for hit in hits if hit.number in items and _may_quote(items[hit.number])], sought, query)
    made = [
        _result(items[hit.number], hit, sought, files.get(hit.number), whole=hit.number in found.readable)
        for hit in hits
        if hit.number in items
    ]
    return [replace(result, approved=result.item.pk in found.approved) for result in made]


def _may_quote(item: Item) -> bool:
    """Of a RESTRICTED text nothing is shown outside its page, where every look is written down."""
    return item.access != Access.RESTRICTED


def _result(item: Item, hit: Hit, sought: set[str], file: FoundIn | None, *, whole: bool) -> Result:
    if file and whole:
        return Result(item, hit.score, mark(item.title, sought), snippet(file.text, sought), whole, file=file)
    shown = item.published if whole and _may_quote(item) else None
    text = f"{shown.lead}\n{structured_text(shown.structured)}\n{shown.body_text}".strip() if shown else item.summary
    return Result(item, hit.score, mark(item.title, sought), snippet(text, sought), whole)
