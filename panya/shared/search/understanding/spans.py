"""A piece of the query, and other ways to say it."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """From where to where it stands, and in which other words it may stand in a text."""

    start: int
    end: int
    ways: tuple[str, ...]

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


def apart(first: Iterable[Span], later: Iterable[Span]) -> list[Span]:
    """All spans of the first, and of the later those that touch none of them, in their order."""
    kept = sorted(first, key=lambda span: span.start)
    starts = [span.start for span in kept]
    added = []
    for span in later:
        at = bisect_left(starts, span.end)
        # Only the last one that begins before its end can reach into it.
        if at == 0 or not kept[at - 1].overlaps(span.start, span.end):
            added.append(span)
    return sorted([*kept, *added], key=lambda span: span.start)
