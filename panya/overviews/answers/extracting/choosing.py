"""The shortest stretch of sentences that most likely holds the answer, and how well the question is supported by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp

from panya.base.thai.sentences import LONGEST
from panya.overviews.answers.extracting.asked import Asked
from panya.overviews.answers.extracting.features import Read
from panya.overviews.answers.extracting.kinds import Kind

# What may be left out at an end of a stretch: so small a share of what speaks for it.
_LEAVE_OUT = 0.001
# A quote is one or two sentences, not a list: it goes over the end of one line at most.
_MOST_LINES = 2
# Of two lines one goes that holds so small a share: the row above, the question before, a heading.
_LEAST_LINE = 0.1
# A line that itself asks so nearly what is asked needs no other beside it.
_ASKS_THE_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring clauses of one source: its text from `start` to `end`."""

    source: int
    start: int
    end: int
    # How likely the answer stands here rather than elsewhere in the sources, 0 to 1.
    likely: float


def stretches(reads: Sequence[Read], question: Asked, *, longest: int = LONGEST) -> list[Stretch]:
    """The best stretch of every source, the likeliest first."""
    scores = [score for each in reads for score in each.scores]
    if not scores:
        return []
    highest = max(scores)
    total = sum(exp(score - highest) for score in scores)
    found = []
    for place, each in enumerate(reads):
        likely = [exp(score - highest) / total for score in each.scores]
        if likely:
            found.append(_stretch(place, each, likely, question, longest))
    return sorted(found, key=lambda stretch: -stretch.likely)


def _stretch(place: int, each: Read, likely: list[float], question: Asked, longest: int) -> Stretch:
    first, last = _telling_line(each, likely, question, _best(each, likely, longest))
    first, last = _shorter(likely, first, last)
    return Stretch(
        source=place,
        start=each.clauses[first].start,
        end=each.clauses[last - 1].end,
        likely=sum(likely[first:last]),
    )


def _best(each: Read, likely: list[float], longest: int) -> tuple[int, int]:
    """The clauses within reach of each other that are together the likeliest."""
    best, worth = (0, 1), -1.0
    last, held = 0, 0.0
    lines = [0, *accumulate(clause.opens_line for clause in each.clauses[1:])]
    for first, part in enumerate(each.clauses):
        if last <= first:
            last, held = first, 0.0
        while last < len(likely) and (
            last == first
            or (each.clauses[last].end - part.start <= longest and lines[last] - lines[first] < _MOST_LINES)
        ):
            held += likely[last]
            last += 1
        if held > worth + 1e-12:
            best, worth = (first, last), held
        held -= likely[first]
    return best


def _telling_line(each: Read, likely: list[float], question: Asked, span: tuple[int, int]) -> tuple[int, int]:
    """Of two lines the one that tells, where the other hardly does."""
    first, last = span
    second = next((at for at in range(first + 1, last) if each.clauses[at].opens_line), last)
    if second == last:
        return span
    lines = ((first, second), (second, last))
    alike = [max(each.replies[start:end]) >= _ASKS_THE_SAME for start, end in lines]
    if alike[0] != alike[1]:
        return lines[alike.index(True)]
    # What a thing is takes more words than one line of a lead.
    if question.kind is Kind.MEANING:
        return span
    least = sum(likely[first:last]) * _LEAST_LINE
    return next((line for line, other in (lines, lines[::-1]) if sum(likely[slice(*other)]) < least), span)


def _shorter(likely: list[float], first: int, last: int) -> tuple[int, int]:
    """Without what hardly speaks for it at either end."""
    spare = sum(likely[first:last]) * _LEAVE_OUT
    while last - first > 1:
        if likely[last - 1] <= likely[first] and likely[last - 1] <= spare:
            last -= 1
            spare -= likely[last]
        elif likely[first] <= spare:
            spare -= likely[first]
            first += 1
        else:
            break
    return first, last
