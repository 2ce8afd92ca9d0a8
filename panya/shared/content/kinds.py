"""The kinds of item, registered by the features that own them (in `item_kinds.py`)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


def _a_year(number: int) -> int:
    return 12


@dataclass(frozen=True)
class ItemKind:
    """A kind of item: its key in the database, its word on screen, the page that shows one."""

    key: str
    label: str | Promise
    url_name: str
    # Without review the author's publish moves the pointer; with it only an approved review does.
    needs_review: bool = False
    # So many months the reviewed text of a record (by its number) holds before somebody must look at it again.
    months_held: Callable[[int], int] = _a_year


_kinds: dict[str, ItemKind] = {}


def register(kind: ItemKind) -> None:
    _kinds[kind.key] = kind


def kind(key: str) -> ItemKind:
    """The registered kind; KeyError names an app that is not installed."""
    return _kinds[key]


def all_kinds() -> list[ItemKind]:
    return list(_kinds.values())


def reviewed_kinds() -> list[str]:
    """The keys of the kinds whose texts readers see only once a review has approved them."""
    return [kind.key for kind in all_kinds() if kind.needs_review]
