"""Finding assets; all reading starts at `visible_to` and `listed_for`."""

from panya.features.assets.item_kinds import KIND
from panya.features.assets.models import Asset
from panya.shared.content.models import Item
from panya.shared.content.queries import find_item
from panya.shared.people.permissions import Reader


def find_asset(number: int, reader: Reader) -> Item | None:
    """The asset of this number, where this reader may read it whole; None also where hidden."""
    return find_item(number, reader, KIND)


def facts_of(item: Item) -> Asset:
    """What only assets have: type, form, step of the work."""
    return Asset.objects.get(pk=item.pk)
