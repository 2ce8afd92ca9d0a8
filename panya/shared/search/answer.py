"""What a search found for one reader: its results, and what is said about them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from panya.shared.content.models import Item
from panya.shared.search.facets import Facets, Value
from panya.shared.search.file_texts import FoundIn
from panya.shared.search.snippets import Snippet, snippet
from panya.shared.search.understanding import Understood, glossary, of_tokens


@dataclass(frozen=True)
class Result:
    """One record that was found."""

    item: Item
    score: float
    title: Snippet
    # What the reader may see of it, and the words that were sought there.
    text: str
    sought: Collection[str]
    # False: the reader sees the card only.
    whole: bool
    # The page of a file in which it was found; None: in the record itself.
    file: FoundIn | None = None
    # A review approved the very text that is shown.
    approved: bool = False

    @cached_property
    def snippet(self) -> Snippet:
        """The passage that shows why it was found; sought only when shown, for an answer shows three of twenty."""
        return snippet(self.text, self.sought)

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
