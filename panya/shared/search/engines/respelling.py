"""What a mistyped query most likely meant, judged by the letters and words that the index holds.

First whole words: what the index does not know may be a known word without its tone marks, or with one slip.
Then one key at a time: a fault leaves three letters that never stand together in any text. Around them each key is
tried as left out, put in, hit instead or swapped, and the best few are judged by the words that come out. The best
stands in the place of what was typed where it is clearly better; those after it may be meant too.
"""

from collections.abc import Callable, Iterator
from heapq import nlargest
from itertools import pairwise
from math import log
from typing import NamedTuple

from panya.base.thai.spelling import but_for_marks, is_word, near
from panya.base.thai.words import words

Frequency = Callable[[str, str], int]

# Three letters that stand together in fewer documents than one of so many are a fault or a new name.
_RARE = 1 / 1_000
_MOST_FAULTS, _MOST_PLACES = 3, 5
# Beyond this a typist has written enough for the rest to find it.
_LONGEST = 120
# A word without its marks falls into so many pieces.
_MOST_PIECES = 3
_TRIED, _PERHAPS, _AROUND = 12, 6, 14
# Nobody types so long a word by mistake for another.
_LONG_WORD = 4
# What a trigram is worth beside none, so that leaving letters out does not win by itself.
_TRIGRAM = 6.0
_CHANGE, _GUESSED_KEY, _GAIN = 2.0, 1.0, 2.0
_WORDS_WORTH, _NO_WORD, _NO_WORD_LETTER = 2.0, -9.0, -1.5
_KEYS = [chr(code) for code in (*range(0x0E01, 0x0E2F), *range(0x0E30, 0x0E3A), *range(0x0E40, 0x0E4D))]


class Respelt(NamedTuple):
    """What mistyped letters most likely meant."""

    # The same as typed where nothing looks mistyped or nothing is clearly better.
    letters: str
    # What may stand at a fault instead, each with two letters before and after it.
    perhaps: tuple[str, ...] = ()


def respell(letters: str, frequency: Frequency, documents: int) -> Respelt:
    """The letters as they were most likely meant.

    `frequency` says how many documents hold a term of the field `trigrams`, `words` or `pairs`.
    """
    if not 3 <= len(letters) <= _LONGEST or not documents:
        return Respelt(letters)
    letters = _with_known_words(letters, frequency)
    judge = _Judge(frequency, documents)
    perhaps: list[str] = []
    place = mended = looked_at = 0
    while (place := judge.next_fault(letters, place)) >= 0 and mended < _MOST_FAULTS and looked_at < _MOST_PLACES:
        looked_at += 1
        start, end, readings, after = judge.readings(letters, place)
        before, typed, behind = letters[:start], letters[start:end], letters[end:]
        others = [reading for reading in readings if reading != typed]
        if readings[0] == typed:
            place = after
        else:
            letters, place, mended = before + others.pop(0) + behind, start, mended + 1
        perhaps += [before[-2:] + other + behind[:2] for other in others[:_PERHAPS]]
    return Respelt(letters, tuple(perhaps))


def _with_known_words(letters: str, frequency: Frequency) -> str:
    """Each run of pieces that the index does not know in the form of the word that it knows."""
    pieces, mended, at = words(letters), [], 0
    while at < len(pieces):
        runs = (pieces[at : at + length] for length in range(min(_MOST_PIECES, len(pieces) - at), 0, -1))
        run, meant = next(((run, word) for run in runs if (word := _known_word(run, frequency))), ([pieces[at]], ""))
        mended.append(meant or run[0])
        at += len(run)
    return "".join(mended)


def _known_word(run: list[str], frequency: Frequency) -> str:
    """The word that the run most likely is; empty where the index knows the run as it is, or no such word."""
    typed = "".join(run)
    if not all(map(_is_thai, typed)) or frequency("words", typed) or _is_known(run, frequency):
        return ""
    meant = {*but_for_marks(typed), *(near(typed) if len(run) > 1 or not is_word(typed) else ())}
    held, word = max(((frequency("words", word), word) for word in meant), default=(0, ""))
    return word if held else ""


