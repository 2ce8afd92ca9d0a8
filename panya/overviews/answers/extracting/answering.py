"""From a question and the texts found for it to the sentences that answer it, or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from panya.overviews.answers.extracting.asked import Asked, asked
from panya.overviews.answers.extracting.choosing import Stretch, stretches
from panya.overviews.answers.extracting.features import WHOLE, Source, in_letters, read
from panya.overviews.answers.extracting.kinds import Kind
from panya.overviews.answers.extracting.short import EXACT, short_answer, value_of
from panya.overviews.answers.extracting.support import LEAST, NEAR, Saying, rarity, support, told_by
from panya.shared.search.analysis import fold

# So many records are read sentence by sentence; those behind them only say which words are rare.
READ = 5
# Another source is shown beside the first where it is nearly as well supported.
_NEARLY = 0.75
_MOST_SHOWN = 3
# A quote without the day or the number that is asked for rarely answers (decision 0022). What is called a form has too
# many looks to be held to one.
_WITHOUT = 0.625
_LOOKED_FOR = EXACT - {Kind.FORM}


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a source that answers; `text[start:end]` of the source is the quote."""

    source: int
    start: int
    end: int
    quote: str
    support: float
    # The answer itself within the quote; empty where the sentence is the answer.
    short: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the sources say: the best first, others beside it where they say something else or the same."""

    question: Asked
    found: list[Found] = field(default_factory=list)
    # The best stretch of every record that was read, also where the support is too weak.
    considered: list[Found] = field(default_factory=list)

    @property
    def answered(self) -> bool:
        return bool(self.found)

    @property
    def disagree(self) -> bool:
        """Sources say different things of the kind that was asked for."""
        return len({value_of(each.short) for each in self.found if each.short}) > 1


def answer(question: str, sources: Sequence[Source]) -> Outcome:
    """The answer out of sources in the order of the search; `found` is empty where no source supports one."""
    taken = asked(question)
    if not taken or not sources:
        return Outcome(taken)
    ranks = [place if source.rank is None else source.rank for place, source in enumerate(sources)]
    count = sum(rank < READ for rank in ranks)
    reads = [read(source, taken, rank) for source, rank in zip(sources[:count], ranks, strict=False)]
    letters = [each.letters for each in reads]
    letters += [in_letters(fold(f"{source.title}\n{source.text[:WHOLE]}")) for source in sources[count:]]
    rare = rarity(taken, letters)
    told = [told_by(each, rare) for each in letters]
    considered, seen = [], set()
    for stretch in stretches(reads, taken):
        # A record answers once, by its text or by the page that says it best.
        if ranks[stretch.source] in seen:
            continue
        seen.add(ranks[stretch.source])
        source, rank = sources[stretch.source], ranks[stretch.source]
        # The pages of a record are no other record.
        others = max((told[place] for place, other in enumerate(ranks) if other != rank), default=0.0)
        said = _saying(source, stretch, letters[stretch.source], others)
        considered.append(_found(taken, source, stretch, support(taken, stretch, said, rare)))
    if not considered or considered[0].support < LEAST:
        return Outcome(taken, [], considered)
    return Outcome(taken, [considered[0], *_beside(taken, considered[0], considered[1:])], considered)


def _saying(source: Source, stretch: Stretch, letters: str, others: float) -> Saying:
    around = source.text[max(0, stretch.start - NEAR) : stretch.end + NEAR]
    return Saying(letters, in_letters(fold(source.title)), in_letters(fold(around)), others)


def _found(question: Asked, source: Source, stretch: Stretch, supported: float) -> Found:
    quote = source.text[stretch.start : stretch.end]
    short = short_answer(question, quote)
    if question.kind in _LOOKED_FOR and not short:
        supported *= _WITHOUT
    return Found(
        stretch.source, stretch.start, stretch.end, quote, supported, quote[short[0] : short[1]] if short else ""
    )


def _beside(question: Asked, best: Found, others: list[Found]) -> list[Found]:
    """Other sources that answer the same question nearly as well; only where what they say can be compared."""
    if question.kind not in EXACT or question.kind is Kind.TIME or not best.short:
        return []
    near = [each for each in others if each.short and each.support >= max(LEAST, _NEARLY * best.support)]
    return near[: _MOST_SHOWN - 1]
