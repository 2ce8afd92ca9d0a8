"""Finding the asset that a page is about; a hidden one and one that does not exist are the same 404."""

from django.http import Http404, HttpRequest

from panya.features.assets.item_kinds import KIND
from panya.features.assets.views.editor import EDITOR
from panya.shared.content.models import Item, Revision
from panya.shared.content.queries import find_item
from panya.shared.content.views import finding


def readable(request: HttpRequest, number: int) -> Item:
    """The asset that this reader may read."""
    return finding.readable(request, number, KIND)


def editable(request: HttpRequest, number: int) -> Item:
    """The asset that this reader may write; one who may only read it is told so."""
    return finding.editable(request, number, EDITOR)


def promotable(request: HttpRequest, number: int) -> Item:
    """A record of another kind that this reader may read."""
    item = find_item(number, request.user)
    if item is None or item.kind == KIND:
        raise Http404
    return item


def shown_of(item: Item) -> Revision:
    """The text that readers see; of one that was never published, the latest."""
    found = item.published or item.latest
    if found is None:
        raise Http404
    return found


def note_audited_read(request: HttpRequest, item: Item) -> None:
    """Every look at the text of a RESTRICTED asset is written down first; no row, no text."""
    finding.write_down_read(request, item, EDITOR.read_verb)
