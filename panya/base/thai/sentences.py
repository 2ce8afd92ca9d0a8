"""Where a Thai text, which has no full stops, may be parted into what is said one after the other."""

import re
from dataclasses import dataclass

from panya.base.thai.clusters import safe_cut
from panya.base.thai.words import words

# No clause is longer: what has no space for so long is parted before a conjunction, else at the end of a word.
LONGEST = 240
# Before these a new thought begins, even without a space.
_CONJUNCTIONS = frozenset(
    {
        "และ",
        "แต่",
        "หรือ",
        "โดย",
        "ซึ่ง",
        "เพราะ",
        "เนื่องจาก",
        "ดังนั้น",
        "เพื่อ",
        "หาก",
        "ถ้า",
        "เมื่อ",
        "แล้ว",
        "จึง",
        "รวมถึง",
        "ทั้งนี้",
        "นอกจากนี้",
    }
)
# No piece of a text that must be parted is shorter.
_LEAST = 60
_BEGINS = re.compile("|".join(sorted(_CONJUNCTIONS, key=len, reverse=True)))
# An English sentence ends.
_STOP = re.compile(r"[a-z\])”\"][.!?]$")
_ERA = re.compile(r"[พครจม]\.ศ\.|น\.")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:[ก-ฮ]{1,4}\.)+$|[ก-ฮ]\.$")
_LATIN_END = re.compile(r"[A-Za-z,;:&'’/-]$")
_LATIN_START = re.compile(r"[A-Za-z&(]")
# Signs that cling to what stands before them, and that hold on to what follows.
_CLINGS, _HOLDS = "ๆฯ-–/:,.=%)]}”", "-–/:=([{“"
# Line breaks, and spaces that may part thoughts: a table has thousands of others, which the pattern passes over.
_SPACE = re.compile(rf"(?<![\s{re.escape(_HOLDS)}])[^\S\n]+(?![^\S\n]|[\d{re.escape(_CLINGS)}])|\s*\n\s*")
_OPEN, _CLOSED = "([{“‘«", ")]}”’»"
# A bracket that is not closed soon was never meant to hold the text together.
_LONGEST_BRACKET = 80


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a text between two places where it may be parted: `text[start:end]`, without white space around."""

    start: int
    end: int
    # It begins a line of its own: a paragraph, an entry of a list, a row of a table.
    opens_line: bool


def clauses(text: str) -> list[Clause]:
    """Part a text at line breaks and at those spaces that part thoughts, not a number from its unit."""
    found: list[Clause] = []
    start, opens = len(text) - len(text.lstrip()), True
    for space in _SPACE.finditer(text, start):
        broken = "\n" in space[0]
        if not broken and not _parts(text, start, space.start(), space.end()):
            continue
        found += _shortened(text, start, space.start(), opens)
        start, opens = space.end(), broken
    return found + _shortened(text, start, len(text), opens)


def _parts(text: str, start: int, before: int, after: int) -> bool:
    """Whether the space between these two places parts thoughts."""
    if after >= len(text):
        return True
    left, right = text[max(start, before - 12) : before], text[after]
    if left[-1:].isdigit() and not _BEGINS.match(text, after):
        return False
    if _ABBREVIATED.search(left) or _ERA.match(text, after):
        return False
    if _LATIN_END.search(left) and _LATIN_START.match(right):
        return bool(_STOP.search(left))
    return not _in_bracket(text[max(start, before - _LONGEST_BRACKET) : before])


def _in_bracket(left: str) -> bool:
    opened = max(left.rfind(sign) for sign in _OPEN)
    return opened >= 0 and opened > max(left.rfind(sign) for sign in _CLOSED)


def _shortened(text: str, start: int, end: int, opens: bool) -> list[Clause]:
    """The stretch as clauses that are short enough."""
    found: list[Clause] = []
    while end - start > LONGEST:
        cut = start + _cut(text[start : start + LONGEST])
        found += _trimmed(text, start, cut, opens)
        start, opens = cut, False
    return found + _trimmed(text, start, end, opens)


def _cut(stretch: str) -> int:
    """Where to part a stretch that is too long: before its last conjunction, else at a space, else after a word."""
    space, conjunction, word_end, place = 0, 0, 0, 0
    for word in words(stretch):
        if place >= _LEAST and word in _CONJUNCTIONS:
            conjunction = place
        if place >= _LEAST and word.isspace():
            space = place
        word_end, place = place, place + len(word)
    return safe_cut(stretch, conjunction or space or word_end or len(stretch)) or len(stretch)


def _trimmed(text: str, start: int, end: int, opens: bool) -> list[Clause]:
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    end -= len(said) - len(said.rstrip())
    return [Clause(start, end, opens)] if start < end else []
