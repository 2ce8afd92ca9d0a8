"""Who may look behind the search; what a search finds is decided by `ItemQuerySet` alone."""

from panya.shared.people.models import Role
from panya.shared.people.permissions import Reader, holds_or_administers


def may_see_why(person: Reader) -> bool:
    """KM teams and administrators see why a result stands where it does, of what they find themselves."""
    return holds_or_administers(person, Role.KM_TEAM)
