"""When a sign-in was last used, to the hour: a page notes it in a spool file, at most once an hour for each browser."""

import logging
import os
import time
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from panya.shared.people.models import SignIn

_HOUR = 3600
_MOST_REMEMBERED = 20_000
_log = logging.getLogger(__name__)
# Only saves writing the same line again; a process that knows nothing writes one line too many.
_noted: dict[int, int] = {}


def note_seen(sign_in: int | None) -> None:
    """Note that this browser (the id of its sign-in) asked for a page in this hour."""
    if sign_in is None:
        return
    hour = int(time.time()) // _HOUR
    if _noted.get(sign_in) == hour:
        return
    if len(_noted) >= _MOST_REMEMBERED:
        _noted.clear()
    _noted[sign_in] = hour
    try:
        with (_folder() / f"{hour}-{os.getpid()}.txt").open("ab", buffering=0) as file:
            file.write(f"{sign_in}\n".encode())
    except OSError:
        # A page is worth more than the hour of its reading.
        _log.exception("cannot note when a sign-in was last used")


def fold_seen() -> int:
    """Bring the noted hours to the sign-ins; gives how many changed. Safe to run twice and when killed."""
    seen: dict[int, int] = {}
    over: list[Path] = []
    for path in sorted(_folder().glob("*.txt")):
        hour = int(path.name.partition("-")[0])
        for line in path.read_bytes().split():
            if line.isdigit() and len(line) < 19:
                seen[int(line)] = max(hour, seen.get(int(line), 0))
        if hour < int(time.time()) // _HOUR - 1:
            over.append(path)
    changed = sum(_bring(list(seen)[start : start + 500], seen) for start in range(0, len(seen), 500))
    for path in over:
        path.unlink(missing_ok=True)
    return changed


def _bring(ids: list[int], seen: dict[int, int]) -> int:
    changed = []
    for sign_in in SignIn.objects.filter(pk__in=ids):
        at = datetime.fromtimestamp(seen[sign_in.pk] * _HOUR, UTC)
        if sign_in.seen_at < at:
            sign_in.seen_at = at
            changed.append(sign_in)
    SignIn.objects.bulk_update(changed, ["seen_at"])
    return len(changed)


def _folder() -> Path:
    folder = Path(settings.PANYA_HOME) / "spool" / "sign-ins"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
