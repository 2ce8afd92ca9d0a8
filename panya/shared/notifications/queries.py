"""Reads of what people were told; what a person may not read any more is neither shown nor counted."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from panya.base.core.prepared import Prepared
from panya.shared.notifications import kinds, subjects
from panya.shared.notifications.models import Notification
from panya.shared.people.models import Standing, User

# The bell does not count further.
MOST_COUNTED = 100


def told_to(person: User) -> QuerySet[Notification]:
    """What the bell shows this person, the latest first."""
    return _shown_to(person.standing)


def unread_count(person: User) -> int:
    """How many in the bell are unread, up to MOST_COUNTED; one question that was written before."""
    standing = person.standing
    if standing.person_id is None:
        return 0
    if not standing.is_staff:
        return len(_UNREAD_OF_OUTSIDERS(standing.person_id))
    return len(_UNREAD_OF_STAFF(standing.person_id, *standing.unit_ids))


def _shown_to(standing: Standing) -> QuerySet[Notification]:
    readable = Exists(subjects.readable_to(standing).filter(pk=OuterRef("subject")))
    known = [kind.key for kind in kinds.all_kinds()]
    told = Notification.objects.filter(person=standing.person_id, in_bell=True, kind__in=known)
    return told.filter(Q(subject=None) | readable)


def _unread_of(standing: Standing) -> QuerySet[Notification]:
    return _shown_to(standing).filter(read_at=None).only("pk").order_by()[:MOST_COUNTED]


_UNREAD_OF_OUTSIDERS = Prepared(lambda person: _unread_of(Standing(person, is_staff=False, unit_ids=())))
_UNREAD_OF_STAFF = Prepared(lambda person, *units: _unread_of(Standing(person, True, units)))
