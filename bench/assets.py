"""Reviewer queue, asset, lists and figures of use with 20,000 assets and 200,000 events, on both databases.

Beside the time on the clock stands the processor's time of the web process (on SQLite that is all of it): on a machine
that does something else the clock tells of the machine.
"""

import json
import os

from bench.figures import Figure, at_most, missing, report
from bench.home import new_home, postgresql

ASSETS = int(os.environ.get("PANYA_BENCH_ASSETS", "20000"))
EVENTS = ASSETS * 10
_LIMIT_MS = 60


def measure() -> list[Figure]:
    figures = _on("SQLite", "")
    with postgresql() as address:
        if address is None:
            return [*figures, missing("assets on PostgreSQL", "PostgreSQL is not installed")]
        return figures + _on("PostgreSQL", address)


def _on(database: str, address: str) -> list[Figure]:
    with new_home(address) as home:
        home.panya("demo")
        home.python("bench.seed_assets", str(ASSETS), str(EVENTS))
        figures = []
        for row in json.loads(home.python("bench.assets_inside")):
            name = f"{row['page']}, {ASSETS:,} assets, {EVENTS:,} events, {database}"
            figures.append(at_most(f"{name}: p95", row["p95_ms"], "ms", _LIMIT_MS))
            figures.append(report(f"{name}: median", row["median_ms"], "ms"))
            figures.append(report(f"{name}: processor, median", row["processor_ms"], "ms"))
            figures.append(report(f"{name}: queries", row["queries"], "queries"))
        return figures
