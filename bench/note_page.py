"""The signed-in note page beside a bare Django page: one core serves, the other loads, 8 connections."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.figures import REPOSITORY, Figure, at_least, at_most, report
from bench.home import Home, new_home

_SECONDS, _CONNECTIONS, _ROUNDS = 8, 8, 3


def measure() -> list[Figure]:
    with new_home() as home:
        home.panya("demo")
        ours = json.loads(home.python("bench.note_page_inside"))
        bare_cookie = home.python("bench.bare_site").strip()
        panya_runs, bare_runs = [], []
        with (
            _server(home, "panya.site.wsgi:application", 18_101),
            _server(home, "bench.bare_site:application", 18_102),
        ):
            for _round in range(_ROUNDS):
                bare_runs.append(_load(18_102, ["/page"], bare_cookie))
                panya_runs.append(_load(18_101, ours["paths"], f"{ours['cookie']}; {ours['csrf_cookie']}"))
    bare, panya = _median(bare_runs), _median(panya_runs)
    share = panya["requests_per_second"] / bare["requests_per_second"]
    return [
        report("bare Django page, one core", bare["requests_per_second"], "requests/s"),
        report("signed-in note page, one core", panya["requests_per_second"], "requests/s"),
        at_least("note page as a share of the bare page", share, "×", 2 / 3),
        at_most("note page under 8 connections: p95", panya["p95_ms"], "ms", 35),
        at_most("note page: answers that were not 200", sum(run["not_200"] for run in panya_runs), "answers", 0),
    ]


def _median(runs: list[dict[str, float]]) -> dict[str, float]:
    return sorted(runs, key=lambda run: run["requests_per_second"])[len(runs) // 2]


def _load(port: int, paths: list[str], cookie: str) -> dict[str, float]:
    order = {"port": port, "paths": paths, "cookie": cookie, "connections": _CONNECTIONS, "seconds": _SECONDS}
    command = [*_on_core(1), sys.executable, "-m", "bench.load"]
    done = subprocess.run(command, input=json.dumps(order), capture_output=True, text=True, cwd=REPOSITORY, check=True)
    return json.loads(done.stdout)


@contextmanager
def _server(home: Home, application: str, port: int) -> Iterator[None]:
    """The server of `panya web` with the given application, on the first core."""
    command = [*_on_core(0), sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", "1", "--blocking-threads", "1", "--no-access-log", application]
    with (home.folder / f"server-{port}.log").open("w") as log:
        server = subprocess.Popen(command, env=home.environment, cwd=REPOSITORY, stdout=log, stderr=log)
    try:
        _wait_for(port)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"nothing answers on port {port}")


def _on_core(number: int) -> list[str]:
    taskset = shutil.which("taskset")
    return [taskset, "-c", str(number % (os.cpu_count() or 1))] if taskset else []
