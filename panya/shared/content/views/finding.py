"""Finding the item that a page is about; a hidden one and one that does not exist are the same 404."""

from django.http import Http404, HttpRequest, HttpResponseRedirect

from panya.base.core.client_address import client_address
from panya.base.core.errors import require
from panya.shared.audit import actions as audit
from panya.shared.content.editing import Editor
from panya.shared.content.models import Access, Item, Revision
from panya.shared.content.queries import card_of, find_item, revision_of


def readable(request: HttpRequest, number: int, kind: str) -> Item:
    """The item of this kind that this reader may read."""
    item = find_item(number, request.user, kind)
    if item is None:
        raise Http404
    return item


def elsewhere(request: HttpRequest, number: int, kind: str) -> HttpResponseRedirect | None:
    """The way to the item of this number, or to its card, where it is of another kind.

    Who has nothing but a number (`[[30449]]`) comes to the page of any kind.
    """
    item = find_item(number, request.user) or card_of(number, request.user)
    return None if item is None or item.kind == kind else HttpResponseRedirect(item.get_absolute_url())


def editable(request: HttpRequest, number: int, editor: Editor) -> Item:
    """The item that this reader may write; one who may only read it is told so."""
    item = readable(request, number, editor.kind)
    require(editor.may_edit(request.user, item))
    return item


def revision(item: Item, number: int) -> Revision:
    found = revision_of(item, number)
    if found is None:
        raise Http404
    return found


def latest_of(item: Item) -> Revision:
    """The newest text of an item, published or not."""
    if item.latest is None:
        raise Http404
    return item.latest


def write_down_read(request: HttpRequest, item: Item, verb: str) -> None:
    """Every look at the text of a RESTRICTED item is written down first; no row, no text."""
    if item.access == Access.RESTRICTED:
        audit.record(
            verb,
            by=request.user,
            object_kind="item",
            object_id=item.pk,
            address=client_address(request),
        )


def write_down_download(request: HttpRequest, item: Item, verb: str, form: str) -> None:
    """What not everybody may read and leaves the site as a file is written down first; no row, no file."""
    if item.access != Access.PUBLIC or item.published_id is None:
        audit.record(
            verb,
            by=request.user,
            object_kind="item",
            object_id=item.pk,
            after={"format": form, "access": item.access},
            address=client_address(request),
        )
