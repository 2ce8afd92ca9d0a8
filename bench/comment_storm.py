"""A storm of comments: 50 a second for 60 seconds, each officer at most every four seconds, on one running site."""

import http.client
import json
import subprocess
import threading
import time
from itertools import cycle
from urllib.parse import urlencode

from bench.figures import REPOSITORY, Figure, at_most, percentile, report
from bench.home import BIN, new_home
from bench.note_page import _wait_for

_PORT, _A_SECOND, _SECONDS, _SENDERS = 18_105, 50, 60, 50


def measure() -> list[Figure]:
    with new_home() as home:
        home.panya("demo")
        people = json.loads(home.python("bench.comment_storm_inside"))
        command = [str(BIN / "panya"), "run", "--port", str(_PORT)]
        site = subprocess.Popen(command, env=home.environment, cwd=REPOSITORY, stdout=subprocess.DEVNULL)
        try:
            _wait_for(_PORT)
            storm = _Storm(people)
            storm.run()
        finally:
            site.terminate()
            site.wait(timeout=30)
        stored = int(home.python("bench.comment_storm_inside", "count"))
    accepted = storm.statuses.count(303)
    return [
        report("comment storm: comments taken in", accepted / _SECONDS, "comments/s"),
        at_most("comment storm: answers that were not 303", len(storm.statuses) - accepted, "answers", 0),
        at_most("comment storm: p95", percentile(storm.times, 0.95), "ms", 300),
        at_most("comment storm: accepted comments that are missing", accepted - stored, "comments", 0),
    ]


class _Storm:
    """Senders that each keep to their own beat, whatever the answers take (an open model: queues show)."""

    def __init__(self, people: list[dict[str, str]]) -> None:
        self.times: list[float] = []
        self.statuses: list[int] = []
        self._turns = cycle(people)
        self._lock = threading.Lock()

    def run(self) -> None:
        start = time.monotonic() + 1
        threads = [threading.Thread(target=self._send, args=(start + n / _A_SECOND,)) for n in range(_SENDERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _send(self, start: float) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", _PORT, timeout=30)
        for beat in range(_SECONDS * _A_SECOND // _SENDERS):
            due = start + beat * _SENDERS / _A_SECOND
            time.sleep(max(0, due - time.monotonic()))
            with self._lock:
                person = next(self._turns)
            status = self._comment(connection, person, beat)
            # From when it was due: what waited in a queue waited too.
            self.times.append((time.monotonic() - due) * 1000)
            self.statuses.append(status)

    def _comment(self, connection: http.client.HTTPConnection, person: dict[str, str], beat: int) -> int:
        fields = {"text": f"ที่จังหวัดเราก็เจอเหมือนกัน ครั้งที่ {beat}", "csrfmiddlewaretoken": person["csrf"]}
        headers = {
            "Host": f"localhost:{_PORT}",
            "Cookie": person["cookie"],
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request("POST", person["path"], urlencode(fields), headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            return 0
        return answer.status
