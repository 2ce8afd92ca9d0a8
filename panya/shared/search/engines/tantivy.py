"""The embedded engine: tantivy over text that was segmented beforehand."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from math import ceil, log, log2
from pathlib import Path
from typing import cast

import tantivy
from tantivy import Occur, Query

from panya.shared.search.analysis import Analysed
from panya.shared.search.engines import Busy, Damaged, Document, Engine, Hit, Other, Sought, Unwritable, Wanted
from panya.shared.search.engines.empty_words import EMPTY, SHORT, telling
from panya.shared.search.engines.respelling import respell
from panya.shared.search.engines.tantivy_files import state_of, verify_files
from panya.shared.search.engines.tantivy_terms import TRIGRAMS, WORDS, Terms, fields, schema, terms
from panya.shared.search.engines.tantivy_titles import titles_holding

_Part = tuple[Occur, Query]

# What is written at once becomes one piece of the index, and every piece costs each query: a new index is written
# in few, what comes later in small ones.
_HEAP, _HEAP_FOR_A_NEW_INDEX = 48_000_000, 256_000_000
# How much of a misspelt query must be there letter by letter.
_LOOSE_SHARE = 0.4
# Another way to say it counts less than what was typed.
_OTHER_WORTH = 0.6
# BM25 gives a term at most its idf times this (1 + k1).
_MOST_OF_IDF = 2.2


class TantivyEngine(Engine):
    """An index in one folder."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self._schema = schema()
        self._writer: tantivy.IndexWriter | None = None
        self._heap = _HEAP_FOR_A_NEW_INDEX if create else _HEAP
        with _faults_as(Unwritable, path) if create else _faults_as_damage(path):
            if create:
                path.mkdir(parents=True, exist_ok=True)
                self._index = tantivy.Index(self._schema, path=str(path))
            else:
                self._index = tantivy.Index.open(str(path))
            self._register()

    def write(self, documents: Iterable[Document]) -> None:
        # Of two of one record and file the later counts.
        latest = {(document.number, document.file): document for document in documents}
        self.delete({number for number, _file in latest})
        with _faults_as(Unwritable, self.path):
            for document in latest.values():
                self._open_writer().add_document(tantivy.Document.from_dict(fields(document), self._schema))

    def delete(self, numbers: Iterable[int]) -> None:
        gone = list(numbers)
        if not gone:
            return
        with _faults_as(Unwritable, self.path):
            # By query: `delete_documents_by_term` takes a number for a signed one and finds nothing.
            self._open_writer().delete_documents_by_query(Query.term_set_query(self._schema, "number", gone))

    def commit(self) -> None:
        if self._writer is not None:
            with _faults_as(Unwritable, self.path):
                self._writer.commit()
            self.refresh()

    def close(self) -> None:
        if self._writer is None:
            return
        writer, self._writer = self._writer, None
        # Merges change the files of the index; afterwards they stay as they are until the next writer.
        with _faults_as(Unwritable, self.path):
            writer.wait_merging_threads()
        self.refresh()

    def search(self, sought: Sought, wanted: Wanted, limit: int, *, loose: bool = False) -> list[Hit]:
        if not sought:
            return []
        with _faults_as_damage(self.path):
            searcher = self._index.searcher()
            said = terms(sought.said, searcher)
            conditions = self._conditions(sought, wanted)
            scored = self._looking_like(said, sought.others) if loose else self._holding(said, sought.others)
            mark = _more_than_any_score(said, sought.others, searcher.num_docs)
            exactly = self._exactly(said, sought.others, mark)
            found = _found(searcher, [*scored, *exactly, *conditions], limit)
            only_meant = [] if loose else self._holding_what_was_meant(said, sought.others)
            guessed = _found(searcher, [*only_meant, *conditions], limit) if only_meant else []
        hits = [Hit(number, score % mark, bool(whole), score >= mark, file) for score, number, whole, file in found]
        hits += [Hit(number, score, bool(whole), False, file, guessed=True) for score, number, whole, file in guessed]
        # The engine breaks ties by where a document happens to lie; people see the newer one first.
        return sorted(hits, key=lambda hit: (-hit.score, -hit.number))[:limit]

    def respelt(self, letters: str) -> str:
        with _faults_as_damage(self.path):
            searcher = self._index.searcher()
            return respell(letters, searcher.doc_freq, searcher.num_docs).letters

    def titles(self, runs: Collection[str], wanted: Wanted, limit: int) -> list[int]:
        with _faults_as_damage(self.path):
            return titles_holding(self._index, self._schema, runs, self._wanted(wanted), limit)

    def count(self) -> int:
        with _faults_as_damage(self.path):
            return self._index.searcher().num_docs

    def fingerprints(self) -> dict[int, int]:
        with _faults_as_damage(self.path):
            searcher = self._index.searcher()
            if not searcher.num_docs:
                return {}
            found = searcher.search(Query.all_query(), limit=searcher.num_docs, count=False).hits
            addresses = [address for _score, address in found]
            numbers = _whole(searcher, "number", addresses)
            return dict(zip(numbers, _whole(searcher, "fingerprint", addresses), strict=True))

    def state(self) -> str:
        return state_of(self.path)

    def verify(self) -> None:
        verify_files(self.path)

    def refresh(self) -> None:
        with _faults_as_damage(self.path):
            self._index.reload()

    def _register(self) -> None:
        whitespace, trigrams = tantivy.Tokenizer.whitespace(), tantivy.Tokenizer.ngram(3, 3)
        self._index.register_tokenizer(WORDS, tantivy.TextAnalyzerBuilder(whitespace).build())
        self._index.register_tokenizer(TRIGRAMS, tantivy.TextAnalyzerBuilder(trigrams).build())
        self._index.config_reader(reload_policy="manual")
        self._index.reload()

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            try:
                self._writer = self._index.writer(self._heap, 1)
            except ValueError as fault:
                if "LockBusy" in str(fault) or "lock" in str(fault).lower():
                    raise Busy(str(self.path)) from fault
                raise Damaged(str(self.path)) from fault
        return self._writer

    def _conditions(self, sought: Sought, wanted: Wanted) -> list[_Part]:
        """What must hold of every hit and adds nothing to its score."""
        must = [*map(self._in_a_row, sought.phrases), *self._wanted(wanted)]
        never = [(Occur.MustNot, self._in_a_row(text)) for text in sought.without]
        return [*map(_silently, must), *never]

    def _exactly(self, said: Terms, others: tuple[Other, ...], mark: float) -> list[_Part]:
        """Lifts what holds every word of the query, or another way to say it, by the mark: it comes before all else."""
        if not said.words:
            return []
        held = [(Occur.Must, self._said_or_other(word, others)) for word in said.words]
        return [(Occur.Should, Query.const_score_query(Query.boolean_query(held), mark))]

    def _said_or_other(self, word: str, others: tuple[Other, ...]) -> Query:
        typed = Query.term_query(self._schema, "words", word, "basic")
        ways = [self._in_a_row(one.text) for one in others if word in one.instead_of]
        return _any([typed, *ways]) if ways else typed

    def _holding(self, said: Terms, others: tuple[Other, ...]) -> list[_Part]:
        """At least one of the telling words as typed, or another way to say it; the rest raises the score."""
        return self._needing(said, _typed(said), self._others(others))

    def _holding_what_was_meant(self, said: Terms, others: tuple[Other, ...]) -> list[_Part]:
        """None of the words as typed, but one as it was most likely meant; nothing where nothing looks mistyped."""
        meant = _meant(said)
        if not meant:
            return []
        typed = [self._term(*term) for term in _typed(said)]
        return [*self._needing(said, meant, []), (Occur.MustNot, _any([*typed, *self._others(others)]))]

    def _needing(self, said: Terms, needed: Collection[tuple[str, str]], others: list[Query]) -> list[_Part]:
        """At least one of these terms must be held; all the others raise the score."""
        ways = [self._weighed(said, term) for term in _terms_of(said) if term in needed]
        more = [self._weighed(said, term) for term in _terms_of(said) if term not in needed]
        return [(Occur.Must, _any([*ways, *others])), (Occur.Should, _any(more))]

    def _looking_like(self, said: Terms, others: tuple[Other, ...]) -> list[_Part]:
        """A good share of the letters, in whatever words, or a word as it was most likely meant."""
        letters = [(Occur.Should, self._term("trigrams", three)) for three in said.trigrams]
        share = Query.boolean_query(letters, max(1, ceil(_LOOSE_SHARE * len(letters)))) if letters else _any([])
        scored = [self._weighed(said, term) for term in _terms_of(said)]
        meant = [self._term(*term) for term in _meant(said)]
        return [_silently(_any([share, *meant])), (Occur.Should, _any([*scored, *self._others(others)]))]

    def _in_a_row(self, text: Analysed) -> Query:
        """The words of the text, one after the other; a text without words by its letters."""
        if len(text.words) > 1:
            return Query.phrase_query(self._schema, "words", list[str | tuple[int, str]](text.words))
        field, wanted = ("words", text.words) if text.words else ("trigrams", text.trigrams)
        if not wanted:
            return Query.empty_query()
        return Query.boolean_query([(Occur.Must, self._term(field, term)) for term in dict.fromkeys(wanted)])

    def _weighed(self, said: Terms, term: tuple[str, str]) -> Query:
        field, value = term
        return Query.boost_query(self._term(field, value), said.weighed[field][value])

    def _others(self, others: tuple[Other, ...]) -> list[Query]:
        return [Query.boost_query(self._in_a_row(one.text), _OTHER_WORTH) for one in others]

    def _wanted(self, wanted: Wanted) -> list[Query]:
        asked: list[tuple[str, list[object]]] = [
            ("kind", [wanted.kind] if wanted.kind else []),
            ("unit", list(wanted.units)),
            ("topic", list(wanted.topics)),
            ("tag", [wanted.tag] if wanted.tag is not None else []),
            ("year", [wanted.year] if wanted.year is not None else []),
            ("audience", list(wanted.audience)),
            ("author", list(wanted.authors)),
            ("number", list(wanted.numbers)),
        ]
        return [Query.term_set_query(self._schema, field, values) for field, values in asked if values]

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value, "freq")


