"""Where documents lie in meaning, beside a generation of the index: a vector for each piece, and how they sound.

The one writer of the index writes them. A table of rows (`meaning.npz`, replaced whole with every commit) says which
rows of the matrix count; rows are only added to the matrix, so readers of an older table are not disturbed.
"""

import importlib
import importlib.util
import json
import os
import secrets
import zipfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from panya.base.core.atomic_write import atomic_write
from panya.shared.search.engines import Damaged, Document

# Before numpy: its threads wait by spinning, which on a busy machine made a question forty times as dear.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Comes with the extra `semantic`; the types are the same with and without it.
numpy: Any = importlib.import_module("numpy") if importlib.util.find_spec("numpy") else None

TABLE = "meaning.npz"
_WIDE = 512
# Behind a vector a part of what its document sounds like (`base.thai.sounds`); all rows of one together have it whole.
_SPOKEN = 128
_ROW = _WIDE + _SPOKEN
# Names what a row is; one of another form is built anew.
_FORM = 2
_GONE = -1
# Looked at by the signs of their numbers first, so many times more than asked for are then measured: a document has
# up to ten.
_COARSE, _LEAST_COARSE = 10, 5000
# Rows that count no more are swept out when there are more of them than of the others, and at least so many.
_SWEEP = 1000
_COLUMNS = ("numbers", "files", "whole", "audience", "scales", "signs")


@dataclass(frozen=True, slots=True)
class Near:
    """A document and how near its nearest piece is in meaning."""

    number: int
    file: int
    whole: bool
    nearness: float
    # The row of that piece.
    row: int


