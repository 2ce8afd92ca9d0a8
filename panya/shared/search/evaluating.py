"""How good the search is: judged questions asked to an index of its own, apart from the site's data.

`overviews` that answer questions build on `ask_all`, which gives each question with the passages found for it.
"""

import json
import random
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from math import ceil, log2
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from panya.base.thai.normalise import normalise
from panya.shared.search.analysis import Analysed, analyse
from panya.shared.search.analysts import Analysts
from panya.shared.search.engines import Document, Engine, Part, Sought, Wanted
from panya.shared.search.engines.tantivy import TantivyEngine
from panya.shared.search.folders import created
from panya.shared.search.meaning import may_be_sought, opening

DEPTH = 10
_BATCH = 200
# The letters, vowel signs and tone marks that a finger can miss.
_THAI_KEYS = [chr(code) for code in (*range(0x0E01, 0x0E2F), *range(0x0E30, 0x0E3A), *range(0x0E40, 0x0E4D))]


class Unreadable(Exception):
    """The folder holds no corpus or questions that can be read; says what is wrong."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a corpus."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and which passages answer it; none: the corpus does not know."""

    id: str
    text: str
    relevant: frozenset[str] = frozenset()
    answers: tuple[str, ...] = ()
    split: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A question with the passages that were found for it, the best first."""

    question: Question
    found: list[Passage]
    scores: list[float]
    seconds: float
    # Of the first passage, where the question was asked by meaning.
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What `panya eval` prints; a question without a relevant passage counts only for answers."""

    documents: int
    queries: int
    documents_per_second: float
    ndcg: float = 0.0
    reciprocal_rank: float = 0.0
    recall_at_1: float = 0.0
    recall_at_10: float = 0.0
    latency_ms: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """In the shape that other programs rely on: keys may be added, never renamed."""
        return {
            "documents": self.documents,
            "queries": self.queries,
            "ndcg@10": round(self.ndcg, 4),
            "mrr@10": round(self.reciprocal_rank, 4),
            "recall@1": round(self.recall_at_1, 4),
            "recall@10": round(self.recall_at_10, 4),
            "latency_ms": {name: round(value, 2) for name, value in self.latency_ms.items()},
            "documents_per_second": round(self.documents_per_second, 1),
        }


class Corpus:
    """Passages in an index of their own, made and searched as the site's is."""

    def __init__(self, engine: Engine, passages: Sequence[Passage], *, with_titles: bool = True) -> None:
        self.engine, self.with_titles = engine, with_titles
        # Of equal ones the engine gives the highest number first: here what stands first in the file.
        self.passages = passages[::-1]
        started = time.perf_counter()
        with Analysts() as analyse_all:
            for start in range(0, len(passages), _BATCH):
                batch = self.passages[start : start + _BATCH]
                titles = analyse_all([normalise(passage.title) if with_titles else "" for passage in batch])
                texts = analyse_all([normalise(passage.text) for passage in batch])
                openings = [opening(passage.title if with_titles else "", passage.text) for passage in batch]
                engine.write(map(_document, count(start), titles, texts, openings))
        engine.commit()
        self.documents_per_second = len(passages) / max(time.perf_counter() - started, 1e-9)
        # As the site's readers find it: at rest.
        engine.close()

    def search(self, text: str, limit: int = DEPTH) -> tuple[list[Passage], list[float]]:
        """The best passages and their scores; more loosely where none holds a word of the query."""
        sought = Sought(analyse(text), meaning=text if may_be_sought(text) else "")
        hits = self.engine.search(sought, Wanted(), limit)
        if all(hit.guessed for hit in hits):
            hits = self.engine.search(sought, Wanted(), limit, loose=True)
        return [self.passages[hit.number] for hit in hits], [hit.score for hit in hits]

    def parts(self, text: str, passage: Passage) -> list[Part]:
        """The parts of a passage by meaning; none where a question is not asked by it."""
        if not may_be_sought(text):
            return []
        return self.engine.parts(text, self.passages.index(passage), 0, passage.title if self.with_titles else "")


@contextmanager
def indexed(passages: Sequence[Passage], *, with_titles: bool = True, by_meaning: bool = True) -> Iterator[Corpus]:
    """An index of these passages in a temporary folder, gone afterwards; for Thai questions meaning is no use."""
    with TemporaryDirectory(prefix="panya-eval-") as name:
        folder = Path(name)
        engine = created(folder) if by_meaning else TantivyEngine(folder, create=True)
        yield Corpus(engine, passages, with_titles=with_titles)


def ask_all(corpus: Corpus, questions: Sequence[Question], *, limit: int = DEPTH) -> Iterator[Ranked]:
    """Each question with the best passages of the corpus, one after another."""
    for question in questions:
        started = time.perf_counter()
        found, scores = corpus.search(question.text, limit)
        seconds = time.perf_counter() - started
        yield Ranked(question, found, scores, seconds, corpus.parts(question.text, found[0]) if found else [])


