"""Server time of home, list, note and search with 100,000 items, on SQLite and on PostgreSQL."""

import json
import os

from bench.figures import Figure, at_most, missing, report
from bench.home import new_home, postgresql

ITEMS = int(os.environ.get("PANYA_BENCH_ITEMS", "100000"))
_LIMIT_MS = 50
# The issue of search allows its page more than the others.
_LIMITS = {"search": 60}


def measure() -> list[Figure]:
    figures = _on("SQLite", "")
    with postgresql() as address:
        if address is None:
            return [*figures, missing("pages on PostgreSQL", "PostgreSQL is not installed")]
        return figures + _on("PostgreSQL", address)


def _on(database: str, address: str) -> list[Figure]:
    with new_home(address) as home:
        home.panya("demo")
        home.python("bench.seed", str(ITEMS))
        home.panya("reindex")
        figures = []
        for row in json.loads(home.python("bench.page_times_inside")):
            name = f"{row['page']}, {ITEMS:,} items, {database}"
            limit = _LIMITS.get(row["page"], _LIMIT_MS)
            figures.append(at_most(f"{name}: p95", row["p95_ms"], "ms", limit))
            figures.append(report(f"{name}: queries", row["queries"], "queries"))
        return figures
