"""Whenever the demo is loaded, its people write by day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from django.utils import timezone

from panya.site.demo.days import said, written


def test_at_whatever_minute_it_is_loaded_nobody_answers_by_night():
    midnight = datetime(2026, 12, 1, tzinfo=ZoneInfo("Asia/Bangkok"))
    hours = set()
    for minute in range(0, 24 * 60, 7):
        with time_machine.travel(midnight + timedelta(minutes=minute), tick=False):
            note = written({"slug": "a", "written": {"days_ago": 2}})
            answers = [said({"text": "b", "days_after": days}, note) for days in (0, 0.001, 0.3, 1)]
        assert note < min(answers)
        hours |= {timezone.localtime(at).hour for at in (note, *answers) if at < midnight}
    assert min(hours) >= 7
    assert max(hours) == 20
