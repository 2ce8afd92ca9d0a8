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
from panya.overviews.answers.extracting.answering import Found, Outcome, answer
from panya.overviews.answers.extracting.features import Source
from panya.overviews.answers.extracting.support import LEAST
from panya.overviews.answers.whom import Adviser, whom_to_ask
from panya.shared.content.models import Access, Item, Revision, Status
from panya.shared.content.quoting import citable_text, quote_url
from panya.shared.people.permissions import Reader, may_look_people_up
from panya.shared.search.queries import LONGEST_QUERY, Result, search

# So many records are looked at for an answer.
_LOOKED_AT = 20
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
    page: int | None = None

    @property
    def url(self) -> str:
        """The record, opened with the passage highlighted."""
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
            "title": self.item.title,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "page": self.page,
            "url": self.url,
            "outdated": self.outdated,
            "revision": self.revision.number,
            "says": self.short,
        }


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
    found = search(question, reader, limit=_LOOKED_AT)
    items = _citable(found.results, reader)
    texts = [citable_text(_shown(item)) for item in items]
    outcome = answer(question, [Source(item.title, text) for item, text in zip(items, texts, strict=True)])
    told = Answer(
        question=question,
        citations=[_citation(items, each) for each in _current_first(items, outcome)],
        disagree=outcome.disagree,
        rebuilding=found.rebuilding,
    )
    if told.answered:
        told = _in_words(told, items, texts, outcome)
    else:
        advisers = whom_to_ask(question, items) if may_look_people_up(reader) else []
        told = replace(told, ask_whom=advisers, nearest=found.results[:_MOST_NEAREST])
    return replace(told, took_ms=round((time.perf_counter() - started) * 1000))


def _citable(results: Sequence[Result], reader: Reader) -> list[Item]:
    """Of what was found, the records that this reader may read whole, asked anew; a RESTRICTED text is never quoted."""
    numbers = these(result.item.pk for result in results if result.whole)
    readable = Item.objects.visible_to(reader).filter(pk__in=numbers, status=Status.PUBLISHED)
    readable = readable.exclude(access=Access.RESTRICTED)
    allowed = dict(readable.values_list("pk", "published_id"))
    items = [result.item for result in results]
    return [item for item in items if item.published_id is not None and allowed.get(item.pk) == item.published_id]


def _shown(item: Item) -> Revision:
    assert item.published is not None  # noqa: S101  `_citable` leaves no other in
    return item.published


def _current_first(items: Sequence[Item], outcome: Outcome) -> list[Found]:
    """What is in force before what is outdated, else the better supported first."""
    return sorted(outcome.found, key=lambda each: items[each.source].is_outdated)


def _citation(items: Sequence[Item], found: Found) -> Citation:
    item = items[found.source]
    return Citation(item, _shown(item), found.quote, found.start, found.end, found.short)


def _in_words(told: Answer, items: Sequence[Item], texts: Sequence[str], outcome: Outcome) -> Answer:
    """The same answer in the words of the endpoint, if one is set and what it says is borne out."""
    to = endpoint()
    if to is None:
        return told
    chosen = [each for each in outcome.considered if each.support >= LEAST][:_MOST_PASSAGES]
    passages = [Passage(items[each.source].title, _around(texts[each.source], each)) for each in chosen]
    sentences = composed(told.question, passages, to)
    if not sentences:
        return told
    cited = sorted({cite for sentence in sentences for cite in sentence.cites})
    numbers = {place: number for number, place in enumerate(cited)}
    said = [replace(each, cites=tuple(numbers[cite] for cite in each.cites)) for each in sentences]
    citations = [_citation(items, chosen[place]) for place in cited]
    return replace(told, citations=citations, sentences=said, disagree=False)


def _around(text: str, found: Found) -> str:
    return text[max(0, found.start - _AROUND) : found.end + _AROUND]
