"""The child process: python -I -m panya.shared.files.reading WHAT …; what it found lies in the folder it was given."""

import contextlib
import ctypes
import json
import os
import resource
import sys
from pathlib import Path

CPU_SECONDS = 10
# One page of letters in a picture takes seconds.
SCAN_SECONDS = 60
MEMORY = 768 * 1024 * 1024
LARGEST_WRITTEN = 64 * 1024 * 1024
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def main() -> None:
    """Limit this process first, then load what reads files."""
    what, arguments = sys.argv[1], sys.argv[2:]
    _leave_network()
    _limit(SCAN_SECONDS if what == "letters" else CPU_SECONDS)
    if what == "letters":
        # The limits stay; tesseract is a program of the system.
        os.execvp("tesseract", ["tesseract", *arguments, "-l", "tha+eng"])  # noqa: S606, S607
    from panya.shared.files.reading import doors  # noqa: PLC0415 - after the limits
    from panya.shared.files.reading.pages import Unreadable  # noqa: PLC0415

    try:
        said = doors.DOORS[what](*arguments)
    except Unreadable as fault:
        said = {"reason": fault.reason}
    except (MemoryError, RecursionError):
        said = {"reason": "too_heavy"}
    Path(arguments[0], "said.json").write_text(json.dumps(said), encoding="utf-8")


def _leave_network() -> None:
    """Where the system allows it, this process has no network at all from here on."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)


def _limit(seconds: int) -> None:
    for limit, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, LARGEST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        # macOS refuses some of them.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


main()
