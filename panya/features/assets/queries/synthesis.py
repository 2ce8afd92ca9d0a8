"""Finding what a synthesis is made of."""

from collections.abc import Iterable

from panya.shared.content.models import Item, Status
from panya.shared.content.queries import LARGEST_NUMBER
from panya.shared.people.permissions import Reader
from panya.shared.search.queries import search

MOST_FOUND = 12


def sources_among(numbers: Iterable[int], reader: Reader) -> list[Item]:
    """Of these numbers the published records that this reader may read whole, in the order of the numbers."""
    wanted = list(dict.fromkeys(number for number in numbers if 0 < number <= LARGEST_NUMBER))
    readable = Item.objects.visible_to(reader).filter(pk__in=wanted, status=Status.PUBLISHED)
    found = readable.select_related("published", "unit", "author").in_bulk()
    return [found[number] for number in wanted if number in found]


def found_by_words(words: str, reader: Reader, *, but: Iterable[int]) -> list[Item]:
    """What a search finds and the reader may read whole, without what is chosen already."""
    chosen = set(but)
    results = search(words, reader, limit=MOST_FOUND + len(chosen), as_typed=True).results if words.strip() else []
    return [one.item for one in results if one.whole and one.item.pk not in chosen][:MOST_FOUND]
