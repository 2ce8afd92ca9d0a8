"""Where the indexes lie: PANYA_HOME/index/NAME/GENERATION, and CURRENT, which says which generation counts."""

import json
import logging
import os
import secrets
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from panya.base.core.atomic_write import atomic_write
from panya.shared.search import analysis, meaning
from panya.shared.search.engines import Damaged, Engine
from panya.shared.search.engines.tantivy import TantivyEngine
from panya.shared.search.engines.tantivy_files import state_of
from panya.shared.search.meaning import WithMeaning

_log = logging.getLogger(__name__)
_Signature = tuple[int, int, int]


@dataclass(frozen=True)
class IndexFolder:
    """The folder of one index."""

    name: str

    @property
    def path(self) -> Path:
        return Path(settings.PANYA_HOME) / "index" / self.name

    @property
    def pointer(self) -> Path:
        return self.path / "CURRENT"

    def open(self) -> Engine:
        """The current generation; Damaged where there is none or another analyser made it."""
        folder = self._current()
        words = TantivyEngine(folder)
        return WithMeaning(words, folder) if meaning.is_installed() and meaning.is_kept(folder) else words

    def state(self) -> str:
        """As `Engine.state`, without opening the index."""
        return state_of(self._current())

    def start(self) -> tuple[str, Engine]:
        """A new empty generation beside the current one, and its name."""
        # Who died while building one has left it.
        self.sweep()
        generation = secrets.token_hex(8)
        return generation, created(self.path / generation)

    @property
    def is_kept_by_meaning(self) -> bool:
        """Whether the current generation has vectors."""
        return meaning.is_kept(self._current())

    def forget_meaning(self) -> None:
        """Without the encoder vectors would grow old: they go, and come again when the index is built anew."""
        if not meaning.is_installed():
            meaning.forget(self._current())

    def make_current(self, generation: str) -> None:
        """Let readers use this generation from now on, and drop the others."""
        pointer = {"generation": generation, "analyser": analysis.version()}
        with atomic_write(self.pointer) as file:
            file.write(json.dumps(pointer).encode())
        self.report_mended()
        self.sweep()

    def sweep(self) -> None:
        """Drop every generation but the one that counts; for the one writer."""
        current = self._pointed_to().get("generation")
        for folder in self.path.glob("*/"):
            # Readers that still have an old one open keep its files until they look again.
            if folder.name != current:
                shutil.rmtree(folder, ignore_errors=True)

    def report_damage(self, fault: Exception) -> None:
        """Tell the writer that a reader met damage; a file, because a GET writes nothing to the database."""
        _log.error("the search index %s is damaged: %s", self.name, fault)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._damage_note.touch()
        except OSError:
            _log.exception("cannot note that the search index %s is damaged", self.name)

    def report_mended(self) -> None:
        self._damage_note.unlink(missing_ok=True)

    @property
    def is_reported_damaged(self) -> bool:
        return self._damage_note.exists()

    def signature(self) -> tuple[_Signature, _Signature]:
        """Changes whenever there may be something new to read; costs two stats and one small read."""
        return _signature(self.pointer), _signature(self._current() / "meta.json")

    @property
    def _damage_note(self) -> Path:
        return self.path / "DAMAGED"

    def _current(self) -> Path:
        pointer = self._pointed_to()
        generation, analyser = str(pointer.get("generation", "")), pointer.get("analyser")
        if not generation:
            raise Damaged(f"{self.pointer}: names no generation")
        if analyser != analysis.version():
            raise Damaged(f"{self.pointer}: made by analyser {analyser}, not {analysis.version()}")
        if os.sep in generation or generation.startswith("."):
            raise Damaged(f"{self.pointer}: no generation is called {generation}")
        return self.path / generation

    def _pointed_to(self) -> dict[str, Any]:
        """What CURRENT says; nothing where it cannot be read."""
        try:
            pointer = json.loads(self.pointer.read_bytes())
        except (OSError, ValueError):
            return {}
        return pointer if isinstance(pointer, dict) else {}


def created(folder: Path) -> Engine:
    """A new empty index in this folder, with search by meaning where that is installed."""
    words = TantivyEngine(folder, create=True)
    return WithMeaning(words, folder) if meaning.is_installed() else words


class _Readers:
    """The open indexes of this process, looked at again when they changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[Path, tuple[tuple[_Signature, _Signature], Engine]] = {}

    def get(self, name: str) -> Engine:
        folder = IndexFolder(name)
        with self._lock:
            try:
                return self._fresh(folder)
            except Damaged:
                # Between the look at CURRENT and the opening another generation may have taken its place.
                self._open.pop(folder.path, None)
                return self._fresh(folder)

    def _fresh(self, folder: IndexFolder) -> Engine:
        signature = folder.signature()
        known, engine = self._open.get(folder.path, (None, None))
        if engine is None or known is None or known[0] != signature[0]:
            engine = folder.open()
        elif known != signature:
            engine.refresh()
        self._open[folder.path] = signature, engine
        return engine


_readers = _Readers()


def reading(name: str) -> Engine:
    """The index to search in, as it was last committed by any process; Damaged where it cannot be read."""
    return _readers.get(name)


def _signature(file: Path) -> _Signature:
    try:
        stat = file.stat()
    except OSError as fault:
        raise Damaged(f"{file}: {fault}") from fault
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
