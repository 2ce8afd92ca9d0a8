"""The passage of a text that shows best why it was found, with the found words marked."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from itertools import islice

from django.utils.html import escape
from django.utils.safestring import SafeString

from panya.base.thai.clusters import ELLIPSIS, cuts, safe_cut
from panya.base.thai.normalise import search_form
from panya.base.thai.numbers import arabic_digits
from panya.base.thai.words import edges, icu_words, words
from panya.shared.content.html import put_together
from panya.shared.search.analysis import SILENT, fold

LENGTH = 240
# How much of the passage stands before the first found word.
_BEFORE = 40
# So few letters of a word are not the word.
_SCRAP = 2
# What stands on one letter is shorter than this.
_CLUSTER = 20
# A passage is sought in so much of a text.
_LONGEST = 200_000
# So many words choose the passage, the longest: they tell most; and so many places where they stand.
_MOST_WORDS, _MOST_PLACES = 40, 4_000

# From the first code point to the one after the last.
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """Plain text and the code-point ranges in it that were sought; no range begins or ends inside a Thai cluster."""

    text: str = ""
    highlights: list[list[int]] = field(default_factory=list)

    @property
    def segments(self) -> list[tuple[str, bool]]:
        """The text in pieces: (piece, whether it was sought)."""
        pieces, done = [], 0
        for start, end in self.highlights:
            pieces += [(self.text[done:start], False), (self.text[start:end], True)]
            done = end
        return [piece for piece in [*pieces, (self.text[done:], False)] if piece[0]]

    @property
    def marked(self) -> SafeString:
        """The text as HTML, with what was sought in marks."""
        pieces = ((escape(text), sought) for text, sought in self.segments)
        return put_together(f"<mark>{text}</mark>" if sought else text for text, sought in pieces)


def snippet(text: str, sought: Collection[str], *, length: int = LENGTH) -> Snippet:
    """The passage of at most `length` code points that holds the most of the sought words."""
    text = text[:_LONGEST]
    start = _best_start(places(text, sought), length)
    return mark(_passage(text, start, length), sought)


def mark(text: str, sought: Collection[str]) -> Snippet:
    """The whole text with the sought words marked."""
    return Snippet(text, _whole_clusters(text, _found(text, set(sought))))


def _folded(text: str) -> str:
    """The search form with every code point in its place."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(form if len(form := search_form(sign)) == 1 else sign for sign in text)


def places(text: str, sought: Collection[str]) -> list[tuple[int, str]]:
    """Where sought words may stand: quick, because it folds nothing, and good enough to choose a passage."""
    wanted = _wanted(sought)
    if not wanted:
        return []
    # To put digits of both scripts into the pattern takes thirty times as long.
    found = re.finditer("|".join(map(_written, wanted)), arabic_digits(text), re.IGNORECASE)
    return [(match.start(), match[0]) for match in islice(found, _MOST_PLACES)]


def _wanted(sought: Collection[str]) -> list[str]:
    return sorted({words for words in sought if words}, key=lambda words: (-len(words), words))[:_MOST_WORDS]


def _written(words: str) -> str:
    """A pattern for words in a row, whatever stands between them."""
    return f"(?:{SILENT.pattern})?".join(map(re.escape, words.split()))


def _best_start(places: list[tuple[int, str]], length: int) -> int:
    """Where the passage begins that holds the most different sought words, longer ones counting more."""
    best, best_worth, last, worth = 0, 0, 0, 0
    held: Counter[str] = Counter()
    for first, (start, word) in enumerate(places):
        while last < len(places) and places[last][0] < start + length - _BEFORE:
            worth += 0 if held[places[last][1]] else len(places[last][1])
            held[places[last][1]] += 1
            last += 1
        if worth > best_worth:
            best, best_worth = places[first][0], worth
        held[word] -= 1
        worth -= 0 if held[word] else len(word)
    return best


def _passage(text: str, found: int, length: int) -> str:
    """About `found`, from the beginning of a word to the end of a cluster, as one line."""
    room = length - 2 * len(ELLIPSIS)
    start = max(0, min(found - _BEFORE, len(text) - room))
    if start:
        space = text.find(" ", start, found)
        start = space + 1 if space >= 0 else _cluster_start(text, start)
    passage = text[start : start + room + _CLUSTER]
    passage = passage[: safe_cut(passage, room)]
    before, after = ELLIPSIS if start else "", ELLIPSIS if start + len(passage) < len(text) else ""
    return before + " ".join(passage.split()) + after


def _cluster_start(text: str, index: int) -> int:
    first = max(0, index - _CLUSTER)
    return first + safe_cut(text[first : index + _CLUSTER], index - first)


def _found(text: str, sought: set[str]) -> list[list[int]]:
    """The ranges of what is sought where words begin and end; where there are none, of words that are most of it."""
    wanted = _wanted(sought)
    if not wanted:
        return []
    folded = _folded(text)
    ranges = [match.span() for words in wanted for match in re.finditer(_written(words), folded)]
    return [list(span) for span in sorted(whole_words(folded, ranges) or _stretched(folded, ranges))]


def whole_words(folded: str, ranges: list[Range]) -> list[Range]:
    """The ranges that begin and end where words do, as in `word_edges`; the quicker segmenter is asked first."""
    found = _edges_about(folded, ranges, icu_words)
    found |= _edges_about(folded, [span for span in ranges if not found.issuperset(span)], words)
    return [span for span in ranges if found.issuperset(span)]


def _edges_about(folded: str, ranges: list[Range], cut: Callable[[str], list[str]]) -> set[int]:
    """Where words begin and end in the parts between spaces that hold these ranges: to cut the others is dear."""
    parts = {(folded.rfind(" ", 0, start) + 1, folded.find(" ", end)) for start, end in ranges}
    return {first + edge for first, last in parts for edge in edges(cut(folded[first : last if last >= 0 else None]))}


def _stretched(folded: str, ranges: list[Range]) -> list[Range]:
    """The ranges widened to whole words, but for scraps of longer words."""
    at = edges(words(folded))
    widened = [(start, end, at[bisect_right(at, start) - 1], at[bisect_left(at, end)]) for start, end in ranges]
    return [
        (first, last)
        for start, end, first, last in widened
        if end - start > _SCRAP and (end - start) * 2 > last - first
    ]


def _whole_clusters(text: str, ranges: list[list[int]]) -> list[list[int]]:
    """The ranges widened to whole clusters, and joined where they touch or only a space parts them."""
    places = cuts(text) if ranges else []
    joined: list[list[int]] = []
    for start, end in ranges:
        start, end = places[bisect_right(places, start) - 1], places[bisect_left(places, end)]
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    return joined
