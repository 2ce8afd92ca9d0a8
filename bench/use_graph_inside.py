"""Run inside a home: adds uses until there are so many, and prints how long the reads took (ms), as JSON."""

import json
import random
import sys
import time
from collections.abc import Callable
from datetime import timedelta

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from panya.base.core.clock import today  # noqa: E402
from panya.shared.content.models import Item  # noqa: E402
from panya.shared.feedback.models import UseRecord, Work  # noqa: E402
from panya.shared.feedback.queries.use_graph import graph_of  # noqa: E402
from panya.shared.feedback.queries.uses import (  # noqa: E402
    Asked,
    last_twelve_months,
    use_figures,
    uses_of_item,
)
from panya.shared.people.models import Posting, User  # noqa: E402

_BATCH = 5_000
_WORKS = 50_000


def main(wanted: int) -> None:
    chance = random.Random(2569)
    # The reuse rate counts what reviewers vouched for: here all of it.
    Item.objects.filter(kind="note").update(kind="asset")
    items = list(Item.objects.filter(status="published").values_list("pk", "unit"))
    # Few are used often, most seldom; a work uses what others of its kind use.
    weights = [1 / (place + 1) ** 0.7 for place in range(len(items))]
    _add(chance, items, weights, wanted - UseRecord.objects.count())
    reader = User.objects.by_sign_in_name("officer@example.go.th")
    assert reader is not None
    asked = Asked(*last_twelve_months())
    some = [Item.objects.get(pk=pk) for pk, _unit in chance.choices(items, weights, k=60)]
    hubs = [Item.objects.get(pk=pk) for pk, _unit in items[:10]]
    took = {
        "figures": [_timed(lambda: use_figures(asked, reader)) for _ in range(20)],
        "of_item": [_timed(lambda item=item: uses_of_item(item)) for item in some],
        "graph": [_timed(lambda item=item: graph_of(item, reader)) for item in some],
        "hubs": [_timed(lambda item=item: graph_of(item, reader)) for item in hubs],
    }
    print(json.dumps(took))


def _add(chance: random.Random, items: list[tuple[int, int]], weights: list[float], count: int) -> None:
    postings = list(Posting.objects.values_list("person", "unit"))
    if not Work.objects.filter(key="งาน 0").exists():
        units = [unit for _person, unit in postings]
        Work.objects.bulk_create(
            [Work(name=f"งาน {n}", key=f"งาน {n}", unit_id=chance.choice(units)) for n in range(_WORKS)], batch_size=500
        )
    works, now = list(Work.objects.values_list("pk", flat=True)), timezone.now()
    for start in range(0, count, _BATCH):
        rows = []
        for item, owner_unit in chance.choices(items, weights, k=min(_BATCH, count - start)):
            person, unit = chance.choice(postings)
            row = UseRecord(item_id=item, by_id=person, unit_id=unit, owner_unit_id=owner_unit, recorded_at=now)
            row.used_on, row.work_id = today() - timedelta(days=chance.randrange(1_500)), chance.choice(works)
            row.manner, row.hours = "adapted", chance.randrange(40) / 4
            row.result = chance.choices(["worked", "partly", "failed"], [7, 2, 1])[0]
            row.state = chance.choices(["confirmed", "recorded", "declined"], [6, 3, 1])[0]
            rows.append(row)
        with transaction.atomic():
            UseRecord.objects.bulk_create(rows, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]))
