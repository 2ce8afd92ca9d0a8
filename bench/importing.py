"""3,000 real news items from `panya import` until the last can be found."""

import json
import os
import time
from pathlib import Path

from bench.figures import REPOSITORY, Figure, at_least, at_most, missing
from bench.home import new_home

_TARGET = 150


def measure() -> list[Figure]:
    corpus = Path(os.environ.get("PANYA_SHARED", REPOSITORY.parent / "shared")) / "data" / "thaigov" / "corpus.jsonl"
    if not corpus.exists():
        return [missing("import of 3,000 news items", "development data is missing (PANYA_SHARED)")]
    with new_home() as home:
        home.panya("demo")
        command = ("import", "jsonl", str(corpus), "--unit", "OPS", "--publish", "--json")
        started = time.monotonic()
        report = json.loads(home.panya(*command))
        last = json.loads(corpus.read_text(encoding="utf-8").splitlines()[-1])
        found = json.loads(home.panya("search", last["text"][40:100], "--as", "officer@example.go.th", "--json"))
        seconds = time.monotonic() - started
        again = json.loads(home.panya(*command))
    changed = again["created"] + again["updated"]
    return [
        at_least("import until the last is found", report["created"] / seconds, "items/s", _TARGET),
        at_least("import: the last is found", float(bool(found["results"])), "yes", 1),
        at_most("import again: changed", changed, "items", 0),
    ]
