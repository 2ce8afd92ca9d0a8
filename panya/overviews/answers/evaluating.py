"""How good the answers are: the first quotes of judged questions, and what is refused that should or should not be."""

from collections.abc import Sequence
from dataclasses import dataclass

from panya.base.thai.normalise import normalise
from panya.overviews.answers.extracting.answering import Found, answer
from panya.overviews.answers.extracting.by_meaning import by_meaning
from panya.overviews.answers.extracting.features import Source
from panya.shared.search.evaluating import Ranked

# As many records as the site looks at for an answer.
LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class AnswerRates:
    """Shares of questions; None where there is no question of the kind."""

    # The first quote contains one of the known answers.
    hits: float | None
    # Of the short answers shown to these, those that say a known answer or a part of it.
    short: float | None
    # Of the questions that nothing answers (`"relevant": []`), those refused; of the others, those refused wrongly.
    refused: float | None
    refused_wrongly: float | None

    def as_json(self) -> dict[str, float | None]:
        """In the shape that other programs rely on: keys may be added, never renamed."""
        return {
            "answer_hit_rate": _rounded(self.hits),
            "short_answer_rate": _rounded(self.short),
            "refusal_rate": _rounded(self.refused),
            "false_refusal_rate": _rounded(self.refused_wrongly),
        }


def first_quote(ranked: Ranked, *, with_titles: bool = True) -> str:
    """What is quoted first for a question; empty where it is refused."""
    found = _first(ranked, with_titles=with_titles)
    return found.quote if found else ""


def answer_rates(ranked: Sequence[Ranked], *, with_titles: bool = True) -> AnswerRates:
    """The figures over all questions; those without a known answer count only for refusals."""
    hits, short, refused, refused_wrongly = [], [], [], []
    for each in ranked:
        found = _first(each, with_titles=with_titles)
        if not each.question.relevant:
            refused.append(not found)
            continue
        refused_wrongly.append(not found)
        if each.question.answers:
            hits.append(found is not None and holds(found.quote, each.question.answers))
            if found and found.short:
                short.append(_says(found.short, each.question.answers))
    return AnswerRates(_share(hits), _share(short), _share(refused), _share(refused_wrongly))


def _first(ranked: Ranked, *, with_titles: bool) -> Found | None:
    sources = [Source(each.title if with_titles else "", each.text) for each in ranked.found]
    outcome = answer(ranked.question.text, sources)
    if ranked.parts and not outcome.answered:
        outcome = by_meaning(outcome, sources[0], ranked.parts, ranked.scores)
    return outcome.found[0] if outcome.found else None


def holds(quote: str, answers: Sequence[str]) -> bool:
    """Whether a quote contains one of the answers; spaces do not count."""
    said = _bare(quote)
    return any(bare in said for one in answers if (bare := _bare(one)))


def _says(short: str, answers: Sequence[str]) -> bool:
    """Whether a short answer is one of the answers, with more or less around it."""
    said = _bare(short)
    return any(said in _bare(one) for one in answers) or holds(short, answers)


def _bare(text: str) -> str:
    return "".join(normalise(text).split())


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
