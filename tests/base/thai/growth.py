"""Measures how time grows with length, on machines that do other things as well."""

import gc
from collections.abc import Callable
from time import process_time

TRIES = 12


def assert_linear(
    function: Callable[[str], object], unit: str, length: int = 20_000, ratio: float = 2.5, most: float = 0.1
) -> None:
    """Twice the text takes at most `ratio` times as long, and 10 kB at most 100 ms, in the best of some tries."""
    once, twice = _repeat(unit, length), _repeat(unit, 2 * length)
    ten_kilobytes = _repeat(unit, max(10_000 // len(unit.encode("utf-8", "replace")), 1) * len(unit))
    grown = best = float("inf")
    for _ in range(TRIES):
        grown = min(grown, _seconds(function, twice) / max(_seconds(function, once), 0.002))
        best = min(best, _seconds(function, ten_kilobytes))
        if grown <= ratio and best <= most:
            return
    raise AssertionError(f"{unit!r}: t(2n)/t(n) = {grown:.2f}, 10 kB in {best * 1000:.0f} ms")


def _repeat(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def _seconds(function: Callable[[str], object], text: str) -> float:
    # What other tests left is not looked through on this function's time, which only the longer text would meet.
    gc.disable()
    try:
        start = process_time()
        function(text)
        return process_time() - start
    finally:
        gc.enable()
