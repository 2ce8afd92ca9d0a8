"""The supervisor: a killed child is back, and no child outlives its supervisor."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from panya.base.core.supervisor import port_fault

# A child writes its process id, then sleeps; on SIGTERM it says that it finished, unless it is stubborn.
CHILD = """
import os, signal, sys, time
from pathlib import Path
from panya.base.core.supervisor import die_with
folder, stubborn, supervisor = Path(sys.argv[1]), sys.argv[2] == "stubborn", int(sys.argv[3])
def finish(*_):
    (folder / "finished").write_text("yes")
    if not stubborn:
        sys.exit(0)
signal.signal(signal.SIGTERM, finish)
die_with(supervisor)
(folder / "pids").open("a").write(f"{os.getpid()}\\n")
while True:
    time.sleep(1)
"""
SUPERVISE = """
import os, sys
from panya.base.core.supervisor import Child, Supervisor
command = [part.replace("SUPERVISOR", str(os.getpid())) for part in sys.argv[1:]]
sys.exit(Supervisor([Child("child", command)], each_round=lambda: None, drain=1).run())
"""


def wait_for(condition, seconds: float = 10):
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


def pids(folder: Path) -> list[int]:
    file = folder / "pids"
    return [int(line) for line in file.read_text().splitlines()] if file.exists() else []


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@contextmanager
def supervised(folder: Path, kind: str = "gentle", command: list[str] | None = None):
    child = command or [sys.executable, "-c", CHILD, str(folder), kind, "SUPERVISOR"]
    process = subprocess.Popen([sys.executable, "-c", SUPERVISE, *child])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_killed_child_is_back_within_two_seconds(tmp_path):
    with supervised(tmp_path):
        first = wait_for(lambda: pids(tmp_path))[0]
        os.kill(first, signal.SIGKILL)

        second = wait_for(lambda: pids(tmp_path)[1:], seconds=2)[0]

        assert second != first
        assert lives(second)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_children_die_with_a_supervisor_that_is_killed(tmp_path):
    with supervised(tmp_path) as supervisor:
        child = wait_for(lambda: pids(tmp_path))[0]
        supervisor.kill()

        wait_for(lambda: not lives(child), seconds=2)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_supervisor_told_to_stop_lets_its_children_finish(tmp_path, number):
    with supervised(tmp_path) as supervisor:
        child = wait_for(lambda: pids(tmp_path))[0]
        supervisor.send_signal(number)

        assert supervisor.wait(5) == 0
        assert (tmp_path / "finished").exists()
        assert not lives(child)


def test_a_child_that_will_not_finish_is_killed_after_the_drain(tmp_path):
    with supervised(tmp_path, "stubborn") as supervisor:
        child = wait_for(lambda: pids(tmp_path))[0]
        supervisor.terminate()

        assert supervisor.wait(5) == 0
        assert not lives(child)


def test_a_child_that_was_started_wrongly_ends_the_supervisor_with_status_2(tmp_path):
    with supervised(tmp_path, command=[sys.executable, "-c", "raise SystemExit(2)"]) as supervisor:
        assert supervisor.wait(10) == 2


def test_a_child_that_keeps_dying_is_started_less_and_less_often(tmp_path):
    starts = tmp_path / "starts"
    with supervised(tmp_path, command=["/bin/sh", "-c", f"echo x >> {starts}"]):
        time.sleep(3)

    # 0, then about 0.4, 1.2 and 2.8 s after the one before it.
    assert 2 <= len(starts.read_text().split()) <= 5


def test_a_busy_port_is_found_and_a_free_one_is_not():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]

        assert port_fault("127.0.0.1", port)
    assert port_fault("127.0.0.1", port) == ""
