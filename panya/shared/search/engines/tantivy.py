"""The embedded engine: tantivy over text that was segmented beforehand."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from panya.shared.search.analysis import Analysed
from panya.shared.search.engines import Busy, Damaged, Document, Engine, Hit, Other, Sought, Wanted
from panya.shared.search.engines.tantivy_files import state_of, verify_files
from panya.shared.search.engines.tantivy_titles import titles_holding

_WORDS, _TRIGRAMS = "panya_whitespace", "panya_trigrams"
_HEAP = 48_000_000
# What a match in each field is worth; measured, and flat around the best. A title counts with the text and once more.
_WEIGHTS = {"words": 1.0, "trigrams": 0.5, "pairs": 0.3, "title_words": 1.0, "title_trigrams": 0.25}
# A query as long as a page must not cost as much as a hundred.
_MOST_TERMS = {"words": 48, "trigrams": 96, "pairs": 48, "title_words": 48, "title_trigrams": 96}
# How much of a misspelt query must be there letter by letter.
_LOOSE_SHARE = 0.4
# Another way to say it counts less than what was typed.
_OTHER_WORTH = 0.6


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("number", "fingerprint", "whole", "file"):
        builder.add_unsigned_field(name, indexed=name == "number", fast=True)
    for name in _WEIGHTS:
        builder.add_text_field(name, tokenizer_name=_TRIGRAMS if "trigrams" in name else _WORDS, index_option="freq")
    for name in ("kind", "audience", "author"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("unit", "topic", "tag", "year"):
        builder.add_unsigned_field(name, indexed=True)
    return builder.build()


class TantivyEngine(Engine):
    """An index in one folder."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self._schema = _schema()
        self._writer: tantivy.IndexWriter | None = None
        with _faults_as_damage(path):
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
        for document in latest.values():
            self._open_writer().add_document(tantivy.Document.from_dict(_fields(document), self._schema))

    def delete(self, numbers: Iterable[int]) -> None:
        gone = list(numbers)
        if gone:
            # By query: `delete_documents_by_term` takes a number for a signed one and finds nothing.
            self._open_writer().delete_documents_by_query(Query.term_set_query(self._schema, "number", gone))

    def commit(self) -> None:
        if self._writer is not None:
            self._writer.commit()
            self.refresh()

    def close(self) -> None:
        if self._writer is None:
            return
        writer, self._writer = self._writer, None
        # Merges change the files of the index; afterwards they stay as they are until the next writer.
        writer.wait_merging_threads()
        self.refresh()

    def search(self, sought: Sought, wanted: Wanted, limit: int, *, loose: bool = False) -> list[Hit]:
        terms = _terms(sought.said)
        if not sought:
            return []
        must = [self._some("trigrams", terms, _LOOSE_SHARE) if loose else self._any_said(terms, sought.others)]
        must += [self._in_a_row(phrase) for phrase in sought.phrases]
        must += self._wanted(wanted)
        parts = [_silently(part) for part in must]
        parts += [(Occur.MustNot, self._in_a_row(text)) for text in sought.without]
        exact = self._exact(sought, terms, parts, limit)
        return self._hits([*parts, (Occur.Should, self._scored(terms, sought.others))], exact, limit)

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
        self._index.register_tokenizer(_WORDS, tantivy.TextAnalyzerBuilder(whitespace).build())
        self._index.register_tokenizer(_TRIGRAMS, tantivy.TextAnalyzerBuilder(trigrams).build())
        self._index.config_reader(reload_policy="manual")
        self._index.reload()

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            try:
                self._writer = self._index.writer(_HEAP, 1)
            except ValueError as fault:
                if "LockBusy" in str(fault) or "lock" in str(fault).lower():
                    raise Busy(str(self.path)) from fault
                raise Damaged(str(self.path)) from fault
        return self._writer

    def _hits(self, parts: list[tuple[Occur, Query]], exact: set[tuple[int, int]], limit: int) -> list[Hit]:
        with _faults_as_damage(self.path):
            searcher = self._index.searcher()
            found = searcher.search(Query.boolean_query(parts), limit=limit, count=False).hits
            addresses = [address for _score, address in found]
            columns = [_whole(searcher, name, addresses) for name in ("number", "whole", "file")]
        hits = [
            Hit(number, score, bool(whole), (number, file) in exact, file)
            for (score, _address), number, whole, file in zip(found, *columns, strict=True)
        ]
        # The engine breaks ties by where a document happens to lie; people see the newer one first.
        return sorted(hits, key=lambda hit: (-hit.score, -hit.number))

    def _exact(
        self, sought: Sought, terms: dict[str, list[str]], parts: list[tuple[Occur, Query]], limit: int
    ) -> set[tuple[int, int]]:
        """Number and file of the documents that hold every word of the query, or another way to say it."""
        if not terms["words"]:
            return set()
        held = [_silently(self._said_or_other(word, sought.others)) for word in terms["words"]]
        with _faults_as_damage(self.path):
            searcher = self._index.searcher()
            found = searcher.search(Query.boolean_query([*parts, *held]), limit=limit, count=False).hits
            addresses = [address for _score, address in found]
            return set(zip(_whole(searcher, "number", addresses), _whole(searcher, "file", addresses), strict=True))

    def _said_or_other(self, word: str, others: tuple[Other, ...]) -> Query:
        ways = [self._term("words", word), *(self._in_a_row(one.text) for one in others if word in one.instead_of)]
        return Query.boolean_query([(Occur.Should, way) for way in ways])

    def _any_said(self, terms: dict[str, list[str]], others: tuple[Other, ...]) -> Query:
        ways = [self._some("words", terms, 0), *(self._in_a_row(one.text) for one in others)]
        return Query.boolean_query([(Occur.Should, way) for way in ways])

    def _in_a_row(self, text: Analysed) -> Query:
        """The words of the text, each followed by the next; a text without words by its letters."""
        field, wanted = ("pairs", text.pairs) if len(text.words) > 1 else ("words", text.words)
        if not wanted:
            field, wanted = "trigrams", text.trigrams
        if not wanted:
            return Query.empty_query()
        return Query.boolean_query([(Occur.Must, self._term(field, term)) for term in dict.fromkeys(wanted)])

    def _scored(self, terms: dict[str, list[str]], others: tuple[Other, ...]) -> Query:
        said = [
            (Occur.Should, Query.boost_query(self._term(field, term), _WEIGHTS[field]))
            for field, words in terms.items()
            for term in words
        ]
        also = [(Occur.Should, Query.boost_query(self._in_a_row(one.text), _OTHER_WORTH)) for one in others]
        return Query.boolean_query(said + also)

    def _some(self, field: str, terms: dict[str, list[str]], share: float) -> Query:
        """At least one of the terms, and at least this share of them."""
        if not terms[field]:
            return Query.empty_query()
        parts = [(Occur.Should, self._term(field, term)) for term in terms[field]]
        return Query.boolean_query(parts, max(1, ceil(share * len(parts))))

    def _wanted(self, wanted: Wanted) -> list[Query]:
        asked: list[tuple[str, list[object]]] = [
            ("kind", [wanted.kind] if wanted.kind else []),
            ("unit", list(wanted.units)),
            ("topic", list(wanted.topics)),
            ("tag", [wanted.tag] if wanted.tag is not None else []),
            ("year", [wanted.year] if wanted.year is not None else []),
            ("audience", list(wanted.audience)),
            ("author", list(wanted.authors)),
        ]
        return [Query.term_set_query(self._schema, field, values) for field, values in asked if values]

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value, "freq")


