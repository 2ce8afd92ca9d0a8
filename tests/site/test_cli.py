"""The one command: works in an empty home, answers in one line, ends with the right status."""

import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def site(prepared_site):
    return prepared_site()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status_of(port: int) -> int | None:
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        server.request("GET", "/", headers={"Host": "localhost"})
        return server.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        server.close()


def wait_for(condition, seconds: float):
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")


def family(pid: int) -> dict[int, str]:
    """The running descendants of a process with their command lines."""
    found = {}
    for child in children(pid):
        found[child] = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        found.update(family(child))
    return found


def running(pid: int, command: str) -> set[int]:
    return {child for child, line in family(pid).items() if f"panya.site.cli {command}" in line}


def is_back(pid: int, command: str, killed: set[int]) -> set[int]:
    return running(pid, command) - killed


def children(pid: int) -> list[int]:
    try:
        return [int(number) for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def test_panya_alone_lists_its_commands_with_a_line_each(site):
    result = site.panya()

    assert result.returncode == 0
    listed = re.findall(r"^  (\S+) +\S", result.stdout, re.MULTILINE)
    assert {"run", "web", "worker", "doctor", "backup", "restore"} <= set(listed)
    assert "makemigrations" not in listed


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["run", "--port", "0"], ["run", "--port", "x"], ["backup"], ["doctor", "--nonsense"], ["restore"]],
)
def test_wrong_usage_is_answered_in_one_line_with_status_2(site, arguments):
    result = site.panya(*arguments)

    assert (result.returncode, result.stdout) == (2, "")
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "setting",
    [{"PANYA_DATABASE_URL": "mysql://x/y"}, {"PANYA_TRUSTED_PROXIES": "many"}, {"PANYA_MAIL_URL": "ftp://x"}],
)
def test_a_wrong_setting_is_answered_in_one_line_with_status_2(site, setting):
    result = site.panya("doctor", **setting)

    assert result.returncode == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_two_commands_that_start_together_in_an_empty_home_both_work(new_site):
    site = new_site()

    both = [site.start("doctor", "--json") for _ in range(2)]

    for process in both:
        out, err = process.communicate(timeout=100)
        amiss = {check["name"] for check in json.loads(out)["checks"] if not check["ok"]}
        # A test server of PostgreSQL runs without fsync on purpose.
        assert amiss <= ({"database_durability"} if site.database_url else set()), err


def test_what_the_program_writes_is_closed_to_other_users(site):
    for path in site.home.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_database_that_cannot_be_reached_is_answered_in_one_line(new_site):
    site = new_site()
    site.database_url = "postgresql://nobody@127.0.0.1:1/none"

    result = site.panya("backup", site.home / "x.tar.gz")

    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" in (site.home / "logs" / "panya.log").read_text()


def test_an_old_sqlite_is_refused_with_what_to_do(new_site):
    site = new_site()
    if site.database_url:
        pytest.skip("SQLite only")
    pretend_old = (
        "import panya, sqlite3, sys; sqlite3.sqlite_version_info = (3, 40, 1); sqlite3.sqlite_version = '3.40.1'\n"
        "sys.argv = ['panya', 'backup', 'x.tar.gz']\n"
        "from panya.site.cli import main; sys.exit(main())"
    )

    result = subprocess.run(
        [sys.executable, "-c", pretend_old], env=site.environment, capture_output=True, text=True, check=False
    )

    assert result.returncode == 1
    assert "3.40.1" in result.stderr
    assert "PANYA_DATABASE_URL" in result.stderr
    assert not (site.home / "panya.sqlite3").exists()


def test_the_sqlite_in_use_is_one_that_cannot_corrupt_a_wal():
    assert sqlite3.sqlite_version_info >= (3, 51, 3)


def test_a_busy_port_is_answered_in_one_line_with_status_2(site):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()

        result = site.panya("run", "--port", busy.getsockname()[1])

    assert result.returncode == 2
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_run_serves_comes_back_after_kills_and_takes_its_children_with_it(site):
    port = free_port()
    run = site.start("run", "--port", port)
    try:
        assert f"http://localhost:{port}" in run.stdout.readline()
        assert status_of(port) == 200

        for name in ("worker", "web"):
            killed = running(run.pid, name)
            for pid in killed:
                os.kill(pid, signal.SIGKILL)
            wait_for(partial(is_back, run.pid, name, killed), 10)
        wait_for(lambda: status_of(port) == 200, 10)

        everyone = set(family(run.pid))
        run.kill()
        wait_for(lambda: not any(Path(f"/proc/{pid}/cmdline").exists() for pid in everyone), 3)
        assert status_of(port) is None
    finally:
        run.kill()
        run.communicate()


def test_run_ends_well_when_told_to(site):
    port = free_port()
    run = site.start("run", "--port", port)
    assert f"http://localhost:{port}" in run.stdout.readline()

    run.terminate()

    _out, err = run.communicate(timeout=12)
    assert run.returncode == 0, err
    assert status_of(port) is None


def test_the_worker_seals_the_audit_and_ends_well_when_told_to(prepared_site):
    site = prepared_site()
    site.python("from panya.shared.audit.actions import record; record('a.b', by=None, object_kind='x', object_id=1)")
    heads = site.home / "logs" / "audit-heads.log"
    # The first start sealed what it wrote itself.
    before = heads.read_text() if heads.exists() else ""
    worker = site.start("worker")
    try:
        wait_for(lambda: heads.exists() and heads.read_text() != before, 15)
        worker.terminate()
        _out, err = worker.communicate(timeout=12)
        assert worker.returncode == 0, err
    finally:
        worker.kill()
