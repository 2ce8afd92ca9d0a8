"""Who may do what with knowledge assets, beyond what holds for every item."""

from panya.features.assets.models import Wanted
from panya.shared.content.permissions import may_keep_subjects
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader


def may_write_assets(person: Reader) -> bool:
    """Everyone of the staff writes; an asset belongs to the unit of its author until it is moved."""
    return isinstance(person, User) and person.is_staff_member and person.unit is not None


def may_want(person: Reader) -> bool:
    """Everyone of the staff sees the board of wanted knowledge, asks, backs, takes and answers."""
    return isinstance(person, User) and person.is_staff_member


def may_close_wanted(person: Reader, card: Wanted) -> bool:
    """Who asked takes the card off again; KM teams and administrators any card."""
    return may_want(person) and (card.asked_by_id == person.pk or may_keep_subjects(person))
