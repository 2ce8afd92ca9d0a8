"""Who may do what with an item; reading is decided by `ItemQuerySet.visible_to` alone."""

from django.db.models import Q
from django.utils.translation import gettext as _

from panya.shared.content.models import Access, Draft, Item, Notebook, Revision, Status
from panya.shared.people.models import Role, User
from panya.shared.people.permissions import (
    Reader,
    holds,
    holds_anywhere,
    holds_or_administers,
    is_administrator,
    may_look_people_up,
    standing_of,
)
from panya.shared.people.prepared import PreparedForReaders


def may_read(reader: Reader, item: Item) -> bool:
    """Whether this reader may read the item whole at this moment: `visible_to`, asked of one item."""
    return bool(readable_by_number(reader, item.pk))


def readable_by_number(reader: Reader, number: int) -> list[Item]:
    """`visible_to` for one item: every page about one item asks it."""
    return _BY_NUMBER(standing_of(reader), number)


def readable_by_old_number(reader: Reader, number: int) -> list[Item]:
    """`visible_to` for the number that an item had where it came from: every page about nothing asks it."""
    return _BY_OLD_NUMBER(standing_of(reader), number)


_BY_NUMBER: PreparedForReaders[Item] = PreparedForReaders(
    lambda standing, number: Item.objects.open_to(standing).filter(pk=number)
)
_BY_OLD_NUMBER: PreparedForReaders[Item] = PreparedForReaders(
    lambda standing, number: Item.objects.open_to(standing).filter(old_number=number).order_by("pk")[:1]
)


def may_edit(person: Reader, item: Item) -> bool:
    """The author, the owner and the co-editors write; nobody else, whatever their role."""
    return isinstance(person, User) and person.is_active and item.deleted_at is None and writes(person, item)


def writes(person: Reader, item: Item) -> bool:
    """The author, the owner and the co-editors wrote it."""
    return person.pk in {item.author_id, item.owner_id} or _is_co_editor(person, item)


def _is_co_editor(person: Reader, item: Item) -> bool:
    # A page that has fetched the co-editors beforehand asks no more.
    if "co_editors" in getattr(item, "_prefetched_objects_cache", {}):
        return any(one.pk == person.pk for one in item.co_editors.all())
    return item.co_editors.filter(pk=person.pk).exists()


def may_change_access(person: Reader, item: Item) -> bool:
    """Who reads is decided by the author and the owner, not by co-editors."""
    return isinstance(person, User) and person.is_active and person.pk in {item.author_id, item.owner_id}


def may_retire(person: Reader, item: Item) -> bool:
    """The author and the owner take an item out of use and bring it back; of what was reviewed also the KM team."""
    if item.published_id is None or item.deleted_at is not None:
        return False
    return may_change_access(person, item) or (item.needs_review and is_kept_by(item, person))


def may_renew(person: Reader, item: Item) -> bool:
    """The author, the owner and the KM team over the unit say that a published text still holds."""
    if not item.needs_review or item.status != Status.PUBLISHED or item.deleted_at is not None:
        return False
    return may_change_access(person, item) or is_kept_by(item, person)


def may_delete(person: Reader, item: Item) -> bool:
    """What was never published its author and owner throw away; afterwards only the KM team over the unit does."""
    if item.deleted_at is not None:
        return False
    return is_kept_by(item, person) if item.published_id is not None else may_change_access(person, item)


def is_offered_the_bin(person: Reader, item: Item) -> bool:
    """Its page offers to throw away a draft, and what was published once it was taken out of use."""
    return (item.is_retired or item.published_id is None) and may_delete(person, item)


def may_restore(person: Reader, item: Item) -> bool:
    """Whoever may throw it away takes it out of the bin again."""
    if item.deleted_at is None:
        return False
    if item.published_id is None:
        return may_change_access(person, item)
    return keeps_unit_of(person, item) and Item.objects.binned_for(person).filter(pk=item.pk).exists()


