"""16 writers at once for 60 seconds on SQLite, beside a running worker: no error, no “database is locked”."""

import json
import subprocess
import sys

from bench.figures import REPOSITORY, Figure, at_most, report
from bench.home import BIN, new_home

_WRITERS, _SECONDS = 16, 60


def measure() -> list[Figure]:
    with new_home() as home:
        home.panya("demo")
        worker = subprocess.Popen([str(BIN / "panya"), "worker"], env=home.environment, cwd=REPOSITORY)
        command = [sys.executable, "-m", "bench.writers_inside", str(_SECONDS)]
        writers = [
            subprocess.Popen(
                [*command, str(number)], env=home.environment, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
            )
            for number in range(_WRITERS)
        ]
        answers = [json.loads(writer.communicate(timeout=_SECONDS + 120)[0]) for writer in writers]
        worker.terminate()
        worker.wait(timeout=30)
        stored = json.loads(home.python("bench.writers_inside", "count"))
    written = sum(answer["written"] for answer in answers)
    return [
        report(f"notes written by {_WRITERS} writers", written / _SECONDS, "notes/s"),
        at_most("writers: errors", sum(answer["errors"] for answer in answers), "errors", 0),
        at_most("writers: acknowledged notes that are missing", written - stored, "notes", 0),
        report("writers: slowest write", max(answer["slowest_ms"] for answer in answers), "ms"),
    ]
