"""A worker beside a long command: on the second core it indexes what the command has written so far."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from panya.shared.search.writer import is_busy


@contextmanager
def worker_beside() -> Iterator[None]:
    """While this lasts a worker runs, unless one is at it already; it ends with the command, also with a killed one."""
    if is_busy():
        yield
        return
    command = [sys.executable, "-m", "panya.site.cli", "worker", "--supervised-by", str(os.getpid())]
    worker = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own
    try:
        yield
    finally:
        worker.terminate()
        worker.wait()
