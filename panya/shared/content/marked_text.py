"""A passage of a plain text that somebody came for, marked."""

import re
from dataclasses import dataclass

from panya.base.core.typed_numbers import whole_number
from panya.base.thai.clusters import ELLIPSIS, safe_cut
from panya.base.thai.normalise import search_form
from panya.base.thai.words import words

_QUOTE = re.compile(r"([0-9]{1,7})-([0-9]{1,7})")
_MOST_WORDS, _LONGEST_QUERY, _MOST_MARKS = 40, 500, 500
_LONGEST = 10_000_000
# A browser and the processor bear so many letters on one page.
_LONGEST_SHOWN = 100_000
# A mark never parts a letter from its signs; they stand within so many.
_CLUSTER = 20
_CELL = re.compile(r"([\t\n])")
# More than a page of the web holds with ease.
MOST_ROWS = 500
# Shorter rows are filled up so that the table is a table; a monster is not.
_MOST_FILLED = 30
# On its own a single letter says nothing.
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; the first of the marked ones is where the reader is led."""

    text: str
    marked: bool = False
    first: bool = False


def pieces(text: str, quote: str, query: str) -> list[Piece]:
    """The text in parts: the quote (START-END) marked, or without one the words of the query.

    Of a page as long as a book (a table, a document without turns of the page) the part about the first mark is shown.
    """
    quoted, cut = _quoted(text, quote), 0
    if len(text) > _LONGEST_SHOWN:
        cut = _cut(text, quoted[0][0] if quoted else _first_place(text, query))
        whole, text = text, text[cut : cut + _LONGEST_SHOWN]
        quoted = [(start - cut, min(end - cut, len(text))) for start, end in quoted]
        before, after = ELLIPSIS * bool(cut), ELLIPSIS * (cut + len(text) < len(whole))
        return [piece for piece in [Piece(before), *_parted(text, quoted, query), Piece(after)] if piece.text]
    return _parted(text, quoted, query)


def _cut(text: str, place: int) -> int:
    """Where the part that holds this place begins: at a line, if there are any."""
    start = max(0, min(place - _LONGEST_SHOWN // 4, len(text) - _LONGEST_SHOWN))
    return text.find("\n", start, place) + 1 or start if start else 0


def _first_place(text: str, query: str) -> int:
    """Where the first word of the query stands as it is written: good enough to choose a part."""
    told = text.casefold()
    places = (told.find(word) for word in query[:_LONGEST_QUERY].casefold().split()[:_MOST_WORDS])
    return min((place for place in places if place >= 0), default=0)


def _parted(text: str, quoted: list[tuple[int, int]], query: str) -> list[Piece]:
    found: list[Piece] = []
    done = 0
    for start, end in quoted or _worded(text, query):
        found += [Piece(text[done:start]), Piece(text[start:end], marked=True, first=not done)]
        done = end
    found.append(Piece(text[done:]))
    return [piece for piece in found if piece.text]


def table_of(found: list[Piece]) -> list[list[list[Piece]]]:
    """The pieces of a page of a table in its rows and cells; of a long one the rows about the first mark."""
    rows: list[list[list[Piece]]] = [[[]]]
    marked = 0
    for piece in found:
        for place, said in enumerate(_CELL.split(piece.text)):
            # The parting signs stand between the texts.
            if place % 2:
                rows.append([[]]) if said == "\n" else rows[-1].append([])
            elif said:
                marked = marked or (len(rows) - 1 if piece.marked else 0)
                rows[-1][-1].append(Piece(said, piece.marked, piece.first))
    start = max(0, min(marked - MOST_ROWS // 2, len(rows) - MOST_ROWS))
    shown = rows[start : start + MOST_ROWS]
    wide = min(max(map(len, shown)), _MOST_FILLED)
    return [[*cells, *([[]] * (wide - len(cells)))] for cells in shown]


def _quoted(text: str, quote: str) -> list[tuple[int, int]]:
    asked = _QUOTE.fullmatch(quote)
    if asked is None:
        return []
    start, end = (whole_number(said, most=_LONGEST, default=0) for said in asked.groups())
    end = min(end, len(text))
    return [(start, end)] if start < end else []


def _worded(text: str, query: str) -> list[tuple[int, int]]:
    """Where the words of the query stand, neighbours joined."""
    said = search_form(query[:_LONGEST_QUERY])
    sought = sorted({word for word in words(said) if len(word.strip()) >= _SHORTEST}, key=len, reverse=True)
    folded = search_form(text)
    if not sought:
        return []
    if len(folded) != len(text):
        folded = text
    pattern = re.compile("|".join(re.escape(word) for word in sought[:_MOST_WORDS]), re.IGNORECASE)
    ranges: list[tuple[int, int]] = []
    for match in pattern.finditer(folded):
        start, end = match.span()
        end += _rest_of_letter(text, end)
        if ranges and not text[ranges[-1][1] : start].strip():
            ranges[-1] = (ranges[-1][0], end)
        elif len(ranges) < _MOST_MARKS:
            ranges.append((start, end))
    return ranges


def _rest_of_letter(text: str, end: int) -> int:
    """How many signs after `end` still belong to the letter before it."""
    start = max(0, end - _CLUSTER)
    near = text[start : end + _CLUSTER]
    rest = 0
    while end + rest < len(text) and rest < 4 and safe_cut(near, end + rest - start) != end + rest - start:
        rest += 1
    return rest
