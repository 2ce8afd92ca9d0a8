"""The peers, each from its own package and asked as its makers mean it."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import tantivy

from panya.shared.search.analysis import analyse
from panya.shared.search.evaluating import DEPTH, Passage, indexed

Ask = Callable[[str], list[str]]
# Where Debian keeps what its packages bring for all programs.
_DEBIAN_PYTHON, _DEBIAN_JAVA = Path("/usr/lib/python3/dist-packages"), Path("/usr/share/java")
_LUCENE = Path(__file__).parent / "java" / "LuceneThai.java"


class Missing(Exception):
    """The peer is not at hand; says what would bring it."""


def panya(passages: Sequence[Passage]) -> Ask:
    corpus = indexed(passages, with_titles=False, by_meaning=False)
    # Open until the program ends, as every peer.
    entered = corpus.__enter__()
    _open.append(corpus)
    return lambda text: [passage.id for passage in entered.search(text)[0]]


def sqlite_trigram(passages: Sequence[Passage]) -> Ask:
    """FTS5 with its trigram tokenizer, any of the trigrams, BM25."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE passages USING fts5(id UNINDEXED, text, tokenize = 'trigram')")
    base.executemany("INSERT INTO passages VALUES (?, ?)", [(one.id, one.text) for one in passages])

    def ask(text: str) -> list[str]:
        grams = dict.fromkeys(text[place : place + 3].replace('"', " ") for place in range(len(text) - 2))
        query = " OR ".join(f'"{gram}"' for gram in grams)
        rows = "SELECT id FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in base.execute(rows, (query, DEPTH))] if query else []

    return ask


def tantivy_default(passages: Sequence[Passage]) -> Ask:
    """Tantivy with its default tokenizer, which cuts where no letter stands."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("text")
    index = tantivy.Index(builder.build())
    writer = index.writer()
    for one in passages:
        writer.add_document(tantivy.Document(id=one.id, text=one.text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(text: str) -> list[str]:
        query, _faults = index.parse_query_lenient(text, ["text"])
        return [str(searcher.doc(address)["id"][0]) for _score, address in searcher.search(query, DEPTH).hits]

    return ask


def xapian(passages: Sequence[Passage]) -> Ask:
    """Xapian with its own generator of terms."""
    # Debian's bindings fit a Python of Debian's version; last on the path, so that nothing else comes from there.
    sys.path.append(str(_DEBIAN_PYTHON))
    try:
        import xapian as library
    except ImportError as missing:
        raise Missing("Xapian's Python bindings (Debian: python3-xapian)") from missing
    _versions["Xapian"] = f"Xapian {library.version_string()}"
    base = library.WritableDatabase("", library.DB_BACKEND_INMEMORY)
    generator = library.TermGenerator()
    for one in passages:
        document = library.Document()
        generator.set_document(document)
        generator.index_text(one.text)
        document.set_data(one.id)
        base.add_document(document)
    parser, enquire = library.QueryParser(), library.Enquire(base)

    def ask(text: str) -> list[str]:
        enquire.set_query(parser.parse_query(text))
        return [match.document.get_data().decode() for match in enquire.get_mset(0, DEPTH)]

    return ask


def bm25(passages: Sequence[Passage]) -> Ask:
    """bm25s with its own tokenizer, which cuts where no letter stands."""
    try:
        import bm25s
    except ImportError as missing:
        raise Missing("bm25s (uv sync --group peers)") from missing
    retriever = bm25s.BM25()
    retriever.index(
        bm25s.tokenize([one.text for one in passages], stopwords=None, show_progress=False), show_progress=False
    )

    def ask(text: str) -> list[str]:
        said = bm25s.tokenize([text], stopwords=None, show_progress=False)
        numbers, _scores = retriever.retrieve(said, k=min(DEPTH, len(passages)), show_progress=False)
        return [passages[number].id for number in numbers[0]]

    return ask


def postgresql(passages: Sequence[Passage]) -> Ask:
    """PostgreSQL's full text search over text that our segmenter cut for it: by itself it knows no Thai words."""
    import psycopg

    try:
        connection = psycopg.connect(os.environ["PANYA_PEER_POSTGRESQL"], autocommit=True)
    except (KeyError, psycopg.OperationalError) as missing:
        raise Missing("PostgreSQL (Debian: postgresql)") from missing
    made = connection.execute("SHOW server_version").fetchone()
    _versions["PostgreSQL"] = f"PostgreSQL {made[0] if made else ''}"
    connection.execute("DROP TABLE IF EXISTS passages")
    connection.execute("CREATE TEMPORARY TABLE passages (id text, said tsvector)")
    with connection.cursor() as cursor:
        rows = [(one.id, " ".join(analyse(one.text).words)) for one in passages]
        cursor.executemany("INSERT INTO passages VALUES (%s, to_tsvector('simple', %s))", rows)
    connection.execute("CREATE INDEX ON passages USING gin (said)")

    def ask(text: str) -> list[str]:
        words = dict.fromkeys(analyse(text).words)
        query = " | ".join("'" + word.replace("'", "''").replace("\\", "\\\\") + "'" for word in words)
        found = connection.execute(
            "SELECT id FROM passages, to_tsquery('simple', %s) sought WHERE said @@ sought "
            "ORDER BY ts_rank(said, sought) DESC LIMIT %s",
            (query, DEPTH),
        )
        return [row[0] for row in found]

    return ask


def lucene(passages: Sequence[Passage]) -> Ask:
    """Lucene's ThaiAnalyzer, in a Java program of one file that answers line by line."""
    jars = sorted(_DEBIAN_JAVA.glob("lucene-core-*.jar")) + sorted(_DEBIAN_JAVA.glob("lucene-analyzers-common-*.jar"))
    if not jars or not shutil.which("java"):
        raise Missing("Java and Lucene's jars (Debian: default-jdk-headless, liblucene8-java)")
    command = ["java", "-cp", ":".join(map(str, jars)), str(_LUCENE), str(DEPTH)]
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    _open.append(program)
    to, back = program.stdin, program.stdout
    assert to is not None
    assert back is not None
    to.write(f"{len(passages)}\n")
    to.writelines(f"{one.id}\t{_in_one_line(one.text)}\n" for one in passages)
    to.flush()
    _versions["Lucene"] = f"Lucene {back.readline().strip()}"

    def ask(text: str) -> list[str]:
        to.write(f"{_in_one_line(text)}\n")
        to.flush()
        return back.readline().strip().split("\t")

    return ask


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


PEERS: dict[str, tuple[Callable[[Sequence[Passage]], Ask], str]] = {
    "Panya": (panya, "panya"),
    "SQLite FTS5 trigram, any": (sqlite_trigram, "SQLite"),
    "tantivy, default tokenizer": (tantivy_default, "tantivy"),
    "Xapian": (xapian, "Xapian"),
    "bm25s": (bm25, "bm25s"),
    "PostgreSQL full text over our words": (postgresql, "PostgreSQL"),
    "Lucene ThaiAnalyzer": (lucene, "Lucene"),
}
_open: list[object] = []
_versions = {"SQLite": f"SQLite {sqlite3.sqlite_version}"}


def version_of(package: str) -> str:
    """The program and its version, where it tells."""
    try:
        return _versions.get(package) or f"{package} {version(package)}"
    except PackageNotFoundError:
        return package
