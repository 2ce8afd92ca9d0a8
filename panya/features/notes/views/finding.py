"""Finding the note that a page is about; a hidden one and one that does not exist are the same 404."""

from django.http import HttpRequest

from panya.features.notes.item_kinds import KIND
from panya.features.notes.views.editor import EDITOR
from panya.shared.content.models import Item
from panya.shared.content.views import finding


def readable(request: HttpRequest, number: int) -> Item:
    """The note that this reader may read."""
    return finding.readable(request, number, KIND)


def editable(request: HttpRequest, number: int) -> Item:
    """The note that this reader may write; one who may only read it is told so."""
    return finding.editable(request, number, EDITOR)


def note_audited_read(request: HttpRequest, item: Item) -> None:
    """Every look at the text of a RESTRICTED note is written down first; no row, no text."""
    finding.write_down_read(request, item, EDITOR.read_verb)
