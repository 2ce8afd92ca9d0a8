"""The bytes of files, by their hash: PANYA_HOME/files/ab/abcd…; written whole or not at all, once."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from django.conf import settings

from panya.base.core.atomic_write import atomic_write, sync_folder
from panya.base.core.backup import hash_file
from panya.base.core.locks import file_lock

_WAIT_SECONDS = 30


def folder() -> Path:
    return Path(settings.PANYA_HOME) / "files"


def path_of(sha256: str) -> Path:
    return folder() / sha256[:2] / sha256


def keep(source: Path) -> str:
    """Store these bytes and give their hash; bytes that lie there already are not written twice."""
    sha256 = hash_file(source)
    target = path_of(sha256)
    with _alone():
        if target.is_file() and target.stat().st_size == source.stat().st_size:
            # Young again: whoever clears away what nobody names must not take it from us.
            os.utime(target)
            return sha256
        if not target.parent.is_dir():
            target.parent.mkdir(parents=True, exist_ok=True)
            sync_folder(folder())
        with source.open("rb") as given, atomic_write(target) as file:
            shutil.copyfileobj(given, file)
    return sha256


def unnamed(named: set[str], *, older_than: float) -> Iterator[Path]:
    """Blobs and left-over parts that no row names and that have lain for so many seconds."""
    limit = time.time() - older_than
    for path in list(folder().rglob("*")) if folder().is_dir() else []:
        if path.is_file() and path.name not in named and path.stat().st_mtime < limit:
            yield path


def clear(named: set[str], *, older_than: float) -> int:
    """Remove what `unnamed` finds; the number of files that went."""
    count = 0
    with _alone():
        for path in unnamed(named, older_than=older_than):
            path.unlink(missing_ok=True)
            count += 1
    return count


def touch(sha256: str) -> None:
    """From now on this blob has lain there for no time at all: a backup that began before still finds it."""
    if path_of(sha256).is_file():
        os.utime(path_of(sha256), (time.time(),) * 2)


def _alone() -> AbstractContextManager[None]:
    """Storing and clearing away never meet."""
    return file_lock(Path(settings.PANYA_HOME) / "files.lock", wait=_WAIT_SECONDS)
