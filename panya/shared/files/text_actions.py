"""Have the words of files taken out: asked for when a file is taken in, done by the worker, safe to do twice."""

import hashlib
import logging

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, QuerySet, When
from django.utils import timezone

from panya.shared.files import blobs, extraction, signals
from panya.shared.files.actions import ask_for_words
from panya.shared.files.extraction import Outcome
from panya.shared.files.models import FilePage, FileReading, StoredFile, TextState

_log = logging.getLogger(__name__)
MOST_TRIES = 3
_AT_ONCE, _A_FEW = 500, 50
# Of these there are no words to be had; all other reasons are failures that somebody may mend.
_NO_WORDS = frozenset({"no_letters", "no_reader", "old_office", "kind", "small_picture"})
# These wait for tesseract.
_NO_READER = frozenset({"no_reader", "some_no_reader"})
# Another try may help: the machine was busy, a later version reads better.
_UNREAD = _NO_READER | {"some_unread", "too_heavy", "missing"}


def ask_for_unasked() -> int:
    """Have those read that came before there was reading, or past it; how many."""
    known = FileReading.objects.filter(sha256=OuterRef("sha256"))
    files = list(StoredFile.objects.filter(~Exists(known)).order_by("pk")[:_AT_ONCE])
    for file in files:
        ask_for_words(file)
    return len(files)


def waits() -> bool:
    return FileReading.objects.filter(state=TextState.WAITING).exists()


def read_waiting(limit: int = 1000) -> int:
    """Read what waits, first what has no words yet, then the oldest; how many were done."""
    count = 0
    for _turn in range(limit):
        waiting = FileReading.objects.filter(state=TextState.WAITING)
        reading = waiting.order_by(Case(When(text_hash="", then=0), default=1), "asked_at", "pk").first()
        if reading is None:
            break
        _read(reading)
        count += 1
    return count


def lacking_reader() -> int:
    """How many files wait for somebody to install tesseract."""
    return _readings_that_ended().filter(reason__in=_NO_READER).count()


def read_with_new_reader() -> int:
    """Have those read that lacked tesseract, once it is there; how many."""
    if not lacking_reader() or not extraction.can_read_pictures():
        return 0
    return _ask_again(_readings_that_ended().filter(reason__in=_NO_READER))


def read_by_older() -> QuerySet[FileReading]:
    """What an older version of the program read."""
    return FileReading.objects.filter(reader__lt=extraction.READER)


def read_with_newer_version() -> int:
    """Have some of those read anew that an older version read, when nothing else waits; how many."""
    if waits():
        return 0
    older = read_by_older()
    if not older.exists():
        return 0
    if not extraction.can_read_pictures():
        # Their words would be lost.
        older = older.exclude(pages__from_picture=True)
    some = list(older.order_by("asked_at", "pk").values_list("pk", flat=True)[:_A_FEW])
    return _ask_again(FileReading.objects.filter(pk__in=some))


def read_again(*, everything: bool = False) -> int:
    """Have those read anew that could not be read whole, or all; how many. Their old words are found meanwhile."""
    again = _readings_that_ended()
    return _ask_again(again if everything else again.filter(reason__in=_UNREAD))


def _readings_that_ended() -> QuerySet[FileReading]:
    return FileReading.objects.exclude(state=TextState.WAITING)


def _ask_again(readings: QuerySet[FileReading]) -> int:
    return readings.update(state=TextState.WAITING, tries=0, asked_at=timezone.now())


def forget_unnamed() -> int:
    """Words of bytes that no file has any more go with them."""
    named = StoredFile.objects.filter(sha256=OuterRef("sha256"))
    count, _rows = FileReading.objects.filter(~Exists(named)).delete()
    return count


def _read(reading: FileReading) -> None:
    # Counted before the attempt: what kills the worker three times is not tried again.
    FileReading.objects.filter(pk=reading.pk).update(tries=F("tries") + 1)
    if reading.tries >= MOST_TRIES:
        _keep(reading, Outcome(reason="too_heavy"))
        return
    file = StoredFile.objects.filter(sha256=reading.sha256).first()
    size = (file.width, file.height) if file else (0, 0)
    try:
        outcome = extraction.read_file(blobs.path_of(reading.sha256), reading.media_type, size)
    except Exception:
        # Also what nobody thought of must end in a state that people see.
        _log.exception("reading %s failed", reading.sha256)
        if reading.tries + 1 < MOST_TRIES:
            return
        outcome = Outcome(reason="too_heavy")
    _keep(reading, outcome)


@transaction.atomic
def _keep(reading: FileReading, outcome: Outcome) -> None:
    """Put the words in the place of those of before, and tell who indexes them."""
    found = FileReading.objects.select_for_update(of=("self",)).filter(pk=reading.pk).first()
    if found is None:
        # The file was thrown away meanwhile.
        return
    found.reader = extraction.READER
    if found.text_hash and outcome.reason in _UNREAD and _state_of(outcome) != TextState.READ:
        # Read before and not this time: a busy machine is no reason to find it no more.
        found.state = TextState.READ
        found.save()
        return
    found.pages.all().delete()
    FilePage.objects.bulk_create(
        [
            FilePage(
                reading=found,
                number=number,
                text=page.text,
                picture_sha256=page.picture,
                from_picture=page.from_picture,
            )
            for number, page in enumerate(outcome.pages, start=1)
        ],
        batch_size=100,
    )
    before = found.text_hash
    found.state, found.reason = _state_of(outcome), outcome.reason
    found.pages_count, found.read_at = len(outcome.pages), timezone.now()
    found.text_hash = _hash(outcome) if found.state == TextState.READ else ""
    found.save()
    if found.text_hash != before:
        signals.text_changed.send(FileReading, sha256=found.sha256)


def _state_of(outcome: Outcome) -> TextState:
    if any(page.text for page in outcome.pages):
        return TextState.READ
    return TextState.NONE if outcome.reason in _NO_WORDS else TextState.FAILED


def _hash(outcome: Outcome) -> str:
    return hashlib.sha256("\f".join(page.text for page in outcome.pages).encode()).hexdigest()
