"""The nightly job: 20,000 published texts of 2,000 owners turn on one night; then it runs again; on both databases."""

import json

from bench.figures import Figure, at_most, missing, report
from bench.home import new_home, postgresql

_COUNT = 20_000


def measure() -> list[Figure]:
    figures = _on("SQLite", "")
    with postgresql() as address:
        if address is None:
            return [*figures, missing("expiry on PostgreSQL", "PostgreSQL is not installed")]
        return figures + _on("PostgreSQL", address)


def _on(database: str, address: str) -> list[Figure]:
    with new_home(address) as home:
        home.panya("demo")
        home.python("bench.seed", str(_COUNT))
        told = json.loads(home.python("bench.expiry_inside"))
    return [
        at_most(f"expiry, {database}: {told['flipped']:,} texts turn outdated", told["seconds"], "s", 10),
        report(f"expiry, {database}: processor", told["processor"], "s"),
        at_most(f"expiry, {database}: texts that should have turned and did not", told["left"], "texts", 0),
        at_most(f"expiry, {database}: the second run, where nothing is to be done", told["again_ms"], "ms", 100),
        at_most(f"expiry, {database}: owners told more than once", told["told_twice"], "people", 0),
        report(f"expiry, {database}: owners told", told["told"], "people"),
    ]
