"""The names in a question in Latin letters, and how surely a Thai text says them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from math import log

from panya.base.thai.sounds import heard_as, sounds_of, sure

_WORD = re.compile(r"[^\W\d_]+")
# With fewer sounds a name stands in too many texts; two short ones in a row are sought together.
_LEAST = 3
# What stands between two words of one name.
_BETWEEN = 2
_MOST = 12
# What a sound tells (of ten classes some are frequent), and how many letters a word begins and ends in.
_PER_SOUND, _PER_WORD = log(8), 4
_SHORTEST_TEXT = 80


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is heard, and how many sounds of it must be."""

    heard: re.Pattern[str]
    sounds: int


def names_in(question: str, empty: re.Pattern[str]) -> list[Name]:
    """The names of a question without its empty words: what is written with a capital, or all where nothing is."""
    words = [word for word in _WORD.finditer(question) if not empty.fullmatch(word[0])]
    capital = [word[0][0].isupper() for word in words]
    # The first word of a sentence is a name only before another one.
    named = [
        word
        for at, word in enumerate(words)
        if capital[at] and (word.start() or (at + 1 < len(words) and capital[at + 1]))
    ]
    if not any(capital[1:]) and not named:
        named = words
    made: dict[str, list[str]] = {}
    for at, word in enumerate(named):
        sounds = sounds_of(word[0])
        if sure(sounds) >= _LEAST:
            made["".join(sounds)] = sounds
        after = named[at + 1] if at + 1 < len(named) else None
        if after is None or after.start() - word.end() > _BETWEEN:
            continue
        further = sounds_of(after[0])
        both = [*sounds, *further]
        if min(sure(sounds), sure(further)) < _LEAST <= sure(both):
            made["".join(both)] = both
    return [Name(heard_as(sounds), sure(sounds)) for sounds in list(made.values())[:_MOST]]


def told(names: Collection[Name], spoken: str) -> float:
    """How much the names that a spoken text says speak for it: less in a long one, which says many by chance."""
    places = log(max(len(spoken), _SHORTEST_TEXT) / _PER_WORD)
    return sum(max(0.0, name.sounds * _PER_SOUND - places) for name in names if name.heard.search(spoken))
