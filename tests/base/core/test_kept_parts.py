"""Parts of pages kept in one process."""

import time_machine
from django.core.cache.backends.base import BaseCache

from panya.base.core.kept_parts import KeptParts


def kept(**params) -> BaseCache:
    return KeptParts("", params)


def test_a_part_is_kept_as_it_is_until_its_time_is_over():
    parts, thing = kept(), ["ก"]
    with time_machine.travel("2026-05-01T10:00:00Z", tick=False) as clock:
        parts.set("part", thing, 60)
        clock.shift(59)
        assert parts.get("part") is thing
        clock.shift(2)
        assert parts.get("part", "gone") == "gone"


def test_what_is_there_is_not_added_again_and_can_be_taken_away():
    parts = kept()
    assert [parts.add("part", 1), parts.add("part", 2), parts.get("part")] == [True, False, 1]
    assert [parts.delete("part"), parts.delete("part"), parts.get("part")] == [True, False, None]


def test_when_it_is_full_all_of_it_is_let_go():
    parts = kept(OPTIONS={"MAX_ENTRIES": 3})
    for number in range(4):
        parts.set(str(number), number)
    assert [parts.get(str(number)) for number in range(4)] == [None, None, None, 3]
