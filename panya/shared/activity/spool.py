"""Reads are noted without writing to the database: each process appends to its own spool file,
the worker folds the files into day counts."""

import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from io import FileIO
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from panya.base.core.clock import today
from panya.shared.activity.models import FoldedSpool, MonthReader, Read, RecentRead
from panya.shared.activity.visits import guest_key, is_read, person_key
from panya.shared.content.models import Item
from panya.shared.people.models import Unit, User
from panya.shared.people.permissions import Reader
from panya.shared.people.queries import unit_of

# A process starts a new file each hour, so that folded ones can be deleted.
_ROTATE_AFTER = 3600
REPEAT = timedelta(minutes=30)
_Key = tuple[int, date, int | None]


@dataclass(frozen=True)
class _Line:
    """One look as its process wrote it."""

    item: int
    day: date
    reader: int | None
    # Empty in the lines of an older Panya, which count as they stand.
    key: str = ""
    at: datetime | None = None


def seen(item: Item, reader: Reader, request: HttpRequest) -> None:
    """Note that a person read an item; neither robots nor readings of one's own writing count.

    Of a guest only a key of the day is written, neither address nor browser.
    """
    if (isinstance(reader, User) and reader.pk in {item.author_id, item.owner_id}) or not is_read(request):
        return
    day = today().isoformat()
    key = person_key(reader.pk, day) if isinstance(reader, User) else guest_key(request, day)
    line = json.dumps({"item": item.pk, "day": day, "reader": reader.pk, "key": key, "at": round(time.time())})
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
    lines = _without_repeats(list(_lines(complete)))
    counts = _by_unit(Counter((line.item, line.day, line.reader) for line in lines))
    _add(counts)
    _note_month_readers(lines)
    position.offset += len(complete) + 1
    position.save(update_fields=["offset"])
    return sum(counts.values())


def _lines(lines: bytes) -> Iterator[_Line]:
    for line in lines.splitlines():
        try:
            row = json.loads(line)
            at = datetime.fromtimestamp(row["at"], UTC) if "at" in row else None
            yield _Line(int(row["item"]), date.fromisoformat(row["day"]), row["reader"], row.get("key", ""), at)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError):
            continue  # A line torn by a power cut: one read is lost, the rest counts.


def _without_repeats(lines: list[_Line]) -> list[_Line]:
    """The lines that are no repeat of a counted read of the same reader within 30 minutes."""
    items = set(Item.objects.filter(pk__in={line.item for line in lines}).values_list("pk", flat=True))
    lines = [line for line in lines if line.item in items]
    keys = {line.key for line in lines if line.key}
    known = RecentRead.objects.filter(item__in=items, key__in=keys).values_list("item", "key", "at")
    last = {(item, key): at for item, key, at in known}
    counted, new = [], {}
    for line in lines:
        if line.at is None or not line.key:
            counted.append(line)
            continue
        before = last.get((line.item, line.key))
        # Files of two processes are folded one after the other: the earlier read may come later.
        if before is None or abs(line.at - before) >= REPEAT:
            counted.append(line)
            last[line.item, line.key] = new[line.item, line.key] = max(line.at, before or line.at)
    rows = [RecentRead(item_id=item, key=key, at=at) for (item, key), at in new.items()]
    RecentRead.objects.bulk_create(rows, update_conflicts=True, unique_fields=["item", "key"], update_fields=["at"])
    return counted


def _note_month_readers(lines: list[_Line]) -> None:
    """Which of the staff read at all in a month, by the unit of the day, under a key that the month forgets."""
    readers = {(line.day, line.reader) for line in lines if line.reader is not None}
    units = {(day, reader): unit_of(reader, day) for day, reader in readers}
    worked_in = Unit.objects.filter(pk__in={unit for unit in units.values() if unit}, is_own=True)
    own = set(worked_in.values_list("pk", flat=True))
    MonthReader.objects.bulk_create(
        [
            MonthReader(month=day.replace(day=1), key=person_key(reader, f"{day:%Y-%m}"), unit_id=unit)
            for (day, reader), unit in units.items()
            if unit in own and reader is not None
        ],
        ignore_conflicts=True,
    )


def _by_unit(lines: Counter[tuple[int, date, int | None]]) -> Counter[_Key]:
    """The person is forgotten here: what is kept is the unit in which the person worked on that day."""
    counts: Counter[_Key] = Counter()
    units = {(day, reader): unit_of(reader, day) for day, reader in {(day, reader) for _item, day, reader in lines}}
    for (item, day, reader), count in lines.items():
        counts[item, day, units[day, reader]] += count
    return counts


def _add(counts: Counter[_Key]) -> None:
    for (item, day, unit), count in counts.items():
        row, _created = Read.objects.get_or_create(item_id=item, day=day, unit_id=unit)
        Read.objects.filter(pk=row.pk).update(count=F("count") + count)
        Item.objects.filter(pk=item).update(read_count=F("read_count") + count)


def _delete_when_old(path: Path, position: FoldedSpool) -> None:
    hour = int(path.name.split("-", 1)[0])
    if int(time.time()) // _ROTATE_AFTER - hour >= 2 and path.stat().st_size == position.offset:
        path.unlink()
        position.delete()
