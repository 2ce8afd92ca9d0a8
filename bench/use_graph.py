"""Figures of use over 200,000 uses, and the path record → work → outcome over a million, on both databases."""

import json

from bench.figures import Figure, at_most, missing, percentile, report
from bench.home import new_home, postgresql

_ITEMS, _USES, _EDGES = 20_000, 200_000, 1_000_000


def measure() -> list[Figure]:
    figures = _on("SQLite", "")
    with postgresql() as address:
        if address is None:
            return [*figures, missing("use graph on PostgreSQL", "PostgreSQL is not installed")]
        return figures + _on("PostgreSQL", address)


def _on(database: str, address: str) -> list[Figure]:
    with new_home(address) as home:
        home.panya("demo")
        home.python("bench.seed", str(_ITEMS))
        some = json.loads(home.python("bench.use_graph_inside", str(_USES)))
        many = json.loads(home.python("bench.use_graph_inside", str(_EDGES)))
    return [
        at_most(f"figures of use, 200,000 uses, {database}: p95", percentile(some["figures"], 0.95), "ms", 60),
        at_most(
            f"uses on the page of a record, 200,000 uses, {database}: p95", percentile(some["of_item"], 0.95), "ms", 60
        ),
        at_most(
            f"record → work → outcome, 1,000,000 edges, {database}: p95", percentile(many["graph"], 0.95), "ms", 1_000
        ),
        at_most(f"record → work → outcome, most used record, {database}", max(many["hubs"]), "ms", 1_000),
        report(f"figures of use, 1,000,000 uses, {database}: p95", percentile(many["figures"], 0.95), "ms"),
    ]
