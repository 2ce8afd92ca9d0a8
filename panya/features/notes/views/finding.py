"""Finding the note that a page is about; a hidden one and one that does not exist are the same 404."""

from django.http import Http404, HttpRequest

from panya.base.core.client_address import client_address
from panya.base.core.errors import require
from panya.features.notes.queries import find_note, revision_of
from panya.shared.audit import actions as audit
from panya.shared.content.models import Access, Item, Revision
from panya.shared.content.permissions import may_edit


def readable(request: HttpRequest, number: int) -> Item:
    """The note that this reader may read."""
    item = find_note(number, request.user)
    if item is None:
        raise Http404
    return item


def editable(request: HttpRequest, number: int) -> Item:
    """The note that this reader may write; one who may only read it is told so."""
    item = readable(request, number)
    require(may_edit(request.user, item))
    return item


def revision(item: Item, number: int) -> Revision:
    found = revision_of(item, number)
    if found is None:
        raise Http404
    return found


def latest_of(item: Item) -> Revision:
    """The newest text of a note, published or not."""
    if item.latest is None:
        raise Http404
    return item.latest


def note_audited_read(request: HttpRequest, item: Item) -> None:
    """Every look at the text of a RESTRICTED note is written down first; no row, no text."""
    if item.access == Access.RESTRICTED:
        audit.record(
            "notes.read",
            by=request.user,
            object_kind="item",
            object_id=item.pk,
            address=client_address(request),
        )


def note_download(request: HttpRequest, item: Item) -> None:
    """What not everybody may read and leaves the site as a file is written down first; no row, no file."""
    if item.access != Access.PUBLIC or item.published_id is None:
        audit.record(
            "notes.download",
            by=request.user,
            object_kind="item",
            object_id=item.pk,
            after={"format": "markdown", "access": item.access},
            address=client_address(request),
        )
