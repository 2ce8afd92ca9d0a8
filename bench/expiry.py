"""The nightly job: 20,000 published texts of 2,000 owners turn on one night; then it runs again."""

import json

from bench.figures import Figure, at_most, report
from bench.home import new_home

_COUNT = 20_000


def measure() -> list[Figure]:
    with new_home() as home:
        home.panya("demo")
        home.python("bench.seed", str(_COUNT))
        told = json.loads(home.python("bench.expiry_inside"))
    return [
        at_most(f"expiry: {told['flipped']:,} texts turn outdated", told["seconds"], "s", 10),
        at_most("expiry: texts that should have turned and did not", told["left"], "texts", 0),
        at_most("expiry: the second run, where nothing is to be done", told["again_ms"], "ms", 100),
        at_most("expiry: owners told more than once", told["told_twice"], "people", 0),
        report("expiry: owners told", told["told"], "people"),
    ]
