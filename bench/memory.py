"""Memory of `panya run` (web, worker and supervisor) after it served pages: sum of PSS."""

import subprocess
import time
from pathlib import Path

from bench import load
from bench.figures import REPOSITORY, Figure, at_most, missing
from bench.home import BIN, new_home
from bench.note_page import _wait_for
from bench.processes import family

_PORT = 18_103


def measure() -> list[Figure]:
    if not Path("/proc/self/smaps_rollup").exists():
        return [missing("memory of web and worker", "needs Linux")]
    with new_home() as home:
        home.panya("demo")
        home.python("bench.seed", "5000")
        home.panya("reindex")
        server = subprocess.Popen(
            [str(BIN / "panya"), "run", "--port", str(_PORT)],
            env=home.environment,
            cwd=REPOSITORY,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(_PORT)
            load.run(_PORT, ["/", "/notes/", "/search?q=ราคา".encode().decode("latin-1"), "/sign-in/"], "", 4, 20)
            time.sleep(3)
            memory = sum(_pss(pid) for pid in family(server.pid))
        finally:
            server.terminate()
            server.wait(timeout=30)
    return [at_most("memory of web and worker after load (PSS)", memory / 1024, "MB", 400)]


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
