"""Reads for the pages of notes."""

from django.core.cache import cache
from django.db.models import QuerySet

from panya.features.notes.item_kinds import KIND
from panya.shared.content.choices import BY_CIRCLE
from panya.shared.content.models import Draft, Item, Notebook, Revision, Status
from panya.shared.content.queries import draft_for, drafts_of, find_item, find_notebook, notebooks_of
from panya.shared.people.models import Circle, User
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


def is_editor(reader: Reader, item: Item) -> bool:
    """Whether to draw the writers' tools for this reader; whether they work is asked of `may_edit`."""
    if not isinstance(reader, User) or reader.pk in {item.author_id, item.owner_id}:
        return isinstance(reader, User)
    key = f"co-editors:{item.pk}:{item.version}"
    return reader.pk in (cache.get_or_set(key, lambda: list(item.co_editors.values_list("pk", flat=True)), 60) or ())


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


def own_draft(person: User, public_id: str) -> Draft | None:
    """The person's draft of a note; of an item only while the person may still read that item."""
    draft = draft_for(person, public_id)
    if draft is None or draft.kind != KIND:
        return None
    if draft.item_id is not None and not Item.objects.visible_to(person).filter(pk=draft.item_id).exists():
        return None
    return draft


def draft_of_item(person: User, item: Item) -> Draft | None:
    return person.drafts.filter(item=item).select_related("base_revision").first()


def unborn_drafts(person: User) -> QuerySet[Draft]:
    return person.drafts.filter(item=None, kind=KIND)


def begun_changes(person: User) -> QuerySet[Draft]:
    """The person's drafts of notes that the person may still write; another's newer title is not told."""
    return drafts_of(person).filter(item__in=Item.objects.edited_by(person), kind=KIND)


def revision_of(item: Item, number: int) -> Revision | None:
    return item.revisions.select_related("by").filter(number=number).first()


def circles_opening(item: Item) -> list[Circle]:
    """The circles that a UNIT or RESTRICTED item is open to."""
    if item.access not in BY_CIRCLE:
        return []
    return list(item.circles.select_related("unit", "person"))
