"""What a GET must note: each process appends lines to its own file of the hour, the worker takes the files in."""

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import FileIO
from pathlib import Path
from typing import Any

from django.conf import settings

_ROTATE_AFTER = 3600
# Some twenty thousand searches: more than an office types in an hour.
_LARGEST = 8 * 1024 * 1024


@dataclass(frozen=True)
class Spool:
    """One folder of such files."""

    name: str

    @property
    def folder(self) -> Path:
        folder = Path(settings.PANYA_HOME) / "spool" / self.name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def write(self, line: dict[str, Any]) -> None:
        """Unbuffered and appending: one line is one write, also when several threads note at once."""
        hour = int(time.time()) // _ROTATE_AFTER
        file = own_file(self.folder / f"{hour}-{os.getpid()}.jsonl")
        # Notes may be lost, the disk and the worker's time may not.
        if os.fstat(file.fileno()).st_size < _LARGEST:
            file.write(f"{json.dumps(line)}\n".encode())

    def fold(self, take: Callable[[Iterable[dict[str, Any]]], None]) -> None:
        """Give the lines of every file to `take`, which must bear to see a line twice."""
        for path in sorted(self.folder.glob("*.jsonl")):
            take(_lines(path))
            # Nobody writes any more into the file of an hour that is long over.
            if int(time.time()) // _ROTATE_AFTER - int(path.name.split("-", 1)[0]) >= 2:
                path.unlink()


@lru_cache(maxsize=16)
def own_file(path: Path) -> FileIO:
    """The file of this process and hour; one that is asked for no more closes itself."""
    return FileIO(path, "ab")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    # A line without its end is still being written (or was cut by a crash): it comes with the next look.
    for line in path.read_bytes().rpartition(b"\n")[0].splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            yield row
