"""Records that use a word of the glossary; the search, which stands above, registers how they are found."""

from collections.abc import Callable

from panya.shared.content.models import Item, Term
from panya.shared.people.permissions import Reader

Finder = Callable[[Term, Reader], list[Item]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    if finder not in _finders:
        _finders.append(finder)


def records_using(term: Term, reader: Reader) -> list[Item]:
    """Records that this reader may see and that use the word, the best first."""
    found = [item for finder in _finders for item in finder(term, reader)]
    return list({item.pk: item for item in found}.values())
