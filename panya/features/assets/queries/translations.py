"""Finding the source of a translation."""

from panya.shared.content.models import Item, Link
from panya.shared.people.permissions import Reader


def source_of(translation: Item, reader: Reader) -> Link | None:
    """The link of a translation to its source, where this reader may read that; None also where it is hidden."""
    links = Link.objects.filter(source=translation, kind=Link.TRANSLATES, target__in=Item.objects.visible_to(reader))
    return links.select_related("target__published", "as_of").first()
