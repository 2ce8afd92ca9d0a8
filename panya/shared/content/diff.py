"""What changed between two texts, told by words (Thai is written without spaces between them)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from panya.base.thai.words import words
from panya.shared.content.models import Revision

Kind = Literal["same", "added", "removed"]

# So many lines that stayed are shown on either side of a change; fewer than these more are not worth folding.
_BESIDE, _WORTH_FOLDING = 2, 4
# Steps of comparison for one pair of texts (about half a second); what is left then shows as wholly replaced.
_BUDGET = 400_000


@dataclass(frozen=True)
class Change:
    """A stretch of text that stayed, came or went."""

    kind: Kind
    text: str

    @property
    def stretches(self) -> list[tuple[str, int]]:
        """The text in pieces, and of how many lines each is that need not be seen, 0 for what must."""
        lines = self.text.splitlines(keepends=True)
        middle = lines[_BESIDE:-_BESIDE]
        if len(middle) < _WORTH_FOLDING:
            return [(self.text, 0)]
        return [("".join(lines[:_BESIDE]), 0), ("".join(middle), len(middle)), ("".join(lines[-_BESIDE:]), 0)]


@dataclass(frozen=True)
class Part:
    """The changes in one part of a record, by the name of the part on screen."""

    name: str
    changes: list[Change]

    @property
    def is_changed(self) -> bool:
        return any(change.kind != "same" for change in self.changes)


# A part of a text: its name on screen, and its words.
Named = tuple[str, str]


def text_parts(revision: Revision) -> list[Named]:
    """The parts that every text has."""
    return [(_("ชื่อเรื่อง"), revision.title), (_("คำนำ"), revision.lead), (_("เนื้อหา"), revision.body_text)]


def diff_revisions(
    old: Revision, new: Revision, parts_of: Callable[[Revision], Sequence[Named]] = text_parts
) -> list[Part]:
    """What changed from one revision to another, part by part, as plain text."""
    pairs = zip(parts_of(old), parts_of(new), strict=True)
    return [Part(name, diff_words(before, after)) for (name, before), (_name, after) in pairs]


def diff_words(old: str, new: str) -> list[Change]:
    """The changes from old to new by words; what stayed and went joins to old, what stayed and came to new."""
    budget = _Budget(_BUDGET)
    found: list[Change] = []
    for kind, lines in _compare(old.splitlines(keepends=True), new.splitlines(keepends=True), budget):
        found.append(Change(kind, "".join(lines)))
    return _tidy(_by_words(_tidy(found), budget))


class _Budget:
    def __init__(self, steps: int) -> None:
        self.steps = steps


def _by_words(changes: list[Change], budget: _Budget) -> Iterable[Change]:
    """Where lines were replaced by others, compare their words."""
    position = 0
    while position < len(changes):
        change = changes[position]
        follower = changes[position + 1] if position + 1 < len(changes) else None
        if change.kind == "removed" and follower is not None and follower.kind == "added":
            for kind, tokens in _compare(words(change.text), words(follower.text), budget):
                yield Change(kind, "".join(tokens))
            position += 2
        else:
            yield change
            position += 1


def _compare(old: Sequence[str], new: Sequence[str], budget: _Budget) -> list[tuple[Kind, Sequence[str]]]:
    """The shortest way from old to new; beyond the budget the whole middle is replaced."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    middle: list[tuple[Kind, Sequence[str]]]
    if middle_old and middle_new and not set(middle_old).isdisjoint(middle_new):
        middle = _shortest_path(middle_old, middle_new, budget)
    else:
        middle = [("removed", middle_old), ("added", middle_new)]
    return [("same", old[:start]), *middle, ("same", old[len(old) - end :])]


def _shortest_path(old: Sequence[str], new: Sequence[str], budget: _Budget) -> list[tuple[Kind, Sequence[str]]]:
    """Myers' greedy algorithm: for each number of edits, how far each diagonal reaches."""
    furthest = {1: 0}
    trace: list[dict[int, int]] = []
    for edits in range(len(old) + len(new) + 1):
        trace.append(dict(furthest))
        budget.steps -= 2 * edits + 1
        if budget.steps < 0:
            break
        for diagonal in range(-edits, edits + 1, 2):
            x = _next_x(furthest, diagonal, edits)
            y = x - diagonal
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            furthest[diagonal] = x
            if x >= len(old) and y >= len(new):
                return _walk_back(old, new, trace)
    return [("removed", old), ("added", new)]


def _next_x(furthest: dict[int, int], diagonal: int, edits: int) -> int:
    """Come down from the diagonal above (a token came) or across from the one below (a token went)."""
    came, went = furthest.get(diagonal + 1, -1), furthest.get(diagonal - 1, -1)
    if diagonal == -edits or (diagonal != edits and went < came):
        return came
    return went + 1


def _walk_back(old: Sequence[str], new: Sequence[str], trace: list[dict[int, int]]) -> list[tuple[Kind, Sequence[str]]]:
    x, y = len(old), len(new)
    path: list[tuple[Kind, Sequence[str]]] = []
    for edits in range(len(trace) - 1, -1, -1):
        furthest, diagonal = trace[edits], x - y
        came = diagonal == -edits or (
            diagonal != edits and furthest.get(diagonal - 1, -1) < furthest.get(diagonal + 1, -1)
        )
        start_x = furthest.get(diagonal + 1, -1) if came else furthest.get(diagonal - 1, -1) + 1
        start_y = start_x - diagonal
        path.append(("same", old[start_x:x]))
        if edits:
            path.append(("added", [new[start_y - 1]]) if came else ("removed", [old[start_x - 1]]))
        x, y = (start_x, start_y - 1) if came else (start_x - 1, start_y)
    return path[::-1]


def _tidy(changes: Iterable[Change]) -> list[Change]:
    """Neighbours of a kind joined; between two changes a bare space belongs to both; what went before what came."""
    found: list[Change] = []
    gone = came = ""
    kept = ""
    for change in changes:
        if change.kind == "same":
            kept += change.text
            continue
        if not change.text:
            continue
        if kept and (kept.strip() or not (gone or came)):
            found += _stretch(gone, came, kept)
            gone = came = ""
        elif kept:
            gone, came = gone + kept, came + kept
        kept = ""
        if change.kind == "removed":
            gone += change.text
        else:
            came += change.text
    return found + _stretch(gone, came, kept)


def _stretch(gone: str, came: str, kept: str) -> list[Change]:
    pairs: list[tuple[Kind, str]] = [("removed", gone), ("added", came), ("same", kept)]
    return [Change(kind, text) for kind, text in pairs if text]
