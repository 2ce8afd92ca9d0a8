"""Say thanks for a record, keep it for later."""

from django.db import transaction

from panya.base.core.errors import require
from panya.base.core.limits import Limit
from panya.shared.content.mentions import may_read_now
from panya.shared.content.models import Item
from panya.shared.feedback import signals
from panya.shared.feedback.models import Bookmark, Thank
from panya.shared.feedback.permissions import may_keep, may_thank
from panya.shared.notifications.actions import tell
from panya.shared.people.models import User

THANKS = "feedback.thanks"
LIMIT = Limit("reaction", 60, 60)


def thank(item: Item, *, by: User) -> None:
    """Say thanks once; whoever wrote the record is told once, however often it is taken back and said again."""
    LIMIT.spend(by.public_id)
    with transaction.atomic():
        require(may_thank(by, item))
        _row, is_new = Thank.objects.get_or_create(item=item, person=by)
        if is_new:
            writers = [person for person in (item.author, item.owner) if person is not None]
            tell(THANKS, may_read_now(item, writers), subject=item.pk, by=by, key=f"thanks/{item.pk}/{by.pk}")
            signals.thanked.send(Thank, item=item, by=by)


def take_back_thanks(item: Item, *, by: User) -> None:
    LIMIT.spend(by.public_id)
    with transaction.atomic():
        require(may_thank(by, item))
        Thank.objects.filter(item=item, person=by).delete()


def keep_for_later(item: Item, *, by: User) -> None:
    """Put a record on one's own list to read later."""
    LIMIT.spend(by.public_id)
    with transaction.atomic():
        require(may_keep(by, item))
        Bookmark.objects.get_or_create(item=item, person=by)


def keep_no_longer(item: Item, *, by: User) -> None:
    LIMIT.spend(by.public_id)
    with transaction.atomic():
        require(may_keep(by, item))
        Bookmark.objects.filter(item=item, person=by).delete()
