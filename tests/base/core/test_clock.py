"""The day turns at midnight in Bangkok."""

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from panya.base.core.clock import today


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-09-30T16:59:59Z", date(2026, 9, 30)),
        ("2026-09-30T17:00:00Z", date(2026, 10, 1)),
        ("2028-02-28T17:00:00Z", date(2028, 2, 29)),
        ("1969-12-31T18:00:00Z", date(1970, 1, 1)),
    ],
)
def test_the_day_turns_at_midnight_in_bangkok(moment, day):
    with time_machine.travel(moment, tick=False):
        assert today() == timezone.localdate() == day
