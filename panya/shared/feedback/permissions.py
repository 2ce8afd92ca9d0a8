"""Who says something under a record, and who keeps order there."""

from datetime import timedelta

from django.utils import timezone

from panya.shared.content.models import Access, Item, Notebook, Status, Tag
from panya.shared.feedback.models import Comment, CommentState, Followed
from panya.shared.people.models import Role, User
from panya.shared.people.permissions import Reader, holds, is_administrator

MAY_BE_EDITED_FOR = timedelta(minutes=30)


def may_comment(person: Reader, item: Item) -> bool:
    """Everybody with an account comments on every published record that the person may read."""
    return (
        isinstance(person, User)
        and person.is_active
        and item.published_id is not None
        and Item.objects.visible_to(person).filter(pk=item.pk).exists()
    )


def guests_may_comment(item: Item) -> bool:
    """Guests comment on PUBLIC records that are in use."""
    return item.access == Access.PUBLIC and item.status == Status.PUBLISHED and item.deleted_at is None


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
    return (
        isinstance(person, User)
        and holds(person, [Role.KM_TEAM], over=item.unit)
        and Item.objects.visible_to(person).filter(pk=item.pk).exists()
    )


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


def writes(person: Reader, item: Item) -> bool:
    """The author, the owner and the co-editors wrote it."""
    return person.pk in {item.author_id, item.owner_id} or item.co_editors.filter(pk=person.pk).exists()


def may_keep(person: Reader, item: Item) -> bool:
    """Whoever may read a record keeps it for later and follows it."""
    return isinstance(person, User) and person.is_active and Item.objects.visible_to(person).filter(pk=item.pk).exists()


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