def _is_known(run: list[str], frequency: Frequency) -> bool:
    pairs = (f"{first}_{second}" for first, second in pairwise(run))
    return all(frequency("words", piece) for piece in run) and (
        len(run) == 1 or any(frequency("pairs", pair) for pair in pairs)
    )


class _Judge:
    """Says how likely letters are in this index."""

    def __init__(self, frequency: Frequency, documents: int) -> None:
        self._frequency, self._documents = frequency, documents
        self._known: dict[str, float] = {}
        self._rare = self._logarithm(documents * _RARE) + _TRIGRAM

    def next_fault(self, letters: str, start: int) -> int:
        """Where the next three Thai letters stand that hardly any document holds; -1: nowhere.

        Where they are of words that are known, two words have met there that never met before.
        """
        doubtful: list[bool] = []
        for place in range(start, len(letters) - 2):
            three = letters[place : place + 3]
            if self._trigram(three) <= self._rare and all(map(_is_thai, three)):
                doubtful = doubtful or self._doubtful(letters)
                if any(doubtful[place : place + 3]):
                    return place
        return -1

    def _doubtful(self, letters: str) -> list[bool]:
        """Of each letter, whether it is of no word that the index holds, nor of a long one of the dictionary."""
        doubtful: list[bool] = []
        for piece in words(letters):
            is_meant = is_word(piece) and (len(piece) >= _LONG_WORD or self._frequency("words", piece) > 0)
            doubtful += [not is_meant] * len(piece)
        return doubtful

    def readings(self, letters: str, place: int) -> tuple[int, int, list[str], int]:
        """(start, end, what may stand there, where to look on): the likeliest first, and what is typed is favoured."""
        last = place
        while last + 1 < len(letters) - 2 and self._trigram(letters[last + 1 : last + 4]) <= self._rare:
            last += 1
        first, end_of_fault = max(0, min(place + 2, last) - 1), min(max(place + 2, last), place + 8)
        start, end = max(0, first - 2), min(len(letters), end_of_fault + 4)
        present = letters[start:end]
        tried = set(self._tries(present, range(first - start, min(end_of_fault + 2, len(letters)) - start)))
        before, after = letters[max(0, start - _AROUND) : start], letters[end : end + _AROUND]
        judged = [(worth + self._words(before + text + after), text) for worth, text in nlargest(_TRIED, tried)]
        typed = self._letters(present) + self._words(before + present + after) + _GAIN
        judged.append((typed, present))
        return start, end, [text for _worth, text in sorted(judged, reverse=True)], last + 1

    def _tries(self, text: str, places: range) -> Iterator[tuple[float, str]]:
        for place in places:
            before, here, after = text[:place], text[place:], text[place + 1 :]
            yield self._letters(before + after) - _CHANGE, before + after
            if len(here) > 1:
                swapped = before + here[1] + here[0] + here[2:]
                yield self._letters(swapped) - _CHANGE, swapped
            for key in _KEYS:
                if place < 2 or self._trigram(before[-2:] + key) > self._rare:
                    for typed in (before + key + after, before + key + here):
                        yield self._letters(typed) - _CHANGE - _GUESSED_KEY, typed

    def _letters(self, text: str) -> float:
        return sum([self._trigram(text[place : place + 3]) for place in range(len(text) - 2)])

    def _trigram(self, three: str) -> float:
        worth = self._known.get(three)
        if worth is None:
            worth = self._known[three] = self._logarithm(self._frequency("trigrams", three)) + _TRIGRAM
        return worth

    def _words(self, text: str) -> float:
        worth = 0.0
        for word in words(text):
            count = self._frequency("words", word)
            worth += self._logarithm(count) if count else _NO_WORD + _NO_WORD_LETTER * len(word)
        return _WORDS_WORTH * worth

    def _logarithm(self, count: float) -> float:
        return log((count + 0.02) / self._documents)


def _is_thai(letter: str) -> bool:
    return "\u0e01" <= letter <= "\u0e4e"
