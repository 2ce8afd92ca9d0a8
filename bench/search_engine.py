"""The engine alone: how fast it takes in and searches 20,000 long documents, and bad input."""

import os
import random
import time
from collections.abc import Callable, Sequence

from bench.figures import Figure, at_least, at_most, missing, percentile
from benchmarks import sets
from panya.shared.search.analysis import analyse
from panya.shared.search.evaluating import Corpus, indexed, read_passages

_DOCUMENTS, _LETTERS = int(os.environ.get("PANYA_BENCH_DOCUMENTS", "20000")), 3_200
_BAD = {
    "100 kB without a space": "กชกร" * 8_400,
    "3,000 terms": " ".join(f"คำ{number}" for number in range(3_000)),
    "like a regular expression": "(ก+)+$" * 500,
    "like SQL": "' OR 1=1; DROP TABLE items; --" * 100,
    "control characters": "\x00\x1b[31m\u202e\ud800" * 500,
    "unbalanced quotes": '"“(' * 1_000,
}


def measure() -> list[Figure]:
    if not sets.are_at_hand():
        return [missing("search engine", "development data is missing (PANYA_SHARED)")]
    passages = list(sets.made_of_news(_DOCUMENTS, _LETTERS))
    chance = random.Random(1)
    news = read_passages(sets.NEWS)
    headlines = [question.text for question in chance.sample(list(sets.headlines().questions), 300)]
    with indexed(passages, with_titles=False, by_meaning=False) as corpus:
        return [
            at_least("engine: documents of 3,200 characters indexed", corpus.documents_per_second, "documents/s", 350),
            *_times(corpus, "short queries", [_short(item.text, chance) for item in chance.sample(news, 500)], 2),
            *_times(corpus, "headlines", headlines, 10),
            *(_bad(corpus, name, text) for name, text in _BAD.items()),
        ]


def _times(corpus: Corpus, name: str, texts: Sequence[str], limit: float) -> list[Figure]:
    # Once before: the files come from the disk the first time.
    for text in texts[:50]:
        corpus.search(text)
    times = [_milliseconds(corpus, text) for text in texts]
    return [at_most(f"engine, {_DOCUMENTS:,} long documents, {name}: p95", percentile(times, 0.95), "ms", limit)]


def _bad(corpus: Corpus, name: str, text: str) -> Figure:
    # Of the processor, in the best of some tries: one such query says nothing of what else the machine does.
    best = min(_milliseconds(corpus, text, time.process_time) for _try in range(3))
    return at_most(f"engine, bad input, {name}", best, "ms", 200)


def _milliseconds(corpus: Corpus, text: str, clock: Callable[[], float] = time.perf_counter) -> float:
    started = clock()
    corpus.search(text)
    return 1000 * (clock() - started)


def _short(text: str, chance: random.Random) -> str:
    """One to four words in a row, as people type them."""
    words = analyse(text[:600]).words
    start = chance.randrange(max(1, len(words) - 4))
    return "".join(words[start : start + chance.randint(1, 4)])
