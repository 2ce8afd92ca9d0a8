"""Hints about words that are probably misspelt: few and sure, because a false alarm costs more than a missed slip.

Two sources: a list of slips that people often make, and words that no dictionary knows but for one slip of hand or
ear (a letter of the same sound, a neighbour on the keyboard, a mark left out). Names, abbreviations, numbers and other
scripts get no hint.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from panya.base.thai.normalise import normalise
from panya.base.thai.words import WORD_LIST, WordListMissing, edges, words

MOST_HINTS = 20
SLIPS = Path(__file__).with_name("misspellings.txt")

_RUN = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4eฯ]+")
_HANGS_ON = re.compile("[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]")
_CONSONANTS = "กขคฆงจฉชซญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_SIGNS = "ะัาิีึืุู็่้๊๋์"
_BARE = str.maketrans("ใ", "ไ", "็่้๊๋์")
_END_SIGNS = _SIGNS.replace("์", "")  # names end with and without it: บดินทร
_SHORTEST, _LONGEST = 6, 16
_NEIGHBOURS = 2
# Alike to the ear, or under one key.
_ALIKE = (
    "ณน", "ศษส", "ฏฎตด", "รล", "ฑทธฒ", "ญย", "คฆข", "พภผ", "ใไ", "ฐถ", "ซส", "ชฌ",
    "นฯ", "วซ", "บฐ", "้็", "่๋", "ี๊", "งว", "่้", "้๊", "ิี", "ึืิี", "ุู", "็ั์", "่์",
)  # fmt: skip
_TITLES = (
    "นาย", "นาง", "นางสาว", "คุณ", "ดร.", "พี่", "น้อง", "ท่าน", "ครู", "อาจารย์", "ศาสตราจารย์", "บริษัท", "ห้าง", "ร้าน",
    "ตำบล", "อำเภอ", "จังหวัด", "บ้าน", "วัด", "ถนน", "ซอย", "โรงเรียน", "เมือง", "แม่น้ำ", "ยี่ห้อ", "ตรา", "แบรนด์", "ชื่อ",
    "หมู่บ้าน",
)  # fmt: skip


@dataclass(frozen=True)
class Hint:
    """A piece of the text, where it begins, and what was probably meant."""

    start: int
    wrong: str
    right: str


def hints(text: str) -> list[Hint]:
    """What is probably misspelt in a text, in its order, each slip once."""
    text = normalise(text)
    found: dict[str, Hint] = {}
    for run in _RUN.finditer(text):
        if _is_abbreviation(text, run):
            continue
        for hint in _in_run(run[0], run.start(), text):
            found.setdefault(hint.wrong, hint)
    return sorted(found.values(), key=lambda hint: hint.start)[:MOST_HINTS]


def listed(text: str) -> list[Hint]:
    """The slips of the list in a normalised text, in its order."""
    found = [
        Hint(run.start() + at, wrong, right)
        for run in _RUN.finditer(text)
        if not _is_abbreviation(text, run)
        for at, wrong, right in _common_slips(run[0], words(run[0]))
    ]
    return found[:MOST_HINTS]


def is_word(piece: str) -> bool:
    """A word of the dictionary, of more than one letter."""
    return not _is_odd(piece)


def near(piece: str) -> frozenset[str]:
    """Words of the dictionary that are one slip away; none for short or very long pieces."""
    return _near(piece) if _SHORTEST <= len(piece) <= _LONGEST else frozenset()


def but_for_marks(piece: str) -> tuple[str, ...]:
    """Words of the dictionary that differ in tone marks only, which are left out most of all, or in ใ for ไ."""
    return _by_bare_letters().get(piece.translate(_BARE), ())


def _in_run(run: str, start: int, text: str) -> Iterator[Hint]:
    pieces = words(run)
    known = _common_slips(run, pieces)
    yield from (Hint(start + at, wrong, right) for at, wrong, right in known)
    if _is_name(run, text[:start]):
        return
    taken = {place for at, wrong, _right in known for place in range(at, at + len(wrong))}
    for at, wrong, right in _unknown(pieces):
        if taken.isdisjoint(range(at, at + len(wrong))):
            yield Hint(start + at, wrong, right)


def _common_slips(run: str, pieces: list[str]) -> list[tuple[int, str, str]]:
    """Slips of the list, where no real word reaches over their edges."""
    found: list[tuple[int, str, str]] = []
    places = edges(pieces)
    for match in _slip_pattern().finditer(run):
        wrong = match[0]
        right = _slips()[wrong]
        begin, end = match.span()
        if end < len(run) and _HANGS_ON.match(run[end]):
            continue
        if _stands_in(run, begin, wrong, right) or _reached_over(pieces, places, begin, end, (wrong, right)):
            continue
        found.append((begin, wrong, right))
    return found


def _stands_in(run: str, begin: int, wrong: str, right: str) -> bool:
    """The right word is there, and holds these letters."""
    offset = right.find(wrong)
    return offset >= 0 and run.startswith(right, max(begin - offset, 0))


def _reached_over(pieces: list[str], places: list[int], begin: int, end: int, slip: tuple[str, str]) -> bool:
    """A real word stands over an edge of the slip: it is part of that word. A word that holds one is none."""
    for at in {bisect_right(places, begin) - 1, bisect_right(places, end - 1) - 1}:
        piece = pieces[at]
        if (places[at] < begin or places[at + 1] > end) and piece in _dictionary():
            mended = piece.replace(*slip)
            if mended == piece or mended not in _dictionary():
                return True
    return False


def _unknown(pieces: list[str]) -> Iterator[tuple[int, str, str]]:
    """Neighbouring pieces of which some are no words, and that one slip makes one word."""
    odd = [_is_odd(piece) for piece in pieces]
    starts = edges(pieces)
    at = 0
    while at < len(pieces):
        if not odd[at]:
            at += 1
            continue
        last = at
        while last + 1 < len(pieces) and odd[last + 1]:
            last += 1
        if found := _mended(pieces, at, last):
            first, until, right = found
            yield starts[first], "".join(pieces[first:until]), right
            last = max(last, until - 1)
        at = last + 1


def _mended(pieces: list[str], first: int, last: int) -> tuple[int, int, str] | None:
    """The one word that the odd pieces and their neighbours nearly are; None where there are two or none."""
    answers: dict[str, tuple[int, int]] = {}
    for begin in range(max(first - _NEIGHBOURS, 0), first + 1):
        for end in range(last + 1, min(last + _NEIGHBOURS, len(pieces) - 1) + 2):
            wrong = "".join(pieces[begin:end])
            if not _SHORTEST <= len(wrong) <= _LONGEST or wrong in _dictionary():
                continue
            for right in _near(wrong):
                kept = answers.get(right)
                if kept is None or end - begin < kept[1] - kept[0]:
                    answers[right] = (begin, end)
    if len(answers) != 1:
        return None
    right, (begin, end) = next(iter(answers.items()))
    return begin, end, right


@lru_cache(maxsize=4096)
def _near(wrong: str) -> frozenset[str]:
    """Words of the dictionary that are one slip away."""
    dictionary = _dictionary()
    return frozenset(near for near in _slipped(wrong) if len(near) >= _SHORTEST and near in dictionary)


def _slipped(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        for other in ALIKE.get(letter, ""):
            yield before + other + after
        if letter in _SIGNS or (after and after[0] == letter):
            yield before + after
        if after and after[0] != letter:
            yield before + after[0] + letter + after[1:]
        if len(after) > 1:
            # A tone mark typed one consonant too early: ส้ราง.
            yield before + after[0] + after[1] + letter + after[2:]
    for at in range(len(word) + 1):
        for letter in _SIGNS if at < len(word) else _END_SIGNS:
            yield word[:at] + letter + word[at:]
        if len(word) > _SHORTEST:
            for letter in _CONSONANTS:
                yield word[:at] + letter + word[at:]


def _is_odd(piece: str) -> bool:
    return len(piece) == 1 or piece not in _dictionary()


def _is_abbreviation(text: str, run: re.Match[str]) -> bool:
    return text[run.end() : run.end() + 1] == "." or text[run.start() - 1 : run.start()] == "."


def _is_name(run: str, before: str) -> bool:
    """What begins with a title or follows one is a name; so is the surname after it."""
    return run.startswith(_TITLES) or before.rstrip().endswith(_TITLES) or _last_word(before).startswith(_TITLES)


def _last_word(before: str) -> str:
    return before[-40:].rstrip().rpartition(" ")[2]


@lru_cache(maxsize=1)
def _dictionary() -> frozenset[str]:
    if not WORD_LIST.is_file():
        raise WordListMissing(WORD_LIST)
    return frozenset(WORD_LIST.read_text(encoding="utf-8").splitlines()) - _slips().keys()


@lru_cache(maxsize=1)
def _by_bare_letters() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in sorted(_dictionary()):
        found.setdefault(word.translate(_BARE), []).append(word)
    return {bare: tuple(alike) for bare, alike in found.items()}


@lru_cache(maxsize=1)
def _slips() -> dict[str, str]:
    lines = SLIPS.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {normalise(wrong): normalise(right) for wrong, right in pairs}


@lru_cache(maxsize=1)
def _slip_pattern() -> re.Pattern[str]:
    longest_first = sorted(_slips(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def _alike_letters() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for group in _ALIKE:
        for letter in group:
            found.setdefault(letter, set()).update(set(group) - {letter})
    return {letter: "".join(sorted(others)) for letter, others in found.items()}


# For each letter those that sound or look like it.
ALIKE = _alike_letters()
