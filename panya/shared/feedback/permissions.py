"""Who says something under a record, and who keeps order there."""

from datetime import timedelta

from django.utils import timezone

from panya.shared.content.models import Access, Item, Notebook, Status, Tag
from panya.shared.content.permissions import is_kept_by, is_open, may_edit
from panya.shared.content.permissions import writes as writes
from panya.shared.content.queries import may_read
from panya.shared.feedback.models import Comment, CommentState, Followed, InformationRequest, UseRecord, UseState
from panya.shared.people.models import Appointment, Role, Unit, User
from panya.shared.people.permissions import Reader, holds, is_administrator, may_look_people_up

MAY_BE_EDITED_FOR = timedelta(minutes=30)
A_USE_MAY_BE_EDITED_FOR = timedelta(days=1)


def may_comment(person: Reader, item: Item) -> bool:
    """Everybody with an account comments on every published record that the person may read."""
    return isinstance(person, User) and person.is_active and item.published_id is not None and may_read(person, item)


def guests_may_comment(item: Item) -> bool:
    """Guests comment on PUBLIC records that are in use."""
    return is_open(item)


def may_edit_comment(person: Reader, comment: Comment) -> bool:
    """Only its author, for half an hour; afterwards others have read and answered it."""
    return (
        may_withdraw_comment(person, comment)
        and comment.written_at is not None
        and timezone.now() < comment.written_at + MAY_BE_EDITED_FOR
    )


def may_withdraw_comment(person: Reader, comment: Comment) -> bool:
    """Only its author, while it is shown."""
    return (
        isinstance(person, User)
        and person.is_active
        and comment.author_id == person.pk
        and comment.state == CommentState.VISIBLE
    )


def may_hide_comment(person: Reader, comment: Comment) -> bool:
    """The author and the owner of the record keep order under it, and so does the KM team."""
    item = comment.item
    return (
        isinstance(person, User)
        and person.is_active
        and comment.state in {CommentState.VISIBLE, CommentState.WAITING}
        and (person.pk in {item.author_id, item.owner_id} or may_moderate(person, item))
    )


def may_moderate(person: Reader, item: Item) -> bool:
    """The KM team of the record's unit or of one above it, where the member may read the record."""
    return is_kept_by(item, person)


def sees_moderation(person: Reader) -> bool:
    """Members of a KM team have the desk on which comments of guests and reports wait."""
    return (
        isinstance(person, User)
        and person.is_active
        and person.appointments.current().filter(role=Role.KM_TEAM).exists()
    )


def may_thank(person: Reader, item: Item) -> bool:
    """Whoever may read a published record says thanks for it, but not those who wrote it."""
    return may_comment(person, item) and not writes(person, item)


def may_keep(person: Reader, item: Item) -> bool:
    """Whoever may read a record keeps it for later and follows it."""
    return isinstance(person, User) and person.is_active and may_read(person, item)


def may_follow(person: Reader, target: Followed) -> bool:
    """Everybody with an account follows what they may see, but not themselves."""
    if not isinstance(person, User) or not person.is_active or target == person:
        return False
    if isinstance(target, Item):
        return may_keep(person, target)
    readable = Item.objects.visible_to(person)
    if isinstance(target, Tag):
        return readable.filter(tags=target).exists()
    if isinstance(target, Notebook) and target.owner_id != person.pk:
        return readable.filter(notebook=target, status=Status.PUBLISHED).exists()
    return True


def may_edit_privacy_notice(person: Reader) -> bool:
    """Administrators keep what the site tells people about their data."""
    return is_administrator(person)


def may_record_use(person: Reader, item: Item) -> bool:
    """Everybody of the staff records the use of every published record that the person may read."""
    return item.status == Status.PUBLISHED and may_look_people_up(person) and may_read(person, item)


def may_edit_use(person: Reader, use: UseRecord) -> bool:
    """Only who recorded it, within a day and before the head has looked at it."""
    return (
        _recorded(person, use)
        and use.state == UseState.RECORDED
        and timezone.now() < use.recorded_at + A_USE_MAY_BE_EDITED_FOR
    )


def may_withdraw_use(person: Reader, use: UseRecord) -> bool:
    """Only who recorded it, whatever was decided: then it counts no longer."""
    return _recorded(person, use) and use.state != UseState.WITHDRAWN


def may_confirm_use(person: Reader, use: UseRecord) -> bool:
    """The heads over the unit in which it was used; the KM team over it where no head is appointed (decision 0018).

    Never who recorded it; nor the use of one's own writing, which counts nowhere.
    """
    if not isinstance(person, User) or person.pk == use.by_id or use.is_own:
        return False
    if not person.is_staff_member or not may_read(person, use.item):
        return False
    if holds(person, [Role.HEAD], over=use.unit):
        return True
    return holds(person, [Role.KM_TEAM], over=use.unit) and not has_head(use.unit, besides=use.by_id)


def has_head(unit: Unit, *, besides: int) -> bool:
    """Whether somebody else than this person is head of the unit or of one above it, below the whole organisation."""
    heads = Appointment.objects.current().filter(role=Role.HEAD, unit__in=below_the_whole(unit), person__is_active=True)
    return heads.exclude(person=besides).exists()


def below_the_whole(unit: Unit) -> list[int]:
    """Ids from the department down to this unit; the whole organisation only where the unit is that itself."""
    return unit.ancestor_ids[1:] or unit.ancestor_ids


def may_answer_improvement(person: Reader, use: UseRecord) -> bool:
    """Who writes the record says what became of what its users would have better."""
    return bool(use.improvement) and use.state != UseState.WITHDRAWN and may_edit(person, use.item)


def may_rate(person: Reader, item: Item) -> bool:
    """Everybody says whether a record was useful that everybody may read; but not those who wrote it."""
    return is_open(item) and not (isinstance(person, User) and writes(person, item))


def may_ask_for(person: Reader, item: Item) -> bool:
    """Everybody asks for what stands in a published record of class REQUEST; an officer also for a citizen."""
    return item.access == Access.REQUEST and item.status == Status.PUBLISHED and item.deleted_at is None


def may_answer_request(person: Reader, case: InformationRequest) -> bool:
    """The owner of the record, and the KM team over its unit as far as it may read the record."""
    if not isinstance(person, User) or not person.is_staff_member:
        return False
    return person.pk == case.item.owner_id or may_moderate(person, case.item)


def _recorded(person: Reader, use: UseRecord) -> bool:
    return isinstance(person, User) and person.is_active and use.by_id == person.pk
