"""Who may do what with an item; reading is decided by `ItemQuerySet.visible_to` alone."""

from panya.shared.content.models import Access, Draft, Item, Notebook, Status
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader, may_look_people_up


def may_edit(person: Reader, item: Item) -> bool:
    """The author, the owner and the co-editors write; nobody else, whatever their role."""
    return (
        isinstance(person, User)
        and person.is_active
        and item.deleted_at is None
        and (person.pk in {item.author_id, item.owner_id} or item.co_editors.filter(pk=person.pk).exists())
    )


def may_change_access(person: Reader, item: Item) -> bool:
    """Who reads is decided by the author and the owner, not by co-editors."""
    return isinstance(person, User) and person.is_active and person.pk in {item.author_id, item.owner_id}


def may_retire(person: Reader, item: Item) -> bool:
    """The author and the owner take an item out of use and bring it back."""
    return may_change_access(person, item) and item.published_id is not None


def may_keep_notebook(person: Reader, notebook: Notebook) -> bool:
    """Only its owner renames a notebook and writes in it."""
    return isinstance(person, User) and person.is_active and notebook.owner_id == person.pk


def may_add_files(person: Reader, draft: Draft) -> bool:
    """Files hang on one's own draft; of an item only while one writes it."""
    return (
        isinstance(person, User)
        and person.is_active
        and draft.person_id == person.pk
        and (draft.item is None or may_edit(person, draft.item))
    )


def is_open(item: Item) -> bool:
    """Everybody may read it, and lists show it: then other programs may be told of it too."""
    return item.access == Access.PUBLIC and item.status == Status.PUBLISHED and item.deleted_at is None


def sees_card_authors(reader: Reader) -> bool:
    """The card of a REQUEST record names no author to those who may not read it."""
    return may_look_people_up(reader)


def may_ask_for_hints(person: Reader) -> bool:
    """Spelling hints are a service for the staff."""
    return may_look_people_up(person)
