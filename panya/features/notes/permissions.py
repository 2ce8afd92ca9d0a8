"""Who may do what with a note, beyond what holds for every item."""

from panya.shared.people.models import User
from panya.shared.people.permissions import Reader


def may_write_notes(person: Reader) -> bool:
    """Everyone with an active account and a posting writes: a note belongs to the unit of its author."""
    return isinstance(person, User) and person.is_active and person.unit is not None
