"""Questions answered: search, ask the rights again, quote; and whom to ask where nothing answers."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from panya.base.core.many import these
from panya.base.thai.normalise import normalise
from panya.overviews.answers.composing.checking import Sentence
from panya.overviews.answers.composing.composing import Passage, composed, endpoint
from panya.overviews.answers.extracting.answering import READ, Found, Outcome, answer
from panya.overviews.answers.extracting.asked import EMPTY
from panya.overviews.answers.extracting.by_meaning import by_meaning
from panya.overviews.answers.extracting.features import Source
from panya.overviews.answers.extracting.support import LEAST
from panya.overviews.answers.whom import Adviser, whom_to_ask
from panya.shared.content.file_links import page_url
from panya.shared.content.models import Access, Item, ItemFile, Revision, Status
from panya.shared.content.quoting import citable_text, quote_url
from panya.shared.people.permissions import Reader, may_look_people_up
from panya.shared.search import meaning
from panya.shared.search.analysis import analyse
from panya.shared.search.answer import Result
from panya.shared.search.file_texts import FoundIn, pages_about
from panya.shared.search.near_parts import near_parts
from panya.shared.search.queries import LONGEST_QUERY, search

# So many records are looked at for an answer.
_LOOKED_AT = 20
# Of a file so many pages, of all together so many texts.
_MOST_PAGES, _MOST_SOURCES = 5, 20
_MOST_PASSAGES = 4
# What goes to the endpoint of one record: the quote and so much on either side of it.
_AROUND = 300
_MOST_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote stands: `start` and `end` are code points in the plain text of the revision (content.quoting)."""

    item: Item
    revision: Revision
    quote: str
    start: int
    end: int
    # The answer itself within the quote; empty where the sentence is the answer.
    short: str = ""
    # The page of a file of the revision, in whose text `start` and `end` are then counted.
    found_in: FoundIn | None = None

    @property
    def page(self) -> int | None:
        return self.found_in.page if self.found_in else None

    @property
    def title(self) -> str:
        """The record, behind the name of its file where the quote is from one."""
        return _titled(self.item, self.found_in)

    @property
    def url(self) -> str:
        """The record or the page of its file, opened with the passage highlighted."""
        if self.found_in:
            return page_url(self.found_in.file.public_id, self.found_in.page, self.start, self.end)
        return quote_url(self.item, self.revision, self.start, self.end)

    @property
    def outdated(self) -> bool:
        return self.item.is_outdated

    @property
    def written_at(self) -> datetime | None:
        return self.item.written_at or self.item.published_at

    @property
    def pieces(self) -> tuple[str, str, str]:
        """The quote before, in and after its short answer."""
        before, found, after = self.quote.partition(self.short) if self.short else (self.quote, "", "")
        return before, found, after

    def as_json(self) -> dict[str, Any]:
        """In the shape that other programs rely on: keys may be added, never renamed."""
        return {
            "number": self.item.pk,
            "title": self.title,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "page": self.page,
            "file": self.found_in.as_json() if self.found_in else None,
            "url": self.url,
            "outdated": self.outdated,
            "revision": self.revision.number,
            "says": self.short,
        }


@dataclass(frozen=True, slots=True)
class _Place:
    """A text that may be quoted: a record's own, or a page of one of its files; `rank` is the record's place."""

    item: Item
    text: str
    rank: int
    found_in: FoundIn | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one reader is told on one question."""

    question: str
    citations: list[Citation] = field(default_factory=list)
    # The citations say different things.
    disagree: bool = False
    # In the words of the configured endpoint, each borne out by the citations it names.
    sentences: list[Sentence] = field(default_factory=list)
    ask_whom: list[Adviser] = field(default_factory=list)
    # What the search found, where nothing of it answers.
    nearest: list[Result] = field(default_factory=list)
    rebuilding: bool = False
    took_ms: int = 0

    @property
    def answered(self) -> bool:
        return bool(self.citations)

    @property
    def text(self) -> str:
        """The answer as one text; empty where nothing answers."""
        if self.sentences:
            return " ".join(sentence.text for sentence in self.sentences)
        return (self.citations[0].short or self.citations[0].quote) if self.citations else ""

    @property
    def short(self) -> str:
        """The short answer that the page shows large, where there is one and nothing contradicts it."""
        return "" if self.disagree or self.sentences or not self.citations else self.citations[0].short

    @property
    def outdated(self) -> bool:
        """Something that is cited is outdated."""
        return any(citation.outdated for citation in self.citations)

    @property
    def wanted_url(self) -> str:
        """Where the knowledge that is missing can be asked for."""
        return f"{reverse('wanted_new')}?{urlencode({'title': self.question})}"

    @property
    def needs_thai(self) -> bool:
        """Asked without Thai letters where no extra matches meanings: only texts with the same words were found."""
        return meaning.may_be_sought(self.question) and not meaning.is_installed()

    @property
    def is_in_another_language(self) -> bool:
        """Asked in Latin letters, quoted in Thai."""
        return meaning.may_be_sought(self.question) and any(
            not meaning.may_be_sought(citation.quote) for citation in self.citations
        )

    @property
    def search_url(self) -> str:
        return f"{reverse('search')}?{urlencode({'q': self.question})}"

    def as_json(self) -> dict[str, Any]:
        """In the shape that other programs rely on: keys may be added, never renamed."""
        return {
            "answered": self.answered,
            "answer": self.text,
            "citations": [citation.as_json() for citation in self.citations],
            "disagree": self.disagree,
            "ask_whom": [adviser.as_json() for adviser in self.ask_whom],
            "took_ms": self.took_ms,
        }


def ask(text: str, reader: Reader) -> Answer:
    """What the records that this reader may read say on a question."""
    started = time.perf_counter()
    question = " ".join(normalise(text[:LONGEST_QUERY]).split())
    if not question:
        return Answer("")
    found = search(question, reader, limit=_LOOKED_AT, as_typed=True)
    citable = _citable(found.results, reader)
    items = [result.item for result in citable]
    places = _places(citable, question)
    outcome = answer(question, [Source(_titled(each.item, each.found_in), each.text, each.rank) for each in places])
    if not outcome.answered and citable and meaning.may_be_sought(question):
        places, outcome = _by_meaning(question, citable, places, outcome)
    told = Answer(
        question=question,
        citations=[_citation(places, each) for each in _current_first(places, outcome)],
        disagree=outcome.disagree,
        rebuilding=found.rebuilding,
    )
    if told.answered:
        told = _in_words(told, places, outcome)
    else:
        advisers = whom_to_ask(question, items) if may_look_people_up(reader) else []
        told = replace(told, ask_whom=advisers, nearest=found.results[:_MOST_NEAREST])
    return replace(told, took_ms=round((time.perf_counter() - started) * 1000))


def _by_meaning(
    question: str, results: Sequence[Result], places: list[_Place], outcome: Outcome
) -> tuple[list[_Place], Outcome]:
    """What the nearest record says in another language than the question's, or the places and the refusal as before."""
    first = results[0]
    parts = near_parts(question, first)
    if not parts:
        return places, outcome
    found_in = first.file
    place = _Place(first.item, found_in.text if found_in else citable_text(_shown(first.item)), 0, found_in)
    if found_in and (first.item.pk, found_in.file.pk) not in _files_shown([first.item]):
        return places, outcome
    told = by_meaning(outcome, Source("", place.text), parts, [result.score for result in results])
    return [place], told


