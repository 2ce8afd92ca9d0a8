"""Search: what the index finds, cut down to what the database lets this reader see."""

import logging
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import islice

from django.db.models import Q, QuerySet

from panya.base.core.many import these
from panya.base.core.prepared import Prepared
from panya.base.thai.normalise import normalise
from panya.base.thai.spelling import is_word
from panya.shared.content.choices import FOR_ALL_STAFF
from panya.shared.content.models import Access, Item, Status
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader
from panya.shared.search import ranking
from panya.shared.search.analysis import Analysed, analyse, letters
from panya.shared.search.answer import Result, SearchAnswer
from panya.shared.search.documents import PUBLIC, STAFF, whole_text
from panya.shared.search.engines import Damaged, Engine, Hit, Sought, Wanted
from panya.shared.search.engines.empty_words import EMPTY, SHORT, telling
from panya.shared.search.facets import Row, facets
from panya.shared.search.file_texts import FoundIn, found_in, hits_of, of_shown_files, one_each
from panya.shared.search.filters import Filters, Narrowing, audience, look_up
from panya.shared.search.folders import IndexFolder, reading
from panya.shared.search.known import known_in, known_of, listed
from panya.shared.search.phrases import beyond_words, left_over
from panya.shared.search.snippets import mark
from panya.shared.search.understanding import Understood, box, glossary, of_tokens
from panya.shared.search.understanding.box import Token
from panya.shared.search.understanding.correcting import corrections, distance, odd_parts
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
# So many words of a guess may each stand in another record; who types more has typed enough.
_MOST_RESPELT, _LONGEST_TO_RESPELL = 3, 80
# A guess that one record holds whole is offered before what the index makes of the query, if not so much farther off.
_FARTHER = 1.0
# Each word to leave out where nothing is sought costs a search; who leaves out more has seen enough of them.
_MOST_UNWANTED = 3
# What only the database can narrow is sought among more.
_MOST_TO_NARROW = 5


