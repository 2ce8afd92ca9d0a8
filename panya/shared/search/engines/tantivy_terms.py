"""The fields of the tantivy index: what a document holds in each, and what a query asks of each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import tantivy

from panya.shared.search.analysis import Analysed, analyse
from panya.shared.search.engines import Document
from panya.shared.search.engines.empty_words import unasked
from panya.shared.search.engines.respelling import respell

WORDS, TRIGRAMS = "panya_whitespace", "panya_trigrams"
# What a match in each field is worth; measured, and flat around the best. A title counts with the text and once more.
WEIGHTS = {
    "words": 0.6,
    "icu_words": 0.6,
    "trigrams": 0.5,
    "pairs": 0.3,
    "title_words": 1.0,
    "title_trigrams": 0.25,
}
# A query as long as a page must not cost as much as a hundred: the rarest terms are kept, they tell most.
_MOST_TERMS = {
    "words": 32,
    "icu_words": 32,
    "trigrams": 48,
    "pairs": 32,
    "title_words": 24,
    "title_trigrams": 48,
}
# Of so many terms the rarest are sought; a query of a hundred pages is cut before that.
_MOST_LOOKED_AT = 10_000
# Three letters that more than this share of the texts hold (in a small index: more than so many) tell no texts apart:
# without them the right text stands higher (iApp without titles +0.001, with titles the same) in half the time.
_COMMON_LETTERS, _NEVER_COMMON = 0.25, 50
# What was most likely meant counts a little less than what was typed, the letters of other readings half of that.
_RESPELT_WORTH, _PERHAPS_WORTH = 0.8, 0.4


@dataclass(frozen=True, slots=True)
class Terms:
    """The distinct terms of a query for each field, and what each counts: a word said twice counts once."""

    # As typed, all of them: a record that holds these holds every word.
    words: list[str]
    icu_words: list[str]
    # Also those that are too common to count: a misspelt text is known by its share of all.
    trigrams: list[str]
    weighed: dict[str, dict[str, float]]


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("number", "fingerprint", "whole", "file"):
        builder.add_unsigned_field(name, indexed=name == "number", fast=True)
    for name in WEIGHTS:
        # Only a phrase asks where a word stands.
        kept = "position" if name == "words" else "freq"
        builder.add_text_field(name, tokenizer_name=TRIGRAMS if "trigrams" in name else WORDS, index_option=kept)
    for name in ("kind", "audience", "author"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("unit", "topic", "tag", "year"):
        builder.add_unsigned_field(name, indexed=True)
    return builder.build()


def fields(document: Document) -> dict[str, object]:
    """What the index holds of a document."""
    title, body = document.title, document.body
    words = title.words + body.words
    return {
        "number": document.number,
        "fingerprint": document.fingerprint,
        "whole": int(document.whole),
        "words": " ".join(words),
        "icu_words": " ".join(title.icu_words + body.icu_words),
        "trigrams": title.letters + body.letters,
        "pairs": " ".join(Analysed(words).pairs),
        "title_words": " ".join(title.words),
        "title_trigrams": title.letters,
        "kind": document.kind,
        "unit": document.unit,
        "topic": list(document.topics),
        "tag": list(document.tags),
        "year": document.year,
        "audience": list(document.audience),
        "author": list(document.authors),
        "file": document.file,
    }


def terms(query: Analysed, searcher: tantivy.Searcher) -> Terms:
    """What a query asks of each field: as typed and, a little less, as it was most likely meant.

    Words that only ask count by their letters alone.
    """
    told = unasked(query)
    found = {field: dict.fromkeys(_distinct(said), WEIGHTS[field]) for field, said in _by_field(told).items()}
    meant, perhaps = respell(query.letters, searcher.doc_freq, searcher.num_docs)
    if meant != query.letters:
        for field, said in _by_field(unasked(analyse(meant, is_normalised=True))).items():
            for term in _distinct(said):
                found[field].setdefault(term, WEIGHTS[field] * _RESPELT_WORTH)
    rarest = {field: _rarest(field, said, searcher.doc_freq) for field, said in found.items()}
    letters = rarest["trigrams"]
    counting = {**rarest, "trigrams": _telling_letters({**_of_readings(perhaps), **letters}, searcher)}
    return Terms(_distinct(query.words), _distinct(query.icu_words), list(letters), counting)


def _by_field(query: Analysed) -> dict[str, Iterable[str]]:
    return {
        "words": query.words,
        "icu_words": query.icu_words,
        "trigrams": query.trigrams,
        "pairs": query.pairs,
        "title_words": query.words,
        "title_trigrams": query.trigrams,
    }


def _distinct(said: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(said))[:_MOST_LOOKED_AT]


def _rarest(field: str, said: dict[str, float], frequency: Callable[[str, str], int]) -> dict[str, float]:
    """Those of the terms that the fewest documents hold; none that no document holds."""
    if len(said) <= _MOST_TERMS[field]:
        return said
    counted = {term: count for term in said if (count := frequency(field, term))}
    return {term: said[term] for term in sorted(counted, key=counted.__getitem__)[: _MOST_TERMS[field]]}


def _of_readings(readings: Iterable[str]) -> dict[str, float]:
    """The trigrams of what may have been meant at a fault."""
    worth = WEIGHTS["trigrams"] * _PERHAPS_WORTH
    return {three: worth for reading in readings for three in Analysed(letters=reading).trigrams}


def _telling_letters(letters: dict[str, float], searcher: tantivy.Searcher) -> dict[str, float]:
    """Those of the trigrams that are not too common to count."""
    most = max(_COMMON_LETTERS * searcher.num_docs, _NEVER_COMMON)
    if searcher.num_docs <= most:
        return letters
    return {three: worth for three, worth in letters.items() if searcher.doc_freq("trigrams", three) <= most}
