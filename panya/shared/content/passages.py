"""Passages of a text that somebody speaks about: told by their words, found again and marked in HTML.

White space is left out when passages are compared: a browser puts other white space between blocks than we do, and Thai
has none between words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape

from django.utils.safestring import SafeString

from panya.shared.content.html import put_together
from panya.shared.content.models import Revision
from panya.shared.content.text import words_in

_PIECE = re.compile(r"<[^<>]*>|&[#a-zA-Z0-9]+;|[^<&]+|[<&]")
_ID = re.compile(r"[a-zA-Z0-9-]+")


@dataclass(frozen=True)
class Passage:
    """The words of a passage and which of their occurrences is meant; `id` names its mark on the page."""

    id: str
    quote: str
    occurrence: int = 0


def squeezed(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def part_texts(revision: Revision) -> dict[str, str]:
    """The words of every part of a text, by the part's name."""
    texts = {"title": revision.title, "lead": revision.lead, "body": revision.body_text}
    named = {name: "\n".join(words_in(part)) for name, part in revision.structured.items() if name != "files"}
    return {**texts, **named}


def found_in(revision: Revision, quote: str, part: str = "") -> str:
    """The part in which these words stand: the named one, else the first; empty where they stand nowhere."""
    texts, wanted = part_texts(revision), squeezed(quote)
    names = [part] if part in texts else list(texts)
    return next((name for name in names if wanted and wanted in squeezed(texts[name])), "")


def marked(html: str, passages: Sequence[Passage]) -> SafeString:
    """Shown HTML with its passages marked; one that is not found is left out, overlapping ones are marked both."""
    pieces = _pieces(html)
    letters = [
        (at, place) for at, piece in enumerate(pieces) if piece.is_text for place in piece.places if not place.isspace
    ]
    text = "".join(place.letter for _at, place in letters)
    covered: dict[tuple[int, int], list[str]] = {}
    for passage in passages:
        wanted = squeezed(passage.quote)
        start = _nth(text, wanted, passage.occurrence)
        if start is None or not _ID.fullmatch(passage.id):
            continue
        for at, place in letters[start : start + len(wanted)]:
            covered.setdefault((at, place.index), []).append(passage.id)
    seen: set[str] = set()
    return put_together(_drawn(at, piece, covered, seen) for at, piece in enumerate(pieces))


@dataclass(frozen=True)
class _Letter:
    index: int
    letter: str

    @property
    def isspace(self) -> bool:
        return self.letter.isspace()


@dataclass(frozen=True)
class _Piece:
    """A tag, or a stretch of text as it is read."""

    raw: str
    is_text: bool

    @property
    def places(self) -> list[_Letter]:
        return [_Letter(index, letter) for index, letter in enumerate(self.raw)]


def _pieces(html: str) -> list[_Piece]:
    found: list[_Piece] = []
    for match in _PIECE.finditer(html):
        raw = match[0]
        if raw.startswith("<") and raw.endswith(">"):
            found.append(_Piece(raw, is_text=False))
        elif found and found[-1].is_text:
            found[-1] = _Piece(found[-1].raw + unescape(raw), is_text=True)
        else:
            found.append(_Piece(unescape(raw), is_text=True))
    return found


def _nth(text: str, wanted: str, occurrence: int) -> int | None:
    """Where the n-th of these words begins; the first where there are not so many."""
    if not wanted:
        return None
    starts: list[int] = []
    at = text.find(wanted)
    while at >= 0 and len(starts) <= occurrence:
        starts.append(at)
        at = text.find(wanted, at + 1)
    if not starts:
        return None
    return starts[occurrence] if occurrence < len(starts) else starts[0]


def _drawn(at: int, piece: _Piece, covered: dict[tuple[int, int], list[str]], seen: set[str]) -> str:
    if not piece.is_text:
        return piece.raw
    drawn, open_mark = "", ""
    for place, name in zip(piece.places, _names(at, piece, covered), strict=True):
        if name != open_mark:
            drawn += "</mark>" if open_mark else ""
            drawn += _opened(name, seen) if name else ""
            open_mark = name
        drawn += escape(place.letter, quote=False)
    return drawn + ("</mark>" if open_mark else "")


def _names(at: int, piece: _Piece, covered: dict[tuple[int, int], list[str]]) -> list[str]:
    """The passage to which each letter belongs; white space belongs to the one on both sides of it."""
    names, gap = [], 0
    for place in piece.places:
        if place.isspace:
            gap += 1
            names.append("")
            continue
        ids = covered.get((at, place.index), [])
        name = ids[-1] if ids else ""
        if gap and name and len(names) > gap and names[-gap - 1] == name:
            names[-gap:] = [name] * gap
        names.append(name)
        gap = 0
    return names


def _opened(name: str, seen: set[str]) -> str:
    """Only the first stretch of a passage carries the id: an id stands once on a page."""
    if name in seen:
        return f'<mark data-passage="{name}">'
    seen.add(name)
    return f'<mark data-passage="{name}" id="passage-{name}">'