@dataclass(frozen=True)
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
    def open_to_all(self) -> list[int]:
        """Those that are for all of the staff."""
        return [hit.number for hit in self.hits if self.rows[hit.number].access in FOR_ALL_STAFF]

    @cached_property
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
    found = _find(query, reader, narrowing) if query.sought else _newest(query, reader, narrowing, terms)
    typed = ""
    if not as_typed and not found.exact and not found.rebuilding:
        other = of_tokens(box.read(on_the_other_layout(text)), terms)
        meant = _find(other, reader, narrowing) if other.sought else _Found([], {}, set())
        if meant.exact:
            query, found, typed = other, meant, text
    respelt = query.plain if as_typed or typed or found.rebuilding else _respelt(query.plain, reader)
    hits = _sorted(found, sort)
    counted = hits[:MOST]
    page = counted[max(offset, 0) : max(offset, 0) + max(limit, 0)]
    return SearchAnswer(
        query=query.text,
        results=_results(page, _to_mark(query, respelt, loose=found.loose), found, query.text),
        total=len(counted),
        more=len(hits) > MOST,
        facets=facets([found.rows[hit.number] for hit in counted], found.readable, for_staff=bool(_staff(reader))),
        chosen=narrowing.chosen,
        unknown_filters=narrowing.unknown,
        unknown_typed=unknown_typed,
        understood=query,
        sort=sort if sort in SORTS else "best",
        typed=typed,
        did_you_mean=None if typed or as_typed else _did_you_mean(query, respelt, found, reader, narrowing, terms),
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
    found = _find(query, reader, narrowing) if query.sought else _newest(query, reader, narrowing, terms)
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
            hits, are_all = hits_of(MOST, engine, query.sought, wanted, most, loose=loose)
            in_part = narrowing.asks_more_than_the_index_knows and not are_all
            hits, doubts = beyond_words(engine, query.sought, wanted, hits, loose=loose)
            found = _checked(hits, reader, narrowing, partial(left_over, sought=query.sought, doubts=doubts))
            found = replace(found, narrowed_in_part=in_part)
            if loose or not all(hit.guessed for hit in found.hits):
                break
        if not found.hits:
            return found
        return replace(found, loose=not _is_firm(engine, query.sought, wanted, found, loose=loose))
    except Damaged as fault:
        IndexFolder(name).report_damage(fault)
        return _by_title(query.plain, reader, narrowing)


def _is_firm(engine: Engine, sought: Sought, wanted: Wanted, found: _Found, *, loose: bool) -> bool:
    """Whether a found record holds a word of the query, another way to say it, or all its letters.

    What one segmenter alone took for a word may be the end of another: วันอังคาร for ดาวอังคาร.
    """
    if found.exact and not loose:
        return True
    numbers = [hit.number for hit in found.hits]
    of_words = replace(sought, said=Analysed(sought.said.words, sought.said.letters))
    of_letters = replace(sought, phrases=(*sought.phrases, Analysed(letters=sought.said.letters)))
    asked = (of_letters,) if loose else (of_words, of_letters)
    known = set(numbers)
    # Among the best few there is one nearly always.
    tries = ((one, replace(wanted, numbers=among)) for one in asked for among in (numbers[:_LOOKED_AT], numbers))
    return any(
        hit.number in known and not hit.guessed
        for one, few in tries
        for hit in engine.search(one, few, MOST + 1, loose=loose)
    )


def _respelt(plain: str, reader: Reader) -> str:
    """The words of a short query as the index most likely knows them, each part between spaces by itself."""
    if len(plain) > _LONGEST_TO_RESPELL:
        return plain
    try:
        engine = reading(STAFF if _staff(reader) else PUBLIC)
        typed = ((part, letters(part)) for part in plain.split())
        return " ".join(part if (meant := engine.respelt(said)) == said else meant for part, said in typed)
    except Damaged:
        # Damaged since the search a moment ago; the next one meets it and reports it.
        return plain


def _did_you_mean(
    query: Understood, meant: str, found: _Found, reader: Reader, narrowing: Narrowing, terms: glossary.Glossary
) -> str | None:
    """Other words by which this reader finds more, where what was typed is found hardly or not at all."""
    if not query.sought or not query.is_plain or found.rebuilding:
        return None
    held = min(found.exact, _held_together(query, found, reader, narrowing))
    if held > _FEW:
        return None
    # Words of what is for all of the staff only, and of what this reader sees: nothing narrower is told by a guess.
    near = found.open_to_all[:_LOOKED_AT] if not held else []
    titles = Item.objects.filter(pk__in=near).values_list("title", flat=True)
    guesses = islice(corrections(query.plain, titles, terms, first=meant), _MOST_GUESSES)
    whole = next((guess for guess in guesses if _exact(guess, reader, narrowing, terms) > held), None)
    if meant == query.plain or (whole and distance(query.plain, whole) <= distance(query.plain, meant) + _FARTHER):
        return whole
    return meant if _is_borne_out(query, meant, reader, narrowing, terms) else whole


def _exact(guess: str, reader: Reader, narrowing: Narrowing, terms: glossary.Glossary) -> int:
    other = of_tokens(box.read(guess), terms)
    return _find(other, reader, narrowing).exact if other.sought else 0


def _is_borne_out(
    query: Understood, meant: str, reader: Reader, narrowing: Narrowing, terms: glossary.Glossary
) -> bool:
    """Whether each respelt word is found in what is for all of the staff, though perhaps not all in one record.

    For a word of the dictionary another is offered only where they differ by less than a letter.
    """
    respelt = analyse(meant).words
    typed = [word for word in query.sought.said.words if word not in respelt]
    changed = [word for word in respelt if word not in query.sought.said.words]
    if not 0 < len(changed) <= _MOST_RESPELT or (all(map(is_word, typed)) and distance(query.plain, meant) >= 1):
        return False
    for word in changed:
        found = _find(of_tokens([Token("word", word)], terms), reader, narrowing)
        if not any(hit.exact and found.rows[hit.number].access in FOR_ALL_STAFF for hit in found.hits):
            return False
    return True


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
    dated = [(at, hit) for hit in found.hits if (at := found.rows[hit.number].at) is not None]
    undated = [hit for hit in found.hits if found.rows[hit.number].at is None]
    return [hit for _at, hit in sorted(dated, key=lambda pair: pair[0], reverse=sort == "new")] + undated


def _to_mark(query: Understood, meant: str, *, loose: bool) -> list[str]:
    """The telling words of the query as typed and as meant, and in a row those of other ways to say it."""
    said = query.sought.said
    # What was found by the words of the other segmenter alone is a guess, and shown as such.
    words, also = telling(said.words, [word for word in said.icu_words if loose and len(word) > SHORT])
    respelt = [word for word in analyse(meant).words if len(word) > SHORT and word not in EMPTY]
    others = [" ".join(other.text.words) for other in query.sought.others if len(other.text.letters) >= SHORT]
    return [*(word for word in [*words, *also] if not _is_thai_letter(word)), *respelt, *others]


def _is_thai_letter(word: str) -> bool:
    """A scrap of something misspelt: no Thai word is a single letter."""
    return len(word) == 1 and "ก" <= word <= "๎"


def _checked(
    hits: list[Hit], reader: Reader, narrowing: Narrowing, left_over: Callable[[list[Hit]], list[Hit]]
) -> _Found:
    """The boundary: only what the database lists for this reader, and nothing found by words he may not read."""
    if not hits:
        return _Found([], {}, set())
    rows, readable = known_of([hit.number for hit in hits], reader, narrowing)
    # A card that was public when it was indexed whole must not be found by its text.
    seen = [hit for hit in hits if hit.number in rows and (hit.number in readable or not hit.whole)]
    seen = one_each(left_over(of_shown_files(seen)))
    least = max((hit.score for hit in seen), default=0.0) * _LEAST_SHARE
    approved = ranking.approved_of(rows.values())
    ranked = ranking.ranked([hit for hit in seen if hit.exact or hit.score >= least], rows, approved)
    return _Found(ranked, rows, readable, approved)


def _newest(query: Understood, reader: Reader, narrowing: Narrowing, terms: glossary.Glossary) -> _Found:
    """Without words: the newest records that the filters leave (the page of a tag, a topic, a unit)."""
    if not narrowing.chosen:
        return _Found([], {}, set())
    unwanted, are_all = _holding_any(query.without, reader, narrowing, terms)
    found = _in_order(listed(reader, narrowing).exclude(pk__in=these(unwanted)), reader)
    return replace(found, narrowed_in_part=not are_all)


def _holding_any(
    unwanted: Sequence[str], reader: Reader, narrowing: Narrowing, terms: glossary.Glossary
) -> tuple[set[int], bool]:
    """Records in whose own text one of these stands, as far as a search looks, and whether these are all."""
    numbers: set[int] = set()
    are_all = len(unwanted) <= _MOST_UNWANTED
    for said in unwanted[:_MOST_UNWANTED]:
        found = _find(of_tokens([Token("phrase", said)], terms), reader, narrowing)
        if not found.loose:
            numbers |= {hit.number for hit in found.hits if hit.exact and not hit.file}
        are_all = are_all and len(found.hits) <= MOST
    return numbers, are_all


def _in_order(items: QuerySet[Item], reader: Reader, *, rebuilding: bool = False) -> _Found:
    rows, readable = known_in(items.order_by("-published_at", "-number")[: MOST + 1], reader)
    hits = [Hit(number, 1.0, whole=False, exact=True) for number in rows]
    approved = ranking.approved_of(rows.values())
    return _Found(hits, rows, readable, approved, rebuilding=rebuilding)


def _by_title(text: str, reader: Reader, narrowing: Narrowing) -> _Found:
    """Without an index: the newest records with every part of the query in title or summary."""
    said = Q()
    for part in text.split()[:10]:
        said &= Q(title__icontains=part) | Q(summary__icontains=part)
    return _in_order(listed(reader, narrowing).filter(said), reader, rebuilding=True)


# Every search asks it: written as SQL once.
_SHOWN: Prepared[Item] = Prepared(
    lambda numbers: (
        Item.objects.for_lists()
        .select_related("published")
        .filter(pk__in=these(numbers))
        .defer("published__body_html")
        .order_by()
    )
)


def _results(hits: list[Hit], sought: Collection[str], found: _Found, query: str) -> list[Result]:
    """The page of hits, whose rights were asked a moment ago with all the others."""
    items = {item.pk: item for item in _SHOWN([hit.number for hit in hits])}
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


def _result(item: Item, hit: Hit, sought: Collection[str], file: FoundIn | None, *, whole: bool) -> Result:
    if file and whole:
        return Result(item, hit.score, mark(item.title, sought), file.text, sought, whole, file=file)
    text = whole_text(item).strip() if whole and _may_quote(item) else item.summary
    return Result(item, hit.score, mark(item.title, sought), text, sought, whole)
