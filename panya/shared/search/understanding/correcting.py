"""“Did you mean”: words near to what was typed, from the list of slips, the dictionary, the glossary and found records.

What is offered here is only a candidate: the search offers it where this very reader finds something by it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, chain, islice
from math import inf

from panya.base.thai.keyboard import neighbours
from panya.base.thai.normalise import normalise
from panya.base.thai.spelling import ALIKE, hints, is_word
from panya.base.thai.words import words
from panya.shared.search.analysis import fold
from panya.shared.search.understanding.glossary import Glossary

_SHORTEST, _LONGEST = 4, 40
# Of texts in which something near is sought, so many signs.
_TEXT = 200
# So much of what was typed may be wrong.
_SHARE = 0.34
_MARKS = frozenset("็่้๊๋์ํ")
_VOWEL_SIGNS = frozenset("ะัาิีึืุูๅ")
_MOST_TEXTS, _MOST_PARTS = 12, 6
# Of a text so many runs of words are looked at for a part of the query, of the glossary so many spellings closely:
# a title of single letters has thousands, and none of them is what was meant.
_MOST_RUNS, _MOST_SPELLINGS = 300, 300


def corrections(text: str, texts: Iterable[str], glossary: Glossary, *, first: str = "") -> Iterator[str]:
    """What may have been meant, the surest first; `texts` are titles of records that look like it.

    `first` is what the index took it for.
    """
    seen = {_bare(text)}
    for meant in chain([first], _candidates(text, list(texts)[:_MOST_TEXTS], glossary)):
        if (key := _bare(meant)) not in seen and key:
            seen.add(key)
            yield meant


def odd_parts(text: str) -> list[str]:
    """The parts between spaces that fall apart into scraps: what is misspelt does."""
    return [part for part in text.split() if len(part) <= _LONGEST and _falls_apart(words(part))]


def _falls_apart(pieces: list[str]) -> bool:
    thai = [piece for piece in pieces if "ก" <= piece[0] <= "๎"]
    return len(thai) > 1 and any(len(piece) <= 2 or not is_word(piece) for piece in thai)


def _candidates(text: str, texts: list[str], glossary: Glossary) -> Iterator[str]:
    if mended := _mended(text):
        yield mended
    if len(text) <= _LONGEST:
        spellings = (way for ways in glossary.ways.values() for way in ways if abs(len(way) - len(text)) <= 2)
        most, letters = _SHARE * len(text) / 2, Counter(text)
        alike = (way for way in dict.fromkeys(spellings) if _shares_letters(letters, way))
        near = [(distance(text, way, most), way) for way in islice(alike, _MOST_SPELLINGS)]
        yield from (way for far, way in sorted(near) if far <= most)
    yield from _from_texts(text, texts)


def _mended(text: str) -> str:
    """With each probable slip mended that the speller knows."""
    mended = normalise(text)
    for hint in reversed(hints(mended)):
        mended = mended[: hint.start] + hint.right + mended[hint.start + len(hint.wrong) :]
    return mended if mended != text else ""


def _from_texts(text: str, texts: list[str]) -> Iterator[str]:
    """The query with each of its parts in the place of which something near stands in a text."""
    parts = text.split()[:_MOST_PARTS]
    found: list[tuple[float, str]] = []
    for one in texts:
        far, meant, pieces = 0.0, [], words(one[:_TEXT])
        for part in parts:
            near = _nearest(part, pieces) if _SHORTEST <= len(part) <= _LONGEST else None
            far += near[0] if near else _SHARE * len(part) / 2
            meant.append(near[1] if near else part)
        found.append((far, " ".join(meant)))
    yield from (meant for _far, meant in sorted(found) if _bare(meant) != _bare(text))


def _nearest(part: str, pieces: list[str]) -> tuple[float, str] | None:
    """The run of whole words of a text that is nearest to a part of the query, if near enough."""
    best: tuple[float, str] | None = None
    worst, letters = max(_SHARE * len(part), 1.0), Counter(part)
    runs = islice(_runs(pieces, len(part) - worst, len(part) + worst), _MOST_RUNS)
    for run in dict.fromkeys(runs):
        if not _shares_letters(letters, run):
            continue
        far = distance(part, run, best[0] if best else worst)
        if far <= worst and (best is None or far < best[0]):
            best = (far, run.strip())
    return best


def _runs(pieces: list[str], shortest: float, longest: float) -> Iterator[str]:
    """Neighbouring words that together are about so long; none begins with a space."""
    for first, piece in enumerate(pieces):
        if not piece.strip():
            continue
        run = ""
        for word in pieces[first:]:
            run += word
            if len(run) > longest:
                break
            if len(run) >= shortest:
                yield run


def _shares_letters(letters: Counter[str], other: str) -> bool:
    """A quick look before the slow one: most letters of a word are those of the other."""
    same = sum([min(count, other.count(sign)) for sign, count in letters.items()])
    return same >= (1 - _SHARE) * max(letters.total(), len(other)) - 1


def distance(one: str, other: str, most: float = inf) -> float:
    """How far two words are apart, beyond `most` no matter how far; slips of hands and ears are nearer than others."""
    one, other = fold(one), fold(other)
    gaps = [_left_out(meant) for meant in other]
    before = [0.0, *accumulate(gaps)]
    last: list[float] = []
    for row, sign in enumerate(one):
        gap = _left_out(sign)
        current = [before[0] + gap]
        for column, meant in enumerate(other):
            least = before[column] + (0.0 if sign == meant else _instead(sign, meant))
            if (without := before[column + 1] + gap) < least:
                least = without
            if (without := current[column] + gaps[column]) < least:
                least = without
            if last and column and sign == other[column - 1] and meant == one[row - 1]:
                least = min(least, last[column - 1] + 0.6)
            current.append(least)
        # From here it only grows; letters that changed places are counted from the row before.
        if min(current) > most and min(before) > most:
            return inf
        last, before = before, current
    return before[-1]


def _left_out(sign: str) -> float:
    """Tone marks are left out most easily, then vowel signs."""
    return 0.4 if sign in _MARKS else 0.7 if sign in _VOWEL_SIGNS else 0.3 if sign == " " else 1.0


@lru_cache(maxsize=16_384)
def _instead(typed: str, meant: str) -> float:
    """What another letter in the place of the right one counts."""
    if typed in ALIKE.get(meant, ""):
        return 0.4
    if typed in _MARKS and meant in _MARKS:
        return 0.4
    return 0.6 if typed in neighbours(meant) else 1.0


def _bare(text: str) -> str:
    return "".join(fold(text).split())