def _titled(item: Item, found_in: FoundIn | None) -> str:
    return f"{found_in.file.name} · {item.title}" if found_in else item.title


def _citable(results: Sequence[Result], reader: Reader) -> list[Result]:
    """Of what was found, the records that this reader may read whole, asked anew; a RESTRICTED text is never quoted."""
    numbers = these(result.item.pk for result in results if result.whole)
    readable = Item.objects.visible_to(reader).filter(pk__in=numbers, status=Status.PUBLISHED)
    readable = readable.exclude(access=Access.RESTRICTED)
    allowed = dict(readable.values_list("pk", "published_id"))
    # None: the database knows no published text of it, or another one by now.
    return [each for each in results if each.item.published_id and allowed.get(each.item.pk) == each.item.published_id]


def _places(results: Sequence[Result], question: str) -> list[_Place]:
    """The texts that may be quoted: of what was found in a file its best pages, and of every record its own text."""
    sought = [word for word in analyse(question, is_normalised=True).words if word not in EMPTY]
    shown = _files_shown([result.item for result in results if result.file])
    places: list[_Place] = []
    for rank, result in enumerate(results):
        item = result.item
        if result.file and rank < READ and (item.pk, result.file.file.pk) in shown:
            pages = pages_about(result.file.file, sought, _MOST_PAGES)
            places += [_Place(item, page.text, rank, page) for page in pages]
        places.append(_Place(item, citable_text(_shown(item)), rank))
    return places[:_MOST_SOURCES]


def _shown(item: Item) -> Revision:
    assert item.published is not None  # noqa: S101  `_citable` leaves no other in
    return item.published


def _files_shown(items: Sequence[Item]) -> set[tuple[int, int]]:
    """Record and file of all that the published texts of these refer to."""
    if not items:
        return set()
    links = ItemFile.objects.filter(revision__in=these(_shown(item).pk for item in items))
    return set(links.values_list("item_id", "file_id"))


def _current_first(places: Sequence[_Place], outcome: Outcome) -> list[Found]:
    """What is in force before what is outdated, else the better supported first."""
    return sorted(outcome.found, key=lambda each: places[each.source].item.is_outdated)


def _citation(places: Sequence[_Place], found: Found) -> Citation:
    place = places[found.source]
    shown = _shown(place.item)
    return Citation(place.item, shown, found.quote, found.start, found.end, found.short, place.found_in)


def _in_words(told: Answer, places: Sequence[_Place], outcome: Outcome) -> Answer:
    """The same answer in the words of the endpoint, if one is set and what it says is borne out."""
    to = endpoint()
    if to is None:
        return told
    chosen = [each for each in outcome.considered if each.support >= LEAST][:_MOST_PASSAGES]
    quoted = [(places[each.source], each) for each in chosen]
    passages = [Passage(_titled(place.item, place.found_in), _around(place.text, each)) for place, each in quoted]
    sentences = composed(told.question, passages, to)
    if not sentences:
        return told
    cited = sorted({cite for sentence in sentences for cite in sentence.cites})
    numbers = {passage: number for number, passage in enumerate(cited)}
    said = [replace(each, cites=tuple(numbers[cite] for cite in each.cites)) for each in sentences]
    citations = [_citation(places, chosen[passage]) for passage in cited]
    return replace(told, citations=citations, sentences=said, disagree=False)


def _around(text: str, found: Found) -> str:
    return text[max(0, found.start - _AROUND) : found.end + _AROUND]