def without(corpus: Corpus, ranked: Ranked) -> Ranked:
    """The same question as if nothing that answers it had been found: what is relevant is passed over."""
    left = [
        each for each in zip(ranked.found, ranked.scores, strict=True) if each[0].id not in ranked.question.relevant
    ]
    found, scores = [passage for passage, _score in left], [score for _passage, score in left]
    question = replace(ranked.question, relevant=frozenset())
    return Ranked(question, found, scores, ranked.seconds, corpus.parts(question.text, found[0]) if found else [])


def evaluate(corpus: Corpus, ranked: Sequence[Ranked]) -> Evaluation:
    """The figures over the answered questions."""
    judged = [([one.id for one in each.found], each.question.relevant) for each in ranked if each.question.relevant]
    seconds = sorted(each.seconds for each in ranked)
    return Evaluation(
        documents=len(corpus.passages),
        queries=len(ranked),
        documents_per_second=corpus.documents_per_second,
        ndcg=_mean([ndcg(*each) for each in judged]),
        reciprocal_rank=_mean([reciprocal_rank(*each) for each in judged]),
        recall_at_1=_mean([recall(*each, depth=1) for each in judged]),
        recall_at_10=_mean([recall(*each) for each in judged]),
        latency_ms={f"p{share}": 1000 * _percentile(seconds, share) for share in (50, 95, 99)},
    )


def read_passages(folder: Path) -> list[Passage]:
    """The texts in `corpus.jsonl`."""
    return [
        Passage(str(row["id"]), str(row.get("title") or ""), str(row["text"]))
        for row in _rows(folder / "corpus.jsonl", ("id", "text"))
    ]


def read_questions(folder: Path, split: str = "") -> list[Question]:
    """The questions in `queries.jsonl`, all or those of one split."""
    questions = [
        Question(
            str(row["id"]),
            str(row["text"]),
            frozenset(map(str, row["relevant"])),
            tuple(map(str, row.get("answers") or ())),
            str(row.get("split") or ""),
        )
        for row in _rows(folder / "queries.jsonl", ("id", "text", "relevant"))
    ]
    return [question for question in questions if not split or question.split == split]


def with_typos(questions: Sequence[Question], seed: int, *, typos: int = 2) -> list[Question]:
    """The same questions, each mistyped; the same seed makes the same faults."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    return [replace(question, text=mistype(question.text, chance, typos)) for question in questions]


def mistype(text: str, chance: random.Random, typos: int = 2) -> str:
    """Delete, insert, replace or swap so many Thai characters at random places."""
    for _each in range(typos):
        places = [place for place, sign in enumerate(text) if "\u0e01" <= sign <= "\u0e4e"]
        if not places:
            return text
        place, fault = chance.choice(places), chance.choice(("delete", "insert", "replace", "swap"))
        if fault == "swap":
            text = text[:place] + text[place : place + 2][::-1] + text[place + 2 :]
        else:
            typed = "" if fault == "delete" else chance.choice(_THAI_KEYS)
            text = text[:place] + typed + text[place + (fault != "insert") :]
    return text


def ndcg(found: Sequence[str], relevant: Collection[str], *, depth: int = DEPTH) -> float:
    """How high the relevant ones stand, 1 where they all come first (normalised discounted cumulative gain)."""
    gained = sum(1 / log2(place + 2) for place, each in enumerate(found[:depth]) if each in relevant)
    best = sum(1 / log2(place + 2) for place in range(min(len(relevant), depth)))
    return gained / best if best else 0.0


def reciprocal_rank(found: Sequence[str], relevant: Collection[str], *, depth: int = DEPTH) -> float:
    """1 where the first is relevant, a half where the second is the first relevant one, and so on."""
    return next((1 / (place + 1) for place, each in enumerate(found[:depth]) if each in relevant), 0.0)


def recall(found: Sequence[str], relevant: Collection[str], *, depth: int = DEPTH) -> float:
    """The share of the relevant ones that were found, of as many as there was room for."""
    room = min(len(relevant), depth)
    return len(set(found[:depth]) & set(relevant)) / room if room else 0.0


def _document(number: int, title: Analysed, text: Analysed, about: str) -> Document:
    return Document(number, number, title, text, whole=True, kind="passage", unit=0, opening=about)


def _rows(file: Path, wanted: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    try:
        with file.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _row(line, f"{file.name}:{number}", wanted)
    except (OSError, UnicodeDecodeError) as fault:
        raise Unreadable(f"{file.name}: {fault}") from fault


def _row(line: str, where: str, wanted: tuple[str, ...]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as fault:
        raise Unreadable(f"{where}: {fault}") from fault
    lacking = [key for key in wanted if not isinstance(row, dict) or key not in row]
    if lacking or ("relevant" in row and not isinstance(row["relevant"], list)):
        raise Unreadable(f"{where}: {', '.join(lacking) or 'relevant'}")
    return row


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _percentile(ordered: Sequence[float], share: int) -> float:
    return ordered[max(0, ceil(len(ordered) * share / 100) - 1)] if ordered else 0.0
