"""Finding the asset that a page is about; a hidden one and one that does not exist are the same 404."""

from django.http import Http404, HttpRequest

from panya.base.core.client_address import client_address
from panya.base.core.errors import require
from panya.features.assets.queries.assets import find_asset
from panya.shared.audit import actions as audit
from panya.shared.content.models import Access, Item, Revision
from panya.shared.content.permissions import may_edit


def readable(request: HttpRequest, number: int) -> Item:
    """The asset that this reader may read."""
    item = find_asset(number, request.user)
    if item is None:
        raise Http404
    return item


def editable(request: HttpRequest, number: int) -> Item:
    """The asset that this reader may write; one who may only read it is told so."""
    item = readable(request, number)
    require(may_edit(request.user, item))
    return item


def shown_of(item: Item) -> Revision:
    """The text that readers see; of one that was never published, the latest."""
    found = item.published or item.latest
    if found is None:
        raise Http404
    return found


def note_audited_read(request: HttpRequest, item: Item) -> None:
    """Every look at the text of a RESTRICTED asset is written down first; no row, no text."""
    if item.access == Access.RESTRICTED:
        audit.record(
            "assets.read", by=request.user, object_kind="item", object_id=item.pk, address=client_address(request)
        )
