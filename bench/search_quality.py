"""How good search and answers are: the iApp questions, and sets that it was not tuned on.

A sample of the large sets, the same every time; PANYA_BENCH_WHOLE=1 asks everything, which takes a quarter of an hour.
"""

import os
import random
from collections.abc import Sequence
from dataclasses import replace

from bench.figures import Figure, at_least, at_most, missing, report
from benchmarks import sets
from benchmarks.sets import Set
from panya.overviews.answers.evaluating import LOOKED_AT, AnswerRates, answer_rates
from panya.shared.search import meaning
from panya.shared.search.evaluating import Corpus, Question, ask_all, evaluate, indexed, with_typos, without

_SEED = 1
_WHOLE = os.environ.get("PANYA_BENCH_WHOLE") == "1"
# An answer or a meaning costs ten times as much as a search.
_SEARCHED, _ANSWERED, _HAY = (100_000, 100_000, 40_000) if _WHOLE else (1_200, 200, 2_000)
_UNANSWERABLE = 200


def measure() -> list[Figure]:
    if not sets.are_at_hand():
        return [missing("search quality", "development data is missing (PANYA_SHARED)")]
    return _iapp() + _answers() + _xquad() + _haystack() + _long() + _english()


def _iapp() -> list[Figure]:
    asked = sets.iapp("")
    figures = []
    for title, with_titles, plain in (("with titles", True, 0.970), ("without titles", False, 0.960)):
        with indexed(asked.passages, with_titles=with_titles, by_meaning=False) as corpus:
            figures += _both(f"iApp {title}", corpus, asked, plain, 0.94)
    return figures


def _answers() -> list[Figure]:
    """The test questions, and as many of which nothing is known: their articles are taken out."""
    asked = sets.iapp("test")
    gone = random.Random(_SEED).sample(asked.questions, _UNANSWERABLE)
    without = frozenset().union(*(question.relevant for question in gone))
    left = [passage for passage in asked.passages if passage.id not in without]
    answered = _rates(asked, _sample(asked.questions, _ANSWERED))
    refused = _rates(Set(left, []), [replace(question, relevant=frozenset()) for question in gone])
    about = _count(asked, _ANSWERED)
    return [
        at_least(f"iApp test, the first quote holds the answer: {about}", answered.hits or 0, "", 0.815),
        report(f"iApp test, short answers that are a known one: {about}", answered.short or 0, ""),
        at_most(f"iApp test, refused though it is known: {about}", answered.refused_wrongly or 0, "", 0.1),
        at_least(f"iApp test, refused without the article: {_UNANSWERABLE} questions", refused.refused or 0, "", 0.8),
    ]


def _rates(asked: Set, questions: Sequence[Question], *, with_titles: bool = True) -> AnswerRates:
    with indexed(asked.passages, with_titles=with_titles, by_meaning=False) as corpus:
        return answer_rates(list(ask_all(corpus, questions, limit=LOOKED_AT)), with_titles=with_titles)


def _xquad() -> list[Figure]:
    if not sets.has_xquad():
        return [missing("short paragraphs", "xquad.th.json and xquad.en.json are missing (PANYA_XQUAD)")]
    asked = sets.xquad()
    with indexed(asked.passages, with_titles=False, by_meaning=False) as corpus:
        figures = _both("short paragraphs (XQuAD)", corpus, asked, 0.976, 0.965)
    hits = _rates(asked, _sample(asked.questions, _ANSWERED), with_titles=False).hits or 0
    about = _count(asked, _ANSWERED)
    return [*figures, at_least(f"short paragraphs, the first quote holds the answer: {about}", hits, "", 0.70)]


def _haystack() -> list[Figure]:
    asked = sets.haystack(hay=_HAY)
    return [_asked(f"iApp test questions in a haystack of {len(asked.passages):,}", asked, 0.94)]


def _long() -> list[Figure]:
    return [
        _asked("a whole paragraph as query, news without it", sets.long_queries(), 0.40),
        _asked("headlines as query, news without them", sets.headlines(), 0.40),
    ]


def _english() -> list[Figure]:
    name = "English questions on Thai text"
    if not meaning.is_installed():
        return [missing(name, "the extra `semantic` is not installed")]
    figures = []
    if sets.has_xquad():
        figures += _english_on_xquad(name)
    if _WHOLE:
        # A vector for every piece of 1,903 articles takes minutes.
        figures.append(_asked(f"{name} (iApp)", sets.english(), 0.86, by_meaning=True))
    return figures or [missing(name, "PANYA_XQUAD or PANYA_BENCH_WHOLE")]


def _english_on_xquad(name: str) -> list[Figure]:
    """Found, and answered; and once more without the paragraph that answers, which must be refused."""
    asked = sets.xquad("en")
    about = _count(asked, _ANSWERED)
    with indexed(asked.passages, with_titles=False) as corpus:
        # All of them: two hundred are too few for a bound so near.
        found = _ndcg(corpus, asked.questions)
        ranked = list(ask_all(corpus, _sample(asked.questions, _ANSWERED), limit=LOOKED_AT))
        refused = [without(corpus, each) for each in ranked]
    known, unknown = answer_rates(ranked, with_titles=False), answer_rates(refused, with_titles=False)
    return [
        at_least(f"nDCG@10, {name} (XQuAD): {len(asked.questions):,} questions", found, "", 0.86),
        report(f"{name} (XQuAD), the first quote holds the answer: {about}", known.hits or 0, ""),
        report(f"{name} (XQuAD), refused though it is known: {about}", known.refused_wrongly or 0, ""),
        report(f"{name} (XQuAD), refused without the paragraph: {about}", unknown.refused or 0, ""),
    ]


def _asked(name: str, asked: Set, limit: float, *, by_meaning: bool = False) -> Figure:
    most = _ANSWERED if by_meaning else _SEARCHED
    with indexed(asked.passages, with_titles=by_meaning, by_meaning=by_meaning) as corpus:
        measured = _ndcg(corpus, _sample(asked.questions, most))
    return at_least(f"nDCG@10, {name}: {_count(asked, most)}", measured, "", limit)


def _both(name: str, corpus: Corpus, asked: Set, plain: float, mistyped: float) -> list[Figure]:
    """As they were written, and with two typos each."""
    questions, about = _sample(asked.questions, _SEARCHED), _count(asked, _SEARCHED)
    return [
        at_least(f"nDCG@10, {name}: {about}", _ndcg(corpus, questions), "", plain),
        at_least(f"nDCG@10, {name}, two typos: {about}", _ndcg(corpus, with_typos(questions, _SEED)), "", mistyped),
    ]


def _ndcg(corpus: Corpus, questions: Sequence[Question]) -> float:
    return evaluate(corpus, list(ask_all(corpus, questions))).ndcg


def _sample(questions: Sequence[Question], most: int) -> Sequence[Question]:
    return questions if len(questions) <= most else random.Random(_SEED).sample(questions, most)


def _count(asked: Set, most: int) -> str:
    """How many are asked, of how many."""
    of, some = len(asked.questions), min(len(asked.questions), most)
    return f"{of:,} questions" if some == of else f"{some:,} of {of:,} questions"
