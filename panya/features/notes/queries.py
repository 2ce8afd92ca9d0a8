"""Reads for the pages of notes."""

from django.db.models import QuerySet

from panya.features.notes.item_kinds import KIND
from panya.shared.content.models import Item, Notebook, Status
from panya.shared.content.queries import find_item, find_notebook, notebooks_of
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader


def notes_for(reader: Reader, of: str = "") -> QuerySet[Item]:
    """Notes that lists may show this reader, the newest first; `of` narrows to `mine` or to my `unit`."""
    notes = Item.objects.listed_for(reader).of_kind(KIND).for_lists().newest_first()
    if not isinstance(reader, User) or not of:
        return notes
    if of == "mine":
        return notes.filter(author=reader)
    return notes.of_unit(reader.unit) if of == "unit" and reader.unit else notes.none()


def find_note(number: int, reader: Reader) -> Item | None:
    return find_item(number, reader, KIND)


def notebook_for(public_id: str, reader: Reader) -> Notebook | None:
    """A notebook shows itself to its owner, and to others through a record in it that they may read."""
    notebook = find_notebook(public_id)
    if notebook is None or notebook.owner_id == getattr(reader, "pk", None):
        return notebook
    return notebook if notes_in(notebook, reader).exists() else None


def notes_in(notebook: Notebook, reader: Reader) -> QuerySet[Item]:
    """Published records in a notebook that the reader may read whole: a card does not tell its notebook."""
    readable = Item.objects.visible_to(reader).filter(notebook=notebook, status=Status.PUBLISHED)
    return readable.for_lists().newest_first()


def find_own_notebook(public_id: str, person: User) -> Notebook | None:
    return notebooks_of(person).filter(public_id=public_id).first()
