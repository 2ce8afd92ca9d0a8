"""The one writer of the indexes: drains the outbox, mends what is damaged, rebuilds beside the running site."""

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.base.core.locks import LockBusy, file_lock
from panya.shared.search import documents
from panya.shared.search.analysts import Analysts
from panya.shared.search.documents import INDEXES
from panya.shared.search.engines import Busy, Damaged, Engine, Unwritable
from panya.shared.search.folders import IndexFolder
from panya.shared.search.models import IndexState, Outbox

_log = logging.getLogger(__name__)
_PAUSE = 0.2
# The worker looks every second whether there is anything to do; a command waits till it has looked.
_PATIENCE = 10.0


@dataclass(frozen=True)
class Difference:
    """Where an index and the database disagree, by record number."""

    missing: set[int] = field(default_factory=set)
    stale: set[int] = field(default_factory=set)
    surplus: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.surplus)

    @property
    def numbers(self) -> set[int]:
        return self.missing | self.stale | self.surplus


def drain() -> int:
    """Mend the indexes where needed and index what waits; returns how many records; Busy beside another writer.

    Safe to run twice and when killed anywhere: rows leave the outbox only after the indexes are committed.
    """
    with _only_writer():
        _rebuild([name for name in INDEXES if not _mended(name)])
        return _drain()


def drain_or_wait(seconds: float = 10) -> None:
    """Drain, or wait for the writer that is at it; says on stderr how many records still wait then."""
    give_up = time.monotonic() + seconds
    while True:
        try:
            drain()
            return
        except Busy:
            waiting = waiting_count()
            if not waiting:
                return
            if time.monotonic() >= give_up:
                break
            time.sleep(_PAUSE)
    text = _("ยังมี %(count)s รายการรอเข้าดัชนีค้นหา โปรแกรมเบื้องหลังกำลังทำต่อ ไม่ต้องทำอะไรเพิ่ม")
    sys.stderr.write(text % {"count": waiting} + "\n")


def waiting_count() -> int:
    """How many records wait to be indexed."""
    return Outbox.objects.values("item_number").distinct().count()


def rebuild(*, wait: float = _PATIENCE) -> int:
    """Build both indexes anew beside the present ones, then use them; returns how many records they hold.

    Busy where another writer is at it for longer than `wait` seconds; Refused where there is no room: then the present
    indexes stay.
    """
    with _only_writer(wait):
        _rebuild(list(INDEXES))
        _drain()
        # Of a record and its files the record counts.
        return len(IndexFolder(documents.STAFF).open().fingerprints())


def compare() -> dict[str, Difference]:
    """What each index lacks, holds in an old state, or holds too much; Damaged where one cannot be read."""
    wanted = documents.fingerprints()
    return {name: _difference(IndexFolder(name).open(), wanted[name]) for name in INDEXES}


def verify() -> None:
    """Read the stored bytes of the indexes; note damage for the next drain."""
    for name in INDEXES:
        try:
            IndexFolder(name).open().verify()
        except Damaged as fault:
            IndexFolder(name).report_damage(fault)


@contextmanager
def _only_writer(wait: float = 0) -> Iterator[None]:
    try:
        with file_lock(Path(settings.PANYA_HOME) / "index" / "lock", wait=wait):
            yield
    except LockBusy as busy:
        raise Busy(_("โปรแกรมอื่นกำลังปรับปรุงดัชนีค้นหาอยู่ โปรดรอสักครู่แล้วลองใหม่")) from busy
    except (Unwritable, OSError) as fault:
        text = _("เขียนดัชนีค้นหาไม่ได้ ดิสก์อาจเต็ม ดัชนีเดิมยังอยู่และใช้ค้นได้ เพิ่มเนื้อที่ให้ PANYA_HOME แล้วระบบจะทำต่อเอง (%(fault)s)")
        raise Refused(text % {"fault": fault}) from fault


def _mended(name: str) -> bool:
    """Whether the index can be used; where someone else changed it, it is made to agree with the database."""
    folder = IndexFolder(name)
    try:
        if folder.is_reported_damaged:
            raise Damaged(f"{folder.path}: reported by a reader")
        folder.forget_meaning()
        if folder.state() == _known_state(name):
            return True
        engine = folder.open()
        engine.verify()
        difference = _difference(engine, documents.fingerprints()[name])
        _write(name, engine, difference.numbers)
    except Damaged as fault:
        _log.warning("building the search index %s anew: %s", name, fault)
        return False
    return True


def _write(name: str, engine: Engine, numbers: set[int]) -> None:
    with _finished(engine), Analysts() as analyse_all:
        _put({name: engine}, sorted(numbers), analyse_all)
        engine.commit()
    _remember(name, engine)


def _drain() -> int:
    rows = Outbox.objects.oldest(documents.BATCH)
    if not rows:
        return 0
    engines = {name: IndexFolder(name).open() for name in INDEXES}
    indexed = 0
    with ExitStack() as open_engines, Analysts() as analyse_all:
        for engine in engines.values():
            open_engines.enter_context(_finished(engine))
        while rows:
            numbers = sorted({row.item_number for row in rows})
            _put(engines, numbers, analyse_all)
            for engine in engines.values():
                engine.commit()
            # Only now: a writer that is killed before this line does the batch again.
            Outbox.objects.filter(pk__in=[row.pk for row in rows]).delete()
            indexed += len(numbers)
            rows = Outbox.objects.oldest(documents.BATCH)
    for name, engine in engines.items():
        _remember(name, engine)
    return indexed


def _put(engines: dict[str, Engine], numbers: list[int], analyse_all: Analysts) -> None:
    """Bring the documents of these records up to date in each index, a chunk at a time."""
    for start in range(0, len(numbers), documents.CHUNK):
        chunk = numbers[start : start + documents.CHUNK]
        found = documents.documents_of(chunk, analyse_all)
        for name, engine in engines.items():
            engine.delete(set(chunk) - {document.number for document in found[name]})
            engine.write(found[name])


def _rebuild(names: list[str]) -> None:
    if not names:
        return
    try:
        started = {name: IndexFolder(name).start() for name in names}
        _fill({name: engine for name, (_generation, engine) in started.items()})
        for name, (generation, engine) in started.items():
            IndexFolder(name).make_current(generation)
            _remember(name, engine)
    except BaseException:
        # Half an index takes room and serves nobody.
        for name in names:
            IndexFolder(name).sweep()
        raise


def _fill(engines: dict[str, Engine]) -> None:
    """Put everything that is indexed into new, empty indexes."""
    with ExitStack() as open_engines, Analysts() as analyse_all:
        for engine in engines.values():
            open_engines.enter_context(_finished(engine))
        for numbers in documents.batches():
            _put(engines, numbers, analyse_all)
        for engine in engines.values():
            engine.commit()


def _difference(engine: Engine, wanted: dict[int, int]) -> Difference:
    held = engine.fingerprints()
    return Difference(
        missing=wanted.keys() - held.keys(),
        stale={number for number in wanted.keys() & held.keys() if wanted[number] != held[number]},
        surplus=held.keys() - wanted.keys(),
    )


def _known_state(name: str) -> str:
    return IndexState.objects.filter(name=name).values_list("state", flat=True).first() or ""


def _remember(name: str, engine: Engine) -> None:
    with transaction.atomic():
        IndexState.objects.update_or_create(name=name, defaults={"state": engine.state()})


@contextmanager
def _finished(engine: Engine) -> Iterator[None]:
    try:
        yield
    except BaseException:
        # What went wrong first is told.
        with suppress(Unwritable):
            engine.close()
        raise
    engine.close()
