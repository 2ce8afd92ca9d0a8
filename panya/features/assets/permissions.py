"""Who may do what with knowledge assets, beyond what holds for every item."""

from panya.shared.people.models import User
from panya.shared.people.permissions import Reader


def may_write_assets(person: Reader) -> bool:
    """Everyone of the staff writes; an asset belongs to the unit of its author until it is moved."""
    return isinstance(person, User) and person.is_staff_member and person.unit is not None
