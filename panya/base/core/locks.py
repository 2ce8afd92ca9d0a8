"""Two kinds of lock: one for a database transaction, one for the processes of this machine."""

import fcntl
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

_POLL_SECONDS = 0.05


class LockBusy(Exception):
    """Another process holds the lock; nothing was done."""


@contextmanager
def transaction_lock(name: str) -> Iterator[None]:
    """One transaction that only one process at a time can be in, for each name."""
    with transaction.atomic():
        # SQLite needs nothing more: transactions begin IMMEDIATE, so this is the only writer.
        if connection.vendor == "postgresql":
            key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
        yield


@contextmanager
def file_lock(path: Path, *, wait: float = 0) -> Iterator[None]:
    """Hold the lock file while the block runs; a killed process frees it; LockBusy after `wait` seconds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    give_up = time.monotonic() + wait
    with path.open("a") as file:
        while not _lock(file.fileno()):
            if time.monotonic() >= give_up:
                raise LockBusy(path.name)
            time.sleep(_POLL_SECONDS)
        yield


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
