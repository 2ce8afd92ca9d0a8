"""Home and a public note on Lighthouse's simulated mobile line (1.6 Mbit/s, 150 ms): scores, largest paint, weight."""

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bench.figures import REPOSITORY, Figure, at_least, at_most, missing
from bench.home import BIN, Home, new_home
from bench.note_page import _wait_for

_PORT, _RUNS = 18_104, 3
_FOLDER = REPOSITORY / "bench" / "lighthouse"
_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
)
_SCORES = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def measure() -> list[Figure]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or not _is_installed():
        return [missing("Lighthouse on home and note", "needs Chromium and the npm registry")]
    with new_home() as home:
        home.panya("demo")
        note = home.python("bench.page_weight").strip()
        with _site(home):
            reports = {
                name: [_lighthouse(chromium, path) for _run in range(_RUNS)]
                for name, path in (("home", "/"), ("note", note))
            }
    return [figure for name, runs in reports.items() for figure in _figures(name, runs)]


def _figures(name: str, runs: list[dict]) -> Iterator[Figure]:
    for category, least in _SCORES.items():
        score = statistics.median(run["categories"][category]["score"] or 0 for run in runs) * 100
        yield at_least(f"Lighthouse, {name}: {category}", score, "points", least)
    paint = statistics.median(run["audits"]["largest-contentful-paint"]["numericValue"] for run in runs)
    yield at_most(f"{name}: largest paint, simulated mobile line", paint / 1000, "s", 1.5)
    weight = statistics.median(map(_weight, runs)) / 1000
    yield at_most(f"{name}: weight without its images", weight, "kB", 100)


def _weight(run: dict) -> int:
    """Bytes on the line of everything but pictures."""
    requests = run["audits"]["network-requests"]["details"]["items"]
    return sum(request["transferSize"] for request in requests if request.get("resourceType") != "Image")


def _lighthouse(chromium: str, path: str) -> dict:
    command = [_tool("node"), str(_FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js")]
    command += [f"http://localhost:{_PORT}{path}", "--output=json", "--quiet", f"--chrome-flags={_FLAGS}"]
    command += [f"--only-categories={','.join(_SCORES)}"]
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180, check=True)
    return json.loads(done.stdout)


def _is_installed() -> bool:
    """Lighthouse is large and measures only: it is brought in when it is first asked for."""
    if (_FOLDER / "node_modules" / "lighthouse").is_dir():
        return True
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    command = [_tool("npm"), "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]
    return subprocess.run(command, cwd=_FOLDER, env={**os.environ, "PATH": path}).returncode == 0


def _tool(name: str) -> str:
    """Of `.venv` where setup put Node there, else the system's."""
    own = BIN / name
    return str(own) if own.exists() else name


@contextmanager
def _site(home: Home) -> Iterator[None]:
    command = [str(BIN / "panya"), "run", "--port", str(_PORT)]
    with subprocess.Popen(
        command, env=home.environment, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as site:
        try:
            _wait_for(_PORT)
            yield
        finally:
            site.terminate()
            site.wait(timeout=30)


def _longest_public_note() -> str:
    """The address of the public note with the most text, asked inside a home."""
    import django

    django.setup()
    from django.contrib.auth.models import AnonymousUser

    from panya.shared.content.models import Item

    notes = Item.objects.listed_for(AnonymousUser()).filter(access="PUBLIC").select_related("published")
    return f"/notes/{max(notes, key=lambda note: len(note.published.body_text)).pk}"


if __name__ == "__main__":
    sys.stdout.write(_longest_public_note())
