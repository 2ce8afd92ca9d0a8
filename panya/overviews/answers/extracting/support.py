"""How well a source supports an answer to the question: weak support means that the knowledge is not there."""

from collections.abc import Mapping, Sequence
from math import exp
from operator import mul

from panya.overviews.answers.extracting.asked import Asked
from panya.overviews.answers.extracting.choosing import Stretch

# Learned by telling questions of the iApp train split from the same questions without the article that answers them,
# and shifted so that a half parts them (decision 0022).
_WEIGHTS = (2.03, 1.29, 2.75, 3.66, 2.0)
_BIAS = -6.75
# Below it the answer is refused.
LEAST = 0.5
# A text that says nearly all of the question needs no title that says it; one without a title is not held to one.
_BY_TEXT, _UNTITLED, _UNTITLED_LEAST = 0.7, 0.9, 0.4
# How much a word loses that every record found has.
_COMMON = 0.8
_LONGEST_QUESTION = 200


def support(question: Asked, stretch: Stretch, letters: str, title: str, rare: Mapping[str, float]) -> float:
    """From 0 to 1; `letters` and `title` are the folded letters of the whole source and of its title."""
    seen = evidence(question, stretch, letters, title, rare)
    return 1 / (1 + exp(-(sum(map(mul, _WEIGHTS, seen)) + _BIAS)))


def evidence(
    question: Asked, stretch: Stretch, letters: str, title: str, rare: Mapping[str, float]
) -> tuple[float, ...]:
    """What the support is made of: how much of the question each view of the source says."""
    own = {letters[at : at + 3] for at in range(len(letters) - 2)}
    trigrams = len(own & question.trigrams) / max(1, len(question.trigrams))
    pairs = sum(pair in letters for pair in question.pairs) / max(1, len(question.pairs))
    told = sum(value for word, value in rare.items() if word in letters) / (sum(rare.values()) or 1.0)
    asked_for = question.letters[:_LONGEST_QUESTION]
    run = _longest_run(asked_for, title) / max(1, min(len(asked_for), len(title)))
    titled = max(run, _BY_TEXT * trigrams) if title else _UNTITLED_LEAST + _UNTITLED * trigrams
    return stretch.said_here, trigrams, pairs, told, titled


def rarity(question: Asked, letters: Sequence[str]) -> dict[str, float]:
    """What each word is worth among the records found (all are the asker's to read): less where all of them say it."""
    count = len(letters) or 1
    return {
        word: value * (1 - _COMMON * sum(word in each for each in letters) / count)
        for word, value in question.words.items()
    }


def _longest_run(asked_for: str, title: str) -> int:
    """The length of the longest stretch of the question that the title says letter by letter."""
    best = start = 0
    while start + best < len(asked_for):
        while start + best < len(asked_for) and asked_for[start : start + best + 1] in title:
            best += 1
        start += 1
    return best
