"""Who may do what with knowledge assets, beyond what holds for every item."""

from panya.features.assets.models import Wanted
from panya.shared.content.models import Item, Status
from panya.shared.content.permissions import may_change_access, may_edit, may_keep_subjects, may_retire
from panya.shared.content.queries import may_read
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader


def may_write_assets(person: Reader) -> bool:
    """Everyone of the staff writes; an asset belongs to the unit of its author until it is moved."""
    return isinstance(person, User) and person.is_staff_member and person.unit is not None


def may_choose_readers(person: Reader, item: Item) -> bool:
    """The author and the owner say who reads, until it is first shown; then a change of class needs an approver."""
    return may_change_access(person, item) and item.published_id is None


def may_move(person: Reader, item: Item) -> bool:
    """The author and the owner move it to another unit and say how long it is kept."""
    return may_change_access(person, item)


def may_suggest_edit(person: Reader, item: Item) -> bool:
    """Staff who read a published asset and do not write it; its writers change it themselves."""
    return (
        isinstance(person, User)
        and person.is_staff_member
        and item.status == Status.PUBLISHED
        and may_read(person, item)
        and not may_edit(person, item)
    )


def may_decide_suggestion(person: Reader, item: Item) -> bool:
    """The author and the owner take a reader's text in or decline it."""
    return may_change_access(person, item) and item.deleted_at is None


def may_merge(person: Reader, one: Item, other: Item) -> bool:
    """Those who may take both assets out of use, and read both: author and owner, and the KM team over both units."""
    return all(may_retire(person, item) and may_read(person, item) for item in (one, other))


def may_translate(person: Reader, item: Item) -> bool:
    """Everybody who writes assets translates a published one that the person may read."""
    return may_write_assets(person) and item.status == Status.PUBLISHED and may_read(person, item)


def may_want(person: Reader) -> bool:
    """Everyone of the staff sees the board of wanted knowledge, asks, backs, takes and answers."""
    return isinstance(person, User) and person.is_staff_member


def may_close_wanted(person: Reader, card: Wanted) -> bool:
    """Who asked takes the card off again; KM teams and administrators any card."""
    return may_want(person) and (card.asked_by_id == person.pk or may_keep_subjects(person))