def _whole(searcher: tantivy.Searcher, name: str, addresses: list[tantivy.DocAddress]) -> list[int]:
    """The whole numbers that stand in a field of these documents."""
    return cast("list[int]", searcher.fast_field_values(name, addresses))


def _found(searcher: tantivy.Searcher, parts: list[_Part], limit: int) -> list[tuple[float, int, int, int]]:
    """Score, number, wholeness and file of the best documents."""
    found = searcher.search(Query.boolean_query(parts), limit=limit, count=False).hits
    addresses = [address for _score, address in found]
    columns = [_whole(searcher, name, addresses) for name in ("number", "whole", "file")]
    return [(score, *values) for (score, _address), *values in zip(found, *columns, strict=True)]


def _more_than_any_score(said: Terms, others: tuple[Other, ...], documents: int) -> float:
    """The power of two above all that the terms can be worth together: small, for scores have four bytes."""
    weights = sum(sum(weighed.values()) for weighed in said.weighed.values())
    weights += sum(_OTHER_WORTH * (len(one.text.words) or len(one.text.trigrams)) for one in others)
    return 2.0 ** ceil(log2(1 + weights * _MOST_OF_IDF * log(2 * documents + 2)))


def _terms_of(said: Terms) -> list[tuple[str, str]]:
    return [(field, value) for field, weighed in said.weighed.items() for value in weighed]


