"""How well a source supports an answer to the question: weak support means that the knowledge is not there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from panya.overviews.answers.extracting.asked import Asked
from panya.overviews.answers.extracting.choosing import Stretch

# Learned by telling questions of the iApp train and valid splits from the same questions without the article that
# answers them, with and without titles; the title's share was set by hand, and shifted so that a half parts them
# (decision 0022).
_WEIGHTS: dict[str, float] = {"told": 1.8, "near": 2.66, "pairs": 2.33, "alone": 2.14, "likely": 0.51, "titled": 3.0}
_BIAS = -5.7
# Below it the answer is refused.
LEAST = 0.5
# A text that says nearly all of the question needs no title that says it; one without a title is not held to one.
_BY_TEXT, _UNTITLED = 0.7, 0.78
# So many letters on either side of a quote are near it.
NEAR = 150
# How much a word loses that every record found has.
_COMMON = 0.8
_LONGEST_QUESTION = 200


@dataclass(frozen=True, slots=True)
class Saying:
    """What is looked at of the source of a stretch; all folded letters without white space."""

    # The whole source with its title, its title, and what stands around the stretch.
    letters: str
    title: str
    around: str
    # How much of the question the best other record says (see `told_by`).
    others: float


def support(question: Asked, stretch: Stretch, said: Saying, rare: Mapping[str, float]) -> float:
    """From 0 to 1: how well this source supports an answer out of this stretch."""
    seen = evidence(question, stretch, said, rare)
    return 1 / (1 + exp(-(sum(worth * seen[name] for name, worth in _WEIGHTS.items()) + _BIAS)))


def evidence(question: Asked, stretch: Stretch, said: Saying, rare: Mapping[str, float]) -> dict[str, float]:
    """What the support is made of, each from 0 to 1."""
    told = told_by(said.letters, rare)
    return {
        # How much of the question the source says, and how much of it near the quote.
        "told": told,
        "near": told_by(said.around, rare),
        # How many of its neighbouring words stand side by side.
        "pairs": sum(pair in said.letters for pair in question.pairs) / max(1, len(question.pairs)),
        # How much more of it this source says than any other record found.
        "alone": max(0.0, told - said.others),
        # How surely the answer stands here rather than elsewhere.
        "likely": stretch.likely,
        # How far the title is what is asked about.
        "titled": _titled(question, said) if said.title else _UNTITLED,
    }


def told_by(letters: str, rare: Mapping[str, float]) -> float:
    """How much of a question these letters say, by the worth of its words."""
    return sum(value for word, value in rare.items() if word in letters) / (sum(rare.values()) or 1.0)


def _titled(question: Asked, said: Saying) -> float:
    asked_for = question.letters[:_LONGEST_QUESTION]
    run = _longest_run(asked_for, said.title) / max(1, min(len(asked_for), len(said.title)))
    own = {said.letters[at : at + 3] for at in range(len(said.letters) - 2)}
    return max(run, _BY_TEXT * len(own & question.trigrams) / max(1, len(question.trigrams)))


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