def is_kept_by(item: Item, person: Reader) -> bool:
    """The KM team of the item's unit or of one above it, where the member may read the item."""
    return keeps_unit_of(person, item) and may_read(person, item)


def is_in_km_team(person: Reader) -> bool:
    """Members of a KM team keep the records of their units fresh."""
    return holds_anywhere(person, Role.KM_TEAM)


def sees_retention(person: Reader) -> bool:
    """KM teams and administrators look at what has been kept long enough; neither role opens a record by it."""
    return holds_or_administers(person, Role.KM_TEAM)


def sees_trust(person: Reader) -> bool:
    """The figures of trust are for the staff."""
    return may_look_people_up(person)


def may_take_along(person: Reader, item: Item) -> bool:
    """Whoever reads it takes a file of it along; a RESTRICTED one leaves the system for nobody."""
    return item.access != Access.RESTRICTED


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


def may_keep_subjects(person: Reader) -> bool:
    """Members of any KM team and administrators keep topics, tags and the glossary, which all units share."""
    if not isinstance(person, User) or not person.is_staff_member:
        return False
    return holds_or_administers(person, Role.KM_TEAM)


def may_keep_aims(person: Reader) -> bool:
    """The KM team of the whole organisation (appointed over all or the root unit) and administrators keep its aims."""
    if not isinstance(person, User) or not person.is_staff_member:
        return False
    unit = person.unit
    root_id = unit.ancestor_ids[0] if unit else None
    over = Q(unit=None) | Q(unit=root_id)
    return person.appointments.current().filter(over, role=Role.KM_TEAM).exists() or is_administrator(person)


def may_ask_for_hints(person: Reader) -> bool:
    """Spelling hints are a service for the staff."""
    return may_look_people_up(person)


def may_ask_for_review(person: Reader, item: Item) -> bool:
    """The author and the owner choose who reviews: whoever is named reads the text, so co-editors may not."""
    return may_change_access(person, item) and item.deleted_at is None


def why_not_reviewer(person: User, item: Item) -> str:
    """Why this person may not judge the latest text of the item; empty where nothing stands against it.

    A reviewer is active staff, writes the item in no role, and wrote no text since the one that readers see.
    """
    if not person.is_active or person.is_built_in or not person.is_staff_member:
        return _("%(name)s ไม่ได้เป็นบุคลากรที่บัญชีเปิดใช้อยู่ จึงตรวจไม่ได้ โปรดเลือกคนอื่น") % {"name": person.name}
    if writes(person, item):
        return _("%(name)s เป็นผู้เขียนเรื่องนี้ จึงตรวจเองไม่ได้ โปรดเลือกคนอื่นที่รู้เรื่อง") % {"name": person.name}
    seen = item.published.number if item.published else 0
    if Revision.objects.filter(item=item, number__gt=seen, by=person).exists():
        return _("%(name)s เขียนข้อความส่วนหนึ่งที่จะตรวจ จึงตรวจเองไม่ได้ โปรดเลือกคนอื่นที่รู้เรื่อง") % {"name": person.name}
    return ""


def keeps_unit_of(person: Reader, item: Item) -> bool:
    """The KM team over the unit of an item; the role alone opens no text to it."""
    return holds(person, [Role.KM_TEAM], over=item.unit)


def may_reassign(person: Reader, item: Item) -> bool:
    """The author and the owner, and the KM team over its unit as far as it may read the item."""
    return may_change_access(person, item) or is_kept_by(item, person)


def may_hand_over(person: Reader, item: Item) -> bool:
    """The owner; once the owner is no active staff any more the author and the KM team over the item's unit.

    The role alone still opens no text to the team.
    """
    if not isinstance(person, User) or not person.is_active or item.deleted_at is not None:
        return False
    if person.pk == item.owner_id:
        return True
    return not item.owner.is_staff_member and (person.pk == item.author_id or keeps_unit_of(person, item))
