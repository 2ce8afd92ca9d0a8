"""The passage of the first source that answers a question in another language: by meaning, for no word is the same."""

from collections.abc import Sequence
from dataclasses import replace
from math import exp

from panya.base.thai.sentences import LONGEST, Clause, clauses
from panya.overviews.answers.extracting.answering import Found, Outcome
from panya.overviews.answers.extracting.features import Source, same_places
from panya.overviews.answers.extracting.kinds import LOOKS, Kind
from panya.overviews.answers.extracting.support import LEAST
from panya.shared.search.engines import Part

# Learned by telling 228 English questions about iApp from the same questions without the article that answers them;
# shifted so that a half refuses four of five of these (decision 27).
_SCORE, _AHEAD, _BIAS = 0.39, 0.88, -2.74
# So much has the best of records that have nothing to do with the question, though no second was found.
_UNRELATED = 2.5
# How much nearer a clause counts that has what is asked for: a day, a number, a name.
_LOOKS_RIGHT = 0.1
# These look like any clause.
_ANY = frozenset({Kind.MANNER, Kind.YES_NO})


def by_meaning(outcome: Outcome, source: Source, parts: Sequence[Part], scores: Sequence[float]) -> Outcome:
    """What the first source answers, from its parts by meaning and the scores of all that was found, or nothing."""
    said = clauses(source.text[: parts[-1].end]) if parts else []
    if not said:
        return outcome
    first, last = _around_the_best(said, _worth(outcome.question.kind, source.text, said, parts))
    start, end = said[first].start, said[last].end
    found = Found(0, start, end, source.text[start:end], _support(scores))
    return replace(outcome, found=[found] if found.support >= LEAST else [], considered=[found])


def _support(scores: Sequence[float]) -> float:
    """How surely the first record is about the question: near by itself, and nearer than the next."""
    ahead = scores[0] - max([_UNRELATED, *scores[1:2]])
    return 1 / (1 + exp(-(_SCORE * scores[0] + _AHEAD * ahead + _BIAS)))


def _worth(kind: Kind, text: str, said: Sequence[Clause], parts: Sequence[Part]) -> list[float]:
    """How near each clause is, by the parts it stands in, and whether it has what is asked for."""
    look, folded = None if kind in _ANY else LOOKS.get(kind), same_places(text)
    return [
        _nearness(clause, parts) + (_LOOKS_RIGHT if look and look.search(folded, clause.start, clause.end) else 0)
        for clause in said
    ]


def _nearness(clause: Clause, parts: Sequence[Part]) -> float:
    shares = [(min(clause.end, part.end) - max(clause.start, part.start), part.nearness) for part in parts]
    held = [(share, nearness) for share, nearness in shares if share > 0]
    return sum(share * nearness for share, nearness in held) / (sum(share for share, _nearness in held) or 1)


def _around_the_best(said: Sequence[Clause], worth: Sequence[float]) -> tuple[int, int]:
    """The best clause, with the better of its neighbours as long as it stays a quote."""
    first = last = max(range(len(said)), key=lambda at: worth[at])
    while True:
        near = [(worth[at], at) for at in (first - 1, last + 1) if 0 <= at < len(said)]
        fit = [(value, at) for value, at in near if _length(said, min(at, first), max(at, last)) <= LONGEST]
        if not fit:
            return first, last
        _value, at = max(fit)
        first, last = min(at, first), max(at, last)


def _length(said: Sequence[Clause], first: int, last: int) -> int:
    return said[last].end - said[first].start
