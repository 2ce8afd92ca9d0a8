"""kill -9 of web or worker 50 times under writes: nothing that was acknowledged is lost (`make soak`)."""

import http.client
import json
import os
import random
import signal
import subprocess
import threading
import time
from itertools import count
from urllib.parse import urlencode

import pytest

from bench.home import BIN, new_home
from bench.note_page import _wait_for
from bench.processes import family

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]

_KILLS, _WRITERS, _PORT = 50, 4, 18_201
_MARK = "เขียนขณะถูกตัด"


def test_no_acknowledged_write_is_lost_when_web_or_worker_is_killed():
    chance = random.Random(49)
    with new_home() as home:
        home.panya("demo")
        site = subprocess.Popen(
            [str(BIN / "panya"), "run", "--port", str(_PORT)], env=home.environment, stdout=subprocess.DEVNULL
        )
        try:
            _wait_for(_PORT)
            writers = _Writers(home)
            for _kill in range(_KILLS):
                time.sleep(chance.uniform(0.5, 2))
                os.kill(chance.choice(_children(site.pid)), signal.SIGKILL)
                _wait_for(_PORT)
            acknowledged = writers.stop()
        finally:
            site.terminate()
            site.wait(timeout=30)
        stored = set(json.loads(home.python("tests.soak.stored_notes")))
        report = json.loads(home.panya("doctor", "--json"))
        home.panya("reindex", "--check")

    assert len(acknowledged) > _KILLS
    assert acknowledged - stored == set()
    assert [check["name"] for check in report["checks"] if not check["ok"]] == []


class _Writers:
    """Officers who save notes through the site, one after the other; what was answered with 303 is acknowledged."""

    def __init__(self, home) -> None:
        self._signed_in = json.loads(home.python("bench.note_page_inside"))
        self._stopping, self._acknowledged = threading.Event(), set()
        self._threads = [threading.Thread(target=self._write, args=(number,)) for number in range(_WRITERS)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> set[str]:
        self._stopping.set()
        for thread in self._threads:
            thread.join(timeout=60)
        return self._acknowledged

    def _write(self, number: int) -> None:
        for turn in count():
            if self._stopping.is_set():
                return
            title = f"{_MARK} {number}-{turn}"
            try:
                if self._post(title) == 303:
                    self._acknowledged.add(title)
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)  # Killed while it answered: not acknowledged.

    def _post(self, title: str) -> int:
        fields = {"title": title, "body": "<p>ต้องไม่หาย</p>", "csrfmiddlewaretoken": self._signed_in["csrf"]}
        headers = {
            "Host": f"localhost:{_PORT}",
            "Cookie": f"{self._signed_in['cookie']}; {self._signed_in['csrf_cookie']}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = http.client.HTTPConnection("127.0.0.1", _PORT, timeout=20)
        try:
            connection.request("POST", "/notes/new", urlencode(fields), headers)
            return connection.getresponse().status
        finally:
            connection.close()


def _children(root: int) -> list[int]:
    """Web and worker and what they started, once one of them runs; never the supervisor itself."""
    while not (children := family(root)[1:]):
        time.sleep(0.2)
    return children