class Vectors:
    """The vectors beside one generation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._added: list[tuple[Document, Any, str]] = []
        self._dropped: set[int] = set()
        self.refresh()

    def put(self, documents: Sequence[Document], vectors: Any, spoken: Sequence[str] = ()) -> None:
        """Take in documents with their vectors and sounds, in the place of all that their records had; found after
        `commit`."""
        self.drop({document.number for document in documents})
        for document, own, heard in zip(documents, vectors, spoken or [""] * len(documents), strict=True):
            parts = (heard[start : start + _SPOKEN] for start in range(0, len(own) * _SPOKEN, _SPOKEN))
            self._added += [(document, vector, part) for vector, part in zip(own, parts, strict=True)]

    def drop(self, numbers: Collection[int]) -> None:
        gone = set(numbers)
        self._dropped |= gone
        self._added = [each for each in self._added if each[0].number not in gone]

    def commit(self) -> None:
        """Make what was put and dropped durable; a writer that dies before leaves what was there."""
        if not self._added and not self._dropped and (self.folder / TABLE).exists():
            return
        columns = dict(self._columns)
        columns["numbers"] = columns["numbers"].copy()
        if self._dropped:
            columns["numbers"][numpy.isin(columns["numbers"], list(self._dropped))] = _GONE
        rows = numpy.zeros((0, _ROW), numpy.int8)
        if self._added:
            rows, fresh = self._made()
            columns = {name: numpy.concatenate([columns[name], fresh[name]]) for name in _COLUMNS}
        alive = columns["numbers"] != _GONE
        before = len(columns["numbers"]) - len(rows)
        old, name = self._name, self._name
        if len(alive) - alive.sum() > max(alive.sum(), _SWEEP):
            rows = numpy.concatenate([self._matrix(), rows])[alive]
            columns, before = {key: column[alive] for key, column in columns.items()}, 0
            name = f"meaning-{secrets.token_hex(4)}.vectors"
        self._append(name, rows, before)
        with atomic_write(self.folder / TABLE) as file:
            about = json.dumps({"form": _FORM, "matrix": name, "audiences": self._audiences})
            numpy.savez(file, about=numpy.frombuffer(about.encode(), numpy.uint8), **columns)
        if old != name:
            (self.folder / old).unlink(missing_ok=True)
        self._added, self._dropped = [], set()
        self.refresh()

    def abandon(self) -> None:
        """Forget what was not committed."""
        self._added, self._dropped = [], set()

    def count(self) -> int:
        return int((self._columns["numbers"] != _GONE).sum())

    def nearest(self, vector: Any, audience: Collection[str], limit: int) -> list[Near]:
        """The documents nearest to a vector of those for this audience (none named: for all), the nearest first.

        Whom a document is for decides before nearness does: what others may read takes nobody's place.
        """
        numbers = self._columns["numbers"]
        wanted = numbers != _GONE
        if audience:
            open_to = numpy.array([not set(audience).isdisjoint(each) for each in self._audiences] or [False])
            wanted &= open_to[self._columns["audience"]]
        places = numpy.flatnonzero(wanted)
        vector = numpy.asarray(vector, numpy.float32)
        most = max(limit * _COARSE, _LEAST_COARSE)
        if len(places) > most:
            differing = numpy.bitwise_count(self._columns["signs"][places] ^ _signs(vector[None])).sum(1)
            places = numpy.sort(places[numpy.argpartition(differing, most)[:most]])
        rows = self._matrix()[:, :_WIDE][places].astype(numpy.float32)
        nearness = rows @ vector * self._columns["scales"][places]
        found: dict[tuple[int, int], Near] = {}
        for at in numpy.argsort(-nearness, kind="stable"):
            place = places[at]
            key = int(numbers[place]), int(self._columns["files"][place])
            found.setdefault(key, Near(*key, bool(self._columns["whole"][place]), float(nearness[at]), int(place)))
            if len(found) == limit:
                break
        return list(found.values())

    def nearness(self, vector: Any, number: int, file: int) -> list[float]:
        """How near each piece of a document is to a vector, in their order."""
        rows = numpy.flatnonzero((self._columns["numbers"] == number) & (self._columns["files"] == file))
        vectors = self._matrix()[:, :_WIDE][rows].astype(numpy.float32)
        return list(map(float, vectors @ numpy.asarray(vector, numpy.float32) * self._columns["scales"][rows]))

    def spoken(self, near: Near) -> str:
        """What the document of a piece sounds like."""
        rows = self._rows_of(near)
        return bytes(self._matrix()[rows.start : rows.stop, _WIDE:]).rstrip(b"\0").decode("ascii")

    def _rows_of(self, near: Near) -> range:
        """The rows of the same document, which stand together."""
        numbers, files = self._columns["numbers"], self._columns["files"]
        first, last = near.row, near.row + 1
        while first and (numbers[first - 1], files[first - 1]) == (near.number, near.file):
            first -= 1
        while last < len(numbers) and (numbers[last], files[last]) == (near.number, near.file):
            last += 1
        return range(first, last)

    def refresh(self) -> None:
        """See what others have committed since."""
        try:
            with numpy.load(self.folder / TABLE) as table:
                about = json.loads(table["about"].tobytes())
                self._columns = {name: table[name] for name in _COLUMNS}
            self._name, self._audiences = str(about["matrix"]), list(about["audiences"])
            if Path(self._name).name != self._name or about["form"] != _FORM:
                raise ValueError(self._name)
        except FileNotFoundError:
            self._columns, self._audiences = _empty(), []
            self._name = f"meaning-{secrets.token_hex(4)}.vectors"
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as fault:
            raise Damaged(f"{self.folder / TABLE}: {fault}") from fault
        # Held open: a sweep by the writer takes the name away, not what is read.
        self._open: Any = None
        self._matrix()

    def _matrix(self) -> Any:
        shape = (len(self._columns["numbers"]), _ROW)
        if not shape[0]:
            return numpy.zeros(shape, numpy.int8)
        if self._open is None:
            try:
                self._open = numpy.memmap(self.folder / self._name, numpy.int8, "r", shape=shape)
            except (OSError, ValueError) as fault:
                raise Damaged(f"{self.folder / self._name}: {fault}") from fault
        return self._open

    def _made(self) -> tuple[Any, dict[str, Any]]:
        """The rows of the documents that were put, and what the table says of them."""
        vectors = numpy.asarray([vector for _document, vector, _part in self._added], numpy.float32)
        scales = numpy.maximum(numpy.abs(vectors).max(axis=1), 1e-9) / 127
        documents = [document for document, _vector, _part in self._added]
        columns = {
            "numbers": numpy.array([document.number for document in documents], numpy.int64),
            "files": numpy.array([document.file for document in documents], numpy.int64),
            "whole": numpy.array([document.whole for document in documents], numpy.bool_),
            "audience": numpy.array([self._audience(document) for document in documents], numpy.int32),
            "scales": scales.astype(numpy.float32),
            "signs": _signs(vectors),
        }
        parts = b"".join(part.encode("ascii").ljust(_SPOKEN, b"\0") for _document, _vector, part in self._added)
        spoken = numpy.frombuffer(parts, numpy.int8).reshape(-1, _SPOKEN)
        return numpy.hstack([numpy.rint(vectors / scales[:, None]).astype(numpy.int8), spoken]), columns

    def _audience(self, document: Document) -> int:
        """The place of those that may read it among all such groups."""
        named = list(document.audience)
        if named not in self._audiences:
            self._audiences.append(named)
        return self._audiences.index(named)

    def _append(self, name: str, rows: Any, before: int) -> None:
        """Write rows after so many others; what a dead writer left behind them is overwritten."""
        descriptor = os.open(self.folder / name, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            file.truncate(before * _ROW)
            file.seek(before * _ROW)
            file.write(rows.tobytes())
            file.flush()
            os.fsync(file.fileno())


def _empty() -> dict[str, Any]:
    kinds = (numpy.int64, numpy.int64, numpy.bool_, numpy.int32, numpy.float32)
    columns = {name: numpy.zeros(0, kind) for name, kind in zip(_COLUMNS, kinds, strict=False)}
    return {**columns, "signs": numpy.zeros((0, _WIDE // 64), numpy.uint64)}


def _signs(vectors: Any) -> Any:
    """Which numbers of each vector are positive, 64 in one."""
    return numpy.packbits(vectors > 0, axis=1).view(numpy.uint64)