def _typed(said: Terms) -> set[tuple[str, str]]:
    """The telling words as typed. Where one segmenter errs the other may not; short words say too little."""
    typed, long = set(said.words), {word for word in said.icu_words if len(word) > SHORT}
    words, icu_words = telling(
        [word for word in said.weighed["words"] if word in typed],
        [word for word in said.weighed["icu_words"] if word in long],
    )
    return {*(("words", word) for word in words), *(("icu_words", word) for word in icu_words)}


def _meant(said: Terms) -> set[tuple[str, str]]:
    """The telling words as they were most likely meant, where that is not what was typed."""
    typed = {"words": said.words, "icu_words": said.icu_words}
    return {
        (field, word)
        for field, words in typed.items()
        for word in said.weighed[field]
        if len(word) > 1 and word not in EMPTY and word not in words
    }


def _any(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries]) if queries else Query.empty_query()


def _silently(query: Query) -> _Part:
    """A condition that must hold and adds nothing to the score."""
    return Occur.Must, Query.const_score_query(query, 0.0)


def _faults_as_damage(path: Path) -> AbstractContextManager[None]:
    """Whatever the engine cannot read is damage."""
    return _faults_as(Damaged, path)


@contextmanager
def _faults_as(kind: type[Exception], path: Path) -> Iterator[None]:
    """Whatever the engine says of itself becomes this fault; a panic of the Rust side is no `Exception`."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, Busy, Damaged, Unwritable):
        raise
    except BaseException as fault:
        raise kind(f"{path}: {fault}") from fault
