"""Who may look behind the search; what a search finds is decided by `ItemQuerySet` alone."""

from panya.shared.content.permissions import is_in_km_team
from panya.shared.people.permissions import Reader, is_administrator


def may_see_why(person: Reader) -> bool:
    """KM teams and administrators see why a result stands where it does, of what they find themselves."""
    return is_in_km_team(person) or is_administrator(person)
