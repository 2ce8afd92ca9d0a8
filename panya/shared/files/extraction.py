"""Has a child process with hard limits take the words out of a file; nothing of the file is opened in this process."""

import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from panya.base.thai.text_layer import mend, together
from panya.shared.files import blobs
from panya.shared.files.actions import incoming

_log = logging.getLogger(__name__)
# Raise when words come out otherwise: what older versions read is then read anew, a few files at a time.
READER = 2
PDF = "application/pdf"
OLD_OFFICE = frozenset({"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"})
LETTERS_IN = frozenset({"image/png", "image/jpeg"})
# Time on the clock; the child counts its own time of the processor.
_SECONDS, _LETTERS_SECONDS = 20, 90
# All of a file together: whatever one file is made of, the others wait no longer.
WHOLE_SECONDS = 900
# So many pages are drawn, and letters sought in so many: a scanned book would take hours.
MOST_DRAWN, MOST_SCANNED = 300, 60
_DRAWN_AT_ONCE = 20
# Layouts as tesseract numbers them.
_WHOLE_PAGE, _ONE_LINE = "3", "7"
# What has fewer letters holds a page number or a stamp, not its text.
_FEW_LETTERS = 12
# No page of anything is smaller.
_SMALLEST_SIDE = 200


@dataclass
class Page:
    """One page as it was read."""

    text: str = ""
    picture: str = ""
    from_picture: bool = False


@dataclass
class Outcome:
    """The pages of a file, and why there are none or not all."""

    pages: list[Page] = field(default_factory=list)
    reason: str = ""


def read_file(path: Path, media_type: str, size: tuple[int, int] = (0, 0)) -> Outcome:
    """The words of a file, page by page."""
    if media_type in OLD_OFFICE:
        return Outcome(reason="old_office")
    if not path.is_file():
        return Outcome(reason="missing")
    until = time.monotonic() + WHOLE_SECONDS
    with tempfile.TemporaryDirectory(dir=incoming()) as made:
        folder = Path(made)
        if media_type.startswith("image/"):
            return _read_picture(folder, path, media_type, size)
        said = _asked(folder, "read", str(path), media_type)
        if reason := said.get("reason"):
            return Outcome(reason=reason)
        outcome = Outcome([Page(text) for text in json.loads((folder / "pages.json").read_text(encoding="utf-8"))])
        if media_type == PDF:
            _draw(folder, path, outcome, until)
            _read_scans(folder, path, outcome, until)
    if not outcome.reason and not any(page.text for page in outcome.pages):
        outcome.reason = "no_letters"
    return outcome


def can_read_pictures() -> bool:
    """Whether tesseract and its Thai are installed, now: it may come while the site runs."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    done = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    return {"tha", "eng"} <= set(done.stdout.split())


def _read_picture(folder: Path, path: Path, media_type: str, size: tuple[int, int]) -> Outcome:
    if media_type not in LETTERS_IN:
        return Outcome(reason="kind")
    if min(size) < _SMALLEST_SIDE:
        return Outcome(reason="small_picture")
    if not can_read_pictures():
        return Outcome(reason="no_reader")
    said = _asked(folder, "prepare", str(path))
    if reason := said.get("reason"):
        return Outcome(reason=reason)
    text = _letters(folder, said.get("lines", 0))
    if text is None:
        return Outcome(reason="too_heavy")
    return Outcome([Page(text, from_picture=True)]) if text else Outcome(reason="no_letters")


def _draw(folder: Path, path: Path, outcome: Outcome, until: float) -> None:
    """The look of the pages; one that cannot be drawn has none."""
    last = min(len(outcome.pages), MOST_DRAWN)
    for first in range(1, last + 1, _DRAWN_AT_ONCE):
        said = _asked(folder, "draw", str(path), str(first), str(min(first + _DRAWN_AT_ONCE - 1, last)))
        for number in range(first, min(first + _DRAWN_AT_ONCE, last + 1)):
            drawn = folder / f"page-{number}"
            if drawn.is_file() and not said.get("reason"):
                outcome.pages[number - 1].picture = blobs.keep(drawn)
            drawn.unlink(missing_ok=True)
        if said.get("reason") or time.monotonic() > until:
            # The others would cost as much.
            return


def _read_scans(folder: Path, path: Path, outcome: Outcome, until: float) -> None:
    """Seek letters in the pages that have no text of their own."""
    scans = [(n, page) for n, page in enumerate(outcome.pages, start=1) if len(page.text.strip()) < _FEW_LETTERS]
    if not scans:
        return
    if not can_read_pictures():
        outcome.reason = "some_no_reader" if len(scans) < len(outcome.pages) else "no_reader"
        return
    for number, page in scans[:MOST_SCANNED]:
        if time.monotonic() > until:
            outcome.reason = "some_unread"
            return
        said = _asked(folder, "scan", str(path), str(number))
        text = None if said.get("reason") else _letters(folder, said.get("lines", 0))
        if text is None:
            outcome.reason = "some_unread"
        elif len(text) > len(page.text):
            page.text, page.from_picture = text, True
    if len(scans) > MOST_SCANNED:
        outcome.reason = "some_unread"


def _letters(folder: Path, lines: int) -> str | None:
    """What tesseract reads in a page, by lines where it has plain ones; None where it gave up."""
    given, layout = ("lines", _ONE_LINE) if lines else ("page", _WHOLE_PAGE)
    try:
        done = _run(["letters", str(folder / given), str(folder / "letters"), "--psm", layout], _LETTERS_SECONDS)
        if done.returncode:
            _log.warning("reading letters ended with %s: %s", done.returncode, done.stderr[-300:])
            return None
        found = (folder / "letters.txt").read_text(encoding="utf-8", errors="replace")
    except (subprocess.TimeoutExpired, OSError):
        return None
    return "\n".join(line for line in map(together, mend(found).splitlines()) if line)


def _asked(folder: Path, what: str, *arguments: str) -> dict[str, Any]:
    said = folder / "said.json"
    said.unlink(missing_ok=True)
    try:
        done = _run([what, str(folder), *arguments], _SECONDS)
        if done.returncode == 0 and said.is_file():
            return json.loads(said.read_text(encoding="utf-8"))
        _log.warning("reading a file ended with %s: %s", done.returncode, done.stderr[-500:])
    except (subprocess.TimeoutExpired, ValueError):
        _log.warning("reading a file took too long or said nothing")
    return {"reason": "too_heavy"}


def _run(arguments: list[str], seconds: int) -> subprocess.CompletedProcess[bytes]:
    # Nothing of the site's settings is told to the child.
    environment = {"PATH": os.environ.get("PATH", os.defpath), "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
    if prefix := os.environ.get("TESSDATA_PREFIX"):
        environment["TESSDATA_PREFIX"] = prefix
    command = [sys.executable, "-I", "-m", "panya.shared.files.reading", *arguments]
    return subprocess.run(command, capture_output=True, timeout=seconds, check=False, env=environment)  # noqa: S603
