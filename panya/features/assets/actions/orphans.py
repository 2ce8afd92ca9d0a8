"""Assets whose owner has left: the KM teams of their units are told, so that none lies without an owner."""

from panya.features.assets.item_kinds import KIND
from panya.shared.content.models import Item
from panya.shared.content.review_queries import orphans
from panya.shared.notifications.actions import tell
from panya.shared.people.models import User
from panya.shared.people.queries import km_teams_over

ORPHANED = "assets.orphaned"


def tell_of_orphans(person: User | None = None) -> int:
    """Tell each team once of each asset without an owner; safe to run again and again."""
    found = list(orphans(KIND).filter(owner=person) if person else orphans(KIND))
    for item in found:
        _tell(item)
    return len(found)


def _tell(item: Item) -> None:
    # Without a subject: the role opens no text to the team, so that its title is not said either.
    tell(ORPHANED, km_teams_over(item.unit), subject=None, by=None, key=f"orphan/{item.pk}/{item.owner_id}")
