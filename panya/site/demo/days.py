"""When things of the demo happened: history has its dates, the living era counts back from the moment of loading."""

import random
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

# People write from seven in the morning till eight at night; who answers them, till nine.
_MORNING, _WRITING_HOURS, _ANSWERING_HOURS = 7, 13, 14


def written(row: dict[str, Any]) -> datetime:
    """When a note was written."""
    when = row["written"]
    if "date" in when:
        return datetime.fromisoformat(when["date"]).replace(tzinfo=timezone.get_default_timezone())
    days = when["days_ago"]
    # Not every note at the minute of loading; the newest ones stay on their day.
    early = _chance(row["slug"]) * 0.3 if days >= 3 else 0
    return _by_day(timezone.now() - timedelta(days=days + early), _WRITING_HOURS)


def said(row: dict[str, Any], published: datetime) -> datetime:
    """When a comment was written: after its note, and never in the future."""
    days = row["days_after"]
    late = _chance(row["text"]) * 0.08 if days >= 1 else 0
    at = _by_day(published + timedelta(days=days + late), _ANSWERING_HOURS)
    return min(max(at, published + timedelta(minutes=5)), timezone.now())


def _by_day(moment: datetime, hours: int) -> datetime:
    """The same moment with the whole day pressed into so many of its hours: what came later still comes later."""
    local = timezone.localtime(moment)
    if local.date() >= timezone.localdate():
        return moment
    midnight = datetime.combine(local.date(), time(), local.tzinfo)
    return midnight + timedelta(hours=_MORNING) + (local - midnight) * (hours / 24)


def _chance(key: str) -> float:
    """The same number from 0 to 1 for the same text, on every machine."""
    return random.Random(key).random()  # noqa: S311
