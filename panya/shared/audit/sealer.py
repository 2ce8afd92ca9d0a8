"""The chain over the audit entries: one sealer numbers and hashes them, anyone can verify."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from os import SEEK_END
from pathlib import Path

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.atomic_write import append_durably
from panya.base.core.locks import transaction_lock
from panya.shared.audit.models import AuditEntry

_BATCH = 2000
# The last lines of the log of heads stand in so many bytes.
_TAIL = 4096
_OLDEST_UNSEALED = timedelta(seconds=60)
_SEALED_FIELDS = ("actor_id", "actor_name", "verb", "object_kind", "object_id", "before", "after", "reason", "address")


@dataclass(frozen=True)
class Verdict:
    """What verifying found: how many entries are sealed, and each fault in words."""

    sealed: int
    faults: list[str]

    @property
    def ok(self) -> bool:
        return not self.faults


def seal() -> int:
    """Number and chain every entry not yet sealed and return how many; only one process does so at a time."""
    sealed = 0
    while AuditEntry.objects.unsealed().exists():
        sealed += _seal_batch()
    return sealed


def verify() -> Verdict:
    """Recompute the chain: a changed or removed row, a cut tail and a sleeping sealer all show."""
    faults: list[str] = []
    sealed = _verify_chain(faults)
    oldest = AuditEntry.objects.unsealed().order_by("at").values_list("at", flat=True).first()
    if oldest and timezone.now() - oldest >= _OLDEST_UNSEALED:
        faults.append(_("มีรายการรอผนึกตั้งแต่ %(time)s") % {"time": oldest.isoformat(timespec="seconds")})
    return Verdict(sealed, faults)


def faults_of(entry: AuditEntry) -> list[str]:
    """What is wrong with one sealed entry and its place between the two beside it."""
    if entry.sequence is None:
        return []
    faults, number = [], entry.sequence
    if entry.hash != _digest(entry, number, entry.previous_hash):
        faults.append(_("รายการที่ %(number)s ถูกแก้ไขหลังผนึกแล้ว") % {"number": number})
    beside = {found.sequence: found for found in AuditEntry.objects.filter(sequence__in=(number - 1, number + 1))}
    before, after = beside.get(number - 1), beside.get(number + 1)
    if before is None and number > 1:
        faults.append(_missing(number - 1, number - 1))
    if entry.previous_hash != (before.hash if before else "") and (before or number == 1):
        faults.append(_("รายการที่ %(number)s ไม่ต่อจากรายการก่อนหน้า") % {"number": number})
    if after is None and (head := _last_head()) and head[0] > number:
        faults.append(_missing(number + 1, number + 1))
    if after and after.previous_hash != entry.hash:
        faults.append(_("รายการที่ %(number)s ไม่ต่อจากรายการก่อนหน้า") % {"number": number + 1})
    return faults


@dataclass(frozen=True)
class State:
    """Where the chain stands: its head, when it was last sealed, and since when an entry waits."""

    number: int
    hash: str
    sealed_at: datetime | None
    waiting_since: datetime | None

    @property
    def waits_too_long(self) -> bool:
        return self.waiting_since is not None and timezone.now() - self.waiting_since >= _OLDEST_UNSEALED


def state() -> State:
    """The head of the chain as the database has it; its time stands in the log of heads only."""
    head = AuditEntry.objects.sealed().order_by("-sequence").first()
    waiting = AuditEntry.objects.unsealed().order_by("at").values_list("at", flat=True).first()
    written = _last_head()
    sealed_at = written[2] if written and head else None
    return State(head.sequence or 0 if head else 0, head.hash if head else "", sealed_at, waiting)


def heads_file() -> Path:
    """Where every head of the chain is written down, apart from the database."""
    return Path(settings.PANYA_HOME) / "logs" / "audit-heads.log"


def _seal_batch() -> int:
    with transaction_lock("audit.seal"):
        last = AuditEntry.objects.sealed().order_by("-sequence").first()
        sequence, previous = (last.sequence or 0, last.hash) if last else (0, "")
        changes = []
        for entry in AuditEntry.objects.unsealed().order_by("pk")[:_BATCH]:
            sequence += 1
            digest = _digest(entry, sequence, previous)
            changes.append((sequence, previous, digest, entry.pk))
            previous = digest
        _write_seals(changes)
        # After the commit: a head in the log that the database does not hold would look like a cut tail.
        transaction.on_commit(partial(_write_head, sequence, previous))
    return len(changes)


def _write_seals(changes: list[tuple[int, str, str, int]]) -> None:
    """The one place where audit rows change, past the model that refuses it."""
    table = connection.ops.quote_name(AuditEntry._meta.db_table)
    with connection.cursor() as cursor:
        statement = f"UPDATE {table} SET sequence = %s, previous_hash = %s, hash = %s WHERE id = %s"  # noqa: S608
        cursor.executemany(statement, changes)


def _write_head(sequence: int, digest: str) -> None:
    line = {"sequence": sequence, "hash": digest, "at": timezone.now().astimezone(UTC).isoformat()}
    append_durably(heads_file(), json.dumps(line))


def _digest(entry: AuditEntry, sequence: int, previous: str) -> str:
    row = {field: getattr(entry, field) for field in _SEALED_FIELDS}
    row |= {"sequence": sequence, "previous": previous, "at": entry.at.astimezone(UTC).isoformat()}
    text = json.dumps(row, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _verify_chain(faults: list[str]) -> int:
    expected, previous = 0, ""
    heads = _heads()
    head = next(heads, None)
    for entry in AuditEntry.objects.sealed().order_by("sequence").iterator(chunk_size=_BATCH):
        expected += 1
        number = entry.sequence or 0
        if number != expected:
            faults.append(_missing(expected, number - 1))
            expected = number
        elif entry.previous_hash != previous:
            faults.append(_("รายการที่ %(number)s ไม่ต่อจากรายการก่อนหน้า") % {"number": number})
        if entry.hash != _digest(entry, number, entry.previous_hash):
            faults.append(_("รายการที่ %(number)s ถูกแก้ไขหลังผนึกแล้ว") % {"number": number})
        previous = entry.hash
        # Both go up, so one pass over each is enough.
        while head and head[0] <= number:
            if head[0] == number and head[1] != entry.hash:
                faults.append(_("รายการที่ %(number)s ไม่ตรงกับที่จดไว้ในบันทึกหัวโซ่") % {"number": number})
            head = next(heads, None)
    if head:
        faults.append(_missing(expected + 1, max([head, *heads])[0]))
    return expected


def _missing(first: int, last: int) -> str:
    return _("รายการที่ %(first)s ถึง %(last)s หายไป") % {"first": first, "last": last}


def _heads() -> Iterator[tuple[int, str]]:
    """The heads once written, in the order of the chain; a line torn by a power cut is passed over."""
    if not heads_file().exists():
        return
    with heads_file().open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                head = json.loads(line)
                yield int(head["sequence"]), str(head["hash"])
            except (ValueError, KeyError, TypeError):
                continue


def _last_head() -> tuple[int, str, datetime] | None:
    """The head that was written down last, read from the end of the log."""
    if not heads_file().exists():
        return None
    with heads_file().open("rb") as log:
        log.seek(max(log.seek(0, SEEK_END) - _TAIL, 0))
        lines = log.read().decode("utf-8", errors="replace").splitlines()
    for line in reversed(lines):
        try:
            head = json.loads(line)
            return int(head["sequence"]), str(head["hash"]), datetime.fromisoformat(head["at"])
        except (ValueError, KeyError, TypeError):
            continue
    return None
