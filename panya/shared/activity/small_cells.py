"""Figures about few people are not shown, and cannot be computed from those that are."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

K = TypeVar("K")
FEWEST_SHOWN = 5


def hidden_cells(cells: Mapping[K, int]) -> set[K]:
    """The cells to hide where the sum of all is known.

    First those under five; then the smallest others, until at least two are hidden and their sum leaves each of
    them open. All hidden cells must be shown alike, else the reader knows which are the small ones.
    """
    ordered = sorted((key for key, count in cells.items() if count), key=lambda key: cells[key])
    hidden = [key for key in ordered if cells[key] < FEWEST_SHOWN]
    if not hidden:
        return set()
    for key in ordered[len(hidden) :]:
        if is_open_sum(cells[one] for one in hidden):
            break
        hidden.append(key)
    return set(hidden)


def is_open_sum(hidden: Iterable[int]) -> bool:
    """Whether the sum of hidden cells, none of them empty, leaves open what each of them is."""
    counts = list(hidden)
    return len(counts) > 1 and sum(counts) > len(counts)
