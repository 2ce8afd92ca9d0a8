"""Run inside a home: one writer for some seconds, or `count` of what the writers wrote; prints JSON."""

import json
import sys
import time

import django

django.setup()

from panya.features.notes.actions import publish_note, write_note  # noqa: E402
from panya.shared.content.models import Item  # noqa: E402
from panya.shared.content.text import Text  # noqa: E402
from panya.shared.people.models import User  # noqa: E402

_MARK = "เขียนพร้อมกัน"


def write(seconds: float, number: int) -> dict[str, float]:
    people = list(User.objects.active().filter(postings__unit__is_own=True).order_by("pk")[:50])
    person = people[number % len(people)]
    until, written, errors, slowest = time.monotonic() + seconds, 0, 0, 0.0
    while time.monotonic() < until:
        started = time.perf_counter()
        try:
            item = write_note(_text(number, written), by=person)
            publish_note(item, by=person, seen=1)
            written += 1
        except Exception as error:
            errors += 1
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
        slowest = max(slowest, (time.perf_counter() - started) * 1000)
    return {"written": written, "errors": errors, "slowest_ms": slowest}


def _text(number: int, turn: int) -> Text:
    return Text(f"{_MARK} {number}-{turn}", "", "<p>ข้อความที่ต้องไม่หาย</p>")


if __name__ == "__main__":
    if sys.argv[1] == "count":
        print(Item.objects.filter(title__startswith=_MARK, status="published").count())
    else:
        print(json.dumps(write(float(sys.argv[1]), int(sys.argv[2]))))
