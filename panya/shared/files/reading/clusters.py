"""Thai in PDFs that a browser printed: each glyph is said to mean its whole cluster, which is so read twice."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

_MARK = "[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]"
_CLUSTER = re.compile(f"[\u0e01-\u0e2e]{_MARK}+")
_TWICE = re.compile(f"([\u0e01-\u0e2e]{_MARK}+)[^\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{{0,4}}\\1")
# A sound text says “ที่ที่” now and then; a printed one doubles nearly every cluster.
_SHARE = 0.2
# A glyph of a mark lies over or under one of the last few letters.
_LOOKED_BACK = 4
# Words stand further apart than so many heights of a letter; so wide is sara aa, which has no box of its own.
_APART, _SARA_AA = 0.35, 0.85


@dataclass(slots=True)
class _Glyph:
    """What one glyph is said to mean, and where it lies."""

    text: str
    left: float
    right: float
    height: float
    line: float
    # Spaces and line ends that the reader of the PDF put before it.
    before: str


def doubled(text: str) -> bool:
    """Whether the clusters of a text stand there twice."""
    clusters = len(_CLUSTER.findall(text))
    return clusters >= 2 / _SHARE and len(_TWICE.findall(text)) > clusters * _SHARE


def once(words: Any, count: int) -> str:
    """The text of a page with each cluster once: what lies over or under its own letter is a mark of it."""
    kept: list[_Glyph] = []
    for glyph in _glyphs(words, count):
        if not _is_part(glyph, kept[-_LOOKED_BACK:]):
            kept.append(glyph)
    return "".join(_before(glyph, kept[place - 1] if place else None) + glyph.text for place, glyph in enumerate(kept))


def _is_part(glyph: _Glyph, last: list[_Glyph]) -> bool:
    if len(glyph.text) < 2 or not last:
        return False
    middle = (glyph.left + glyph.right) / 2
    if any(one.text == glyph.text and one.left <= middle <= one.right for one in last):
        return True
    # Sara aa of sara am stands beside its letter.
    return glyph.text.endswith("\u0e33") and last[-1].text == glyph.text


def _before(glyph: _Glyph, last: _Glyph | None) -> str:
    """The distance as it is once the marks in between are gone."""
    if last is None or not glyph.before:
        return ""
    if abs(glyph.line - last.line) > last.height / 2:
        return "\n"
    apart = _APART + (_SARA_AA if len(last.text) > 1 and last.text.endswith("\u0e33") else 0)
    return " " if glyph.left - last.right > last.height * apart else ""


def _glyphs(words: Any, count: int) -> Iterator[_Glyph]:
    """Letters of one and the same origin came out of one glyph."""
    open_glyph: _Glyph | None = None
    origin: tuple[float, float] | None = None
    before = ""
    for place in range(count):
        letter = chr(pdfium.FPDFText_GetUnicode(words, place))
        if pdfium.FPDFText_IsGenerated(words, place) == 1:
            before += letter
            continue
        here = _origin(words, place)
        left, right, height = _box(words, place)
        if open_glyph is not None and here == origin and not before:
            open_glyph.text += letter
            open_glyph.right = right
            continue
        if open_glyph is not None:
            yield open_glyph
        open_glyph, origin, before = _Glyph(letter, left, right, height, here[1], before), here, ""
    if open_glyph is not None:
        yield open_glyph


def _origin(words: Any, place: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(words, place, x, y)
    return x.value, y.value


def _box(words: Any, place: int) -> tuple[float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _side in range(4))
    pdfium.FPDFText_GetCharBox(words, place, left, right, bottom, top)
    return left.value, right.value, top.value - bottom.value
