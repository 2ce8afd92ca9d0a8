"""Run inside a home: gives every item a day that passed last night, turns them, and prints how long it took."""

import json
import time
from datetime import timedelta

import django

django.setup()

from django.db.models import Count  # noqa: E402

from panya.base.core.clock import today  # noqa: E402
from panya.shared.content.actions.freshness import OUTDATED, amiss, flip_validity  # noqa: E402
from panya.shared.content.models import Item, Status, Validity  # noqa: E402
from panya.shared.notifications.models import Notification  # noqa: E402


def main() -> dict[str, float]:
    flip_validity()
    Notification.objects.filter(kind=OUTDATED).delete()
    published = Item.objects.filter(status=Status.PUBLISHED, deleted_at=None)
    published.update(review_by=today() - timedelta(days=1), validity=Validity.DUE)
    started, began = time.perf_counter(), time.process_time()
    flipped = flip_validity()
    seconds, processor = time.perf_counter() - started, time.process_time() - began
    started = time.perf_counter()
    again = flip_validity()
    again_ms = (time.perf_counter() - started) * 1000
    told = Notification.objects.filter(kind=OUTDATED, subject=None).exclude(key__contains="/team/").order_by()
    twice = told.values("person").annotate(n=Count("pk")).filter(n__gt=1).count()
    left = amiss(Validity.OUTDATED, today()).count() + again
    return {
        "flipped": flipped,
        "seconds": seconds,
        "processor": processor,
        "again_ms": again_ms,
        "left": left,
        "told_twice": twice,
        "told": told.values("person").distinct().count(),
    }


if __name__ == "__main__":
    print(json.dumps(main()))
