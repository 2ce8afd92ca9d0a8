"""Reads are noted without writing to the database: each process appends to its own spool file,
the worker folds the files into day counts."""

import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from io import FileIO
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from panya.base.core.clock import today
from panya.shared.activity.models import FoldedSpool, Read
from panya.shared.content.models import Item
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader
from panya.shared.people.queries import unit_of

# A process starts a new file each hour, so that folded ones can be deleted.
_ROTATE_AFTER = 3600
_Line = tuple[int, date, int | None]
_Key = tuple[int, date, int | None]


def seen(item: Item, reader: Reader) -> None:
    """Note that a person read an item; readings of one's own writing do not count."""
    if isinstance(reader, User) and reader.pk in {item.author_id, item.owner_id}:
        return
    line = json.dumps({"item": item.pk, "day": today().isoformat(), "reader": reader.pk})
    # Unbuffered and appending: one line is one write, also when several threads read at once.
    _own_file(int(time.time()) // _ROTATE_AFTER, os.getpid()).write(f"{line}\n".encode())


def fold() -> int:
    """Add the new lines of every spool file to the counts; safe to run twice and when killed."""
    return sum(_fold_file(path) for path in sorted(_folder().glob("*.jsonl")))


def _folder() -> Path:
    folder = Path(settings.PANYA_HOME) / "spool"
    folder.mkdir(exist_ok=True)
    return folder


@lru_cache(maxsize=1)
def _own_file(hour: int, process: int) -> FileIO:
    """This process's file of this hour; the one before closes itself."""
    return FileIO(_folder() / f"{hour}-{process}.jsonl", "ab")


@transaction.atomic
def _fold_file(path: Path) -> int:
    # One transaction holds the counts and how far they reach.
    position, _created = FoldedSpool.objects.select_for_update().get_or_create(name=path.name)
    with path.open("rb") as file:
        file.seek(position.offset)
        # A line without its end is still being written (or was cut by a crash): leave it.
        complete = file.read().rpartition(b"\n")[0]
    if not complete:
        _delete_when_old(path, position)
        return 0
    counts = _by_unit(Counter(_lines(complete)))
    _add(counts)
    position.offset += len(complete) + 1
    position.save(update_fields=["offset"])
    return sum(counts.values())


def _lines(lines: bytes) -> Iterator[_Line]:
    for line in lines.splitlines():
        try:
            row = json.loads(line)
            yield int(row["item"]), date.fromisoformat(row["day"]), row["reader"]
        except (ValueError, KeyError, TypeError):
            continue  # A line torn by a power cut: one read is lost, the rest counts.


def _by_unit(lines: Counter[_Line]) -> Counter[_Key]:
    """The person is forgotten here: what is kept is the unit in which the person worked on that day."""
    counts: Counter[_Key] = Counter()
    units = {(day, reader): unit_of(reader, day) for day, reader in {(day, reader) for _item, day, reader in lines}}
    for (item, day, reader), count in lines.items():
        counts[item, day, units[day, reader]] += count
    return counts


def _add(counts: Counter[_Key]) -> None:
    known = set(Item.objects.filter(pk__in={key[0] for key in counts}).values_list("pk", flat=True))
    for (item, day, unit), count in counts.items():
        if item not in known:
            continue
        row, _created = Read.objects.get_or_create(item_id=item, day=day, unit_id=unit)
        Read.objects.filter(pk=row.pk).update(count=F("count") + count)
        Item.objects.filter(pk=item).update(read_count=F("read_count") + count)


def _delete_when_old(path: Path, position: FoldedSpool) -> None:
    hour = int(path.name.split("-", 1)[0])
    if int(time.time()) // _ROTATE_AFTER - hour >= 2 and path.stat().st_size == position.offset:
        path.unlink()
        position.delete()
