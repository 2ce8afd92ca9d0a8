"""How good the search is: the iApp questions, and sets that it was not tuned on."""

from collections.abc import Callable

from bench.figures import Figure, at_least, missing, report
from benchmarks import sets
from benchmarks.sets import Set
from panya.shared.search import meaning
from panya.shared.search.evaluating import Corpus, ask_all, evaluate, indexed, with_typos

_SEED = 1


def measure() -> list[Figure]:
    if not sets.are_at_hand():
        return [missing("search quality", "development data is missing (PANYA_SHARED)")]
    return _iapp() + _short() + _haystack() + _long() + _english()


def _iapp() -> list[Figure]:
    asked = sets.iapp("")
    figures = []
    for title, with_titles, plain, mistyped in (
        ("with titles", True, 0.970, 0.94),
        ("without titles", False, 0.960, 0.94),
    ):
        with indexed(asked.passages, with_titles=with_titles) as corpus:
            figures.append(at_least(f"nDCG@10: iApp {title}", _plain(corpus, asked), "", plain))
            figures.append(at_least(f"nDCG@10: iApp {title}, two typos", _mistyped(corpus, asked), "", mistyped))
    return figures


def _short() -> list[Figure]:
    # The aims are for paragraphs that say what they are about; a piece cut out of a passage often does not.
    asked = sets.short_paragraphs()
    with indexed(asked.passages, with_titles=False) as corpus:
        return [
            report(f"nDCG@10: {len(asked.passages):,} short pieces of iApp", _plain(corpus, asked), ""),
            report("nDCG@10: the same with two typos", _mistyped(corpus, asked), ""),
        ]


def _haystack() -> list[Figure]:
    asked = sets.haystack()
    with indexed(asked.passages, with_titles=False) as corpus:
        return [
            at_least(
                f"nDCG@10: iApp test questions in a haystack of {len(asked.passages):,}",
                _plain(corpus, asked),
                "",
                0.94,
            )
        ]


def _long() -> list[Figure]:
    return [
        _asked("nDCG@10: a whole paragraph as query, news without it", sets.long_queries, 0.40),
        _asked("nDCG@10: headlines as query, news without them", sets.headlines, 0.40),
    ]


def _english() -> list[Figure]:
    name = "nDCG@10: English questions on Thai text"
    if not meaning.is_installed():
        return [missing(name, "the extra `semantic` is not installed")]
    return [_asked(name, sets.english, 0.86, with_titles=True)]


def _asked(name: str, make: Callable[[], Set], limit: float, *, with_titles: bool = False) -> Figure:
    asked = make()
    with indexed(asked.passages, with_titles=with_titles) as corpus:
        return at_least(name, _plain(corpus, asked), "", limit)


def _plain(corpus: Corpus, asked: Set) -> float:
    return evaluate(corpus, list(ask_all(corpus, asked.questions))).ndcg


def _mistyped(corpus: Corpus, asked: Set) -> float:
    return evaluate(corpus, list(ask_all(corpus, with_typos(asked.questions, _SEED)))).ndcg
