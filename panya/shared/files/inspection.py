"""Asks a child process with hard limits what a file is: a decoder that breaks takes nothing else with it."""

import json
import logging
import shlex
import subprocess
import sys
from pathlib import Path

from panya.base.core import environment
from panya.base.core.errors import Refused
from panya.shared.files.inspecting.verdict import Verdict
from panya.shared.files.reasons import REASONS

_log = logging.getLogger(__name__)
_SECONDS = 20
_SCAN_SECONDS = 60


def inspect(path: Path, name: str, folder: Path) -> Verdict:
    """What the file is, with its picture written anew into `folder`; Refused says why it is not taken."""
    command = [sys.executable, "-I", "-m", "panya.shared.files.inspecting", str(path), name, str(folder)]
    said = _asked(command)
    if reason := said.get("reason"):
        raise Refused(REASONS.get(reason, REASONS["unknown"]))
    scan(path)
    return Verdict(**said)


def scan(path: Path) -> None:
    """Have the scanner of the site look at the file (PANYA_VIRUS_SCANNER); no answer means no file."""
    command = environment.VIRUS_SCANNER.value()
    if not command:
        return
    try:
        done = subprocess.run(  # noqa: S603 - the administrator's own command
            [*shlex.split(command), str(path)], capture_output=True, timeout=_SCAN_SECONDS, check=False
        )
        status = done.returncode
    except (OSError, subprocess.SubprocessError):
        _log.exception("the virus scanner could not be run")
        status = -1
    if status != 0:
        raise Refused(REASONS["virus" if status == 1 else "scan_failed"])


def _asked(command: list[str]) -> dict:
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, capture_output=True, timeout=_SECONDS, check=False, env={"PATH": "/usr/bin:/bin"}
        )
        if done.returncode == 0:
            return json.loads(done.stdout)
        _log.warning("inspecting a file ended with %s: %s", done.returncode, done.stderr[-500:])
    except (subprocess.TimeoutExpired, ValueError):
        _log.warning("inspecting a file took too long or said nothing")
    return {"reason": "too_heavy"}
