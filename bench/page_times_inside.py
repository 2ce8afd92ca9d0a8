"""Run inside a home: times each page by Django's own client, signed in as an officer; prints JSON."""

import json
import os
import random
import time

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.figures import percentile  # noqa: E402
from panya.base.core.limits import Limit  # noqa: E402
from panya.shared.content.models import Item  # noqa: E402
from panya.shared.people.models import User  # noqa: E402
from panya.shared.search.views import searching as search_views  # noqa: E402
from panya.site import wsgi  # noqa: E402, F401 - garbage is collected as where it is served

_ROUNDS, _WARM_UP = int(os.environ.get("PANYA_BENCH_ROUNDS", "200")), 20
_WORDS = ["ลำไย ราคา", "เครื่องหมายการค้า", "ตรวจสอบ", "หนังสือราชการ", "ส่งออกข้าว", "แหล่งกำเนิดสินค้า", "งบประมาณ 2569"]


def main() -> None:
    officer = User.objects.by_sign_in_name("officer@example.go.th")
    client = Client(HTTP_HOST="localhost")
    client.force_login(officer)
    chance = random.Random(7)
    numbers = list(Item.objects.visible_to(officer).of_kind("note").values_list("pk", flat=True)[:5_000])
    pages = {
        "home": lambda: "/",
        "list": lambda: "/notes/",
        "note": lambda: f"/notes/{chance.choice(numbers)}",
        "search": lambda: f"/search?q={chance.choice(_WORDS)}",
        "suggestions": lambda: f"/search/suggest?q={_begun(chance)}",
    }
    # The limit for people would stop a measurement after a minute's worth of searches.
    search_views.SEARCHES = search_views.SUGGESTIONS = Limit("bench", hits=10**9, seconds=60)
    print(json.dumps([time_page(client, name, address) for name, address in pages.items()]))


def _begun(chance: random.Random) -> str:
    """What stands in the box while one of the searches is typed, now and then with a fault in it."""
    words = chance.choice(_WORDS).replace(" ", "" if chance.random() < 0.5 else " ")
    typed = words[: chance.randint(2, len(words))]
    return typed if chance.random() < 0.8 else f"{typed[:-1]}ฬ"


def time_page(client: Client, name: str, address) -> dict[str, object]:
    """How long the page takes on the clock, and how long this process works for it (a busy machine tells apart)."""
    times, worked = [], []
    for round_number in range(_WARM_UP + _ROUNDS):
        url = address()
        started, began = time.perf_counter(), time.process_time()
        response = client.get(url)
        elapsed, busy = (time.perf_counter() - started) * 1000, (time.process_time() - began) * 1000
        if response.status_code != 200:
            raise RuntimeError(f"{url}: {response.status_code}")
        if round_number >= _WARM_UP:
            times.append(elapsed)
            worked.append(busy)
    with CaptureQueriesContext(connection) as queries:
        client.get(address())
    return {
        "page": name,
        "p95_ms": percentile(times, 0.95),
        "median_ms": percentile(times, 0.5),
        "processor_ms": percentile(worked, 0.5),
        "queries": len(queries),
    }


if __name__ == "__main__":
    main()