def _whole(searcher: tantivy.Searcher, name: str, addresses: list[tantivy.DocAddress]) -> list[int]:
    """The whole numbers that stand in a field of these documents."""
    return [value for value in searcher.fast_field_values(name, addresses) if isinstance(value, int)]


def _silently(query: Query) -> tuple[Occur, Query]:
    """A condition that must hold and adds nothing to the score."""
    return Occur.Must, Query.const_score_query(query, 0.0)


def _terms(query: Analysed) -> dict[str, list[str]]:
    """The distinct terms of a query for each field: a word said twice counts once."""
    words, trigrams = list(dict.fromkeys(query.words)), list(dict.fromkeys(query.trigrams))
    found = {
        "words": words,
        "trigrams": trigrams,
        "pairs": list(dict.fromkeys(query.pairs)),
        "title_words": words,
        "title_trigrams": trigrams,
    }
    return {field: terms[: _MOST_TERMS[field]] for field, terms in found.items()}


def _fields(document: Document) -> dict[str, object]:
    text = Analysed(document.title.words + document.body.words, document.title.letters + document.body.letters)
    return {
        "number": document.number,
        "fingerprint": document.fingerprint,
        "whole": int(document.whole),
        "words": " ".join(text.words),
        "trigrams": text.letters,
        "pairs": " ".join(text.pairs),
        "title_words": " ".join(document.title.words),
        "title_trigrams": document.title.letters,
        "kind": document.kind,
        "unit": document.unit,
        "topic": list(document.topics),
        "tag": list(document.tags),
        "year": document.year,
        "audience": list(document.audience),
        "author": list(document.authors),
        "file": document.file,
    }


@contextmanager
def _faults_as_damage(path: Path) -> Iterator[None]:
    """Whatever the engine cannot read is damage; a panic of the Rust side is no `Exception`."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, Damaged):
        raise
    except BaseException as fault:
        raise Damaged(f"{path}: {fault}") from fault
