"""Keep processes alive: start them, start them again when they die, and never outlive the one who asked."""

import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_log = logging.getLogger(__name__)

_DRAIN_SECONDS = 10.0
_FIRST_WAIT = 0.2
_LONGEST_WAIT = 5.0
_LIVED_WELL_SECONDS = 30.0
_POLL_SECONDS = 0.1
_WRONG_USAGE = 2
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process to keep alive; a child that keeps dying is started less and less often."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    start_at: float = 0.0
    wait: float = field(default=_FIRST_WAIT)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the supervisor only, and the whole group can be ended at once.
        self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603 - our own command
        self.started = time.monotonic()

    def note_end(self, code: int) -> None:
        lived = time.monotonic() - self.started
        self.wait = _FIRST_WAIT if lived >= _LIVED_WELL_SECONDS else min(self.wait * 2, _LONGEST_WAIT)
        self.start_at = time.monotonic() + self.wait
        _log.warning("%s ended with %s after %.1f s; it starts again in %.1f s", self.name, code, lived, self.wait)
        self.signal(signal.SIGKILL)
        self.process = None

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process and all that it started."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, number)
        except (ProcessLookupError, PermissionError):
            # macOS answers PermissionError for a group whose members have all ended.
            return


class Supervisor:
    """Runs its children until SIGTERM or SIGINT, then lets them finish for at most `drain` seconds."""

    def __init__(
        self, children: Sequence[Child], *, each_round: Callable[[], None], drain: float = _DRAIN_SECONDS
    ) -> None:
        self._children = children
        self._each_round = each_round
        self._drain = drain
        self._stop = threading.Event()

    def run(self) -> int:
        """Supervise until told to stop; 0, or the exit status of a child that was started wrongly."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        try:
            while not self._stop.wait(_POLL_SECONDS):
                for child in self._children:
                    if self._keep_alive(child) == _WRONG_USAGE:
                        return _WRONG_USAGE
                self._each_round()
            return 0
        finally:
            self._end_all()

    def _keep_alive(self, child: Child) -> int | None:
        if child.process is None:
            if time.monotonic() >= child.start_at:
                child.start()
            return None
        code = child.process.poll()
        if code is not None:
            child.note_end(code)
        return code

    def _end_all(self) -> None:
        for child in self._children:
            child.signal(signal.SIGTERM)
        give_up = time.monotonic() + self._drain
        for child in self._children:
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.0, give_up - time.monotonic()))
            except subprocess.TimeoutExpired:
                _log.warning("%s did not finish in %s s and is killed", child.name, self._drain)
            child.signal(signal.SIGKILL)
            child.process.wait()


def die_with(parent: int) -> None:
    """End this process when its parent ends, however that happens; at once if the parent is gone already."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    else:
        threading.Thread(target=_watch, args=[parent], daemon=True).start()
    if os.getppid() != parent:
        os._exit(1)


def port_fault(host: str, port: int) -> str:
    """Why nothing can listen on this port, or '' where it is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # A connection that ended a minute ago does not make the port busy.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror or str(error)
    return ""


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
