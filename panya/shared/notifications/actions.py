"""Tell people something, and what they do with what they were told."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from panya.base.core.errors import require
from panya.base.thai.normalise import normalise_line
from panya.shared.notifications import kinds
from panya.shared.notifications.models import MailState, Notification, Wish
from panya.shared.people.models import User

KEY_LIMIT = 200
_WORD_LIMIT = 200
READ_IS_KEPT = timedelta(days=90)
UNREAD_IS_KEPT = timedelta(days=365)


@transaction.atomic
def tell(
    kind: str,
    to: Iterable[User],
    *,
    subject: int | None,
    by: User | None,
    key: str,
    words: Mapping[str, str] | None = None,
) -> None:
    """Tell these people once, in the transaction of the act; never the one who did it, nor whose account rests.

    `key` names what is told: a person who was told under the same key is not told again, whatever the kind.
    `words` fill the kind's sentence (`name`: who did it, where that is no member; `at`: the part of the page);
    they are never text of the subject. Whether a person may read the subject is asked whenever it is shown.
    """
    chosen, told = kinds.kind(kind), {person.pk: person for person in to}
    if by is not None:
        told.pop(by.pk, None)
    people = [person for person in told.values() if person.is_active and not person.is_built_in]
    if not people:
        return
    if len(key) > KEY_LIMIT:
        raise ValueError(f"a notification's key is longer than {KEY_LIMIT} letters: {key[:60]}")
    wishes = {wish.person_id: wish for wish in Wish.objects.filter(kind=kind, person__in=people)}
    short = {name: normalise_line(word)[:_WORD_LIMIT] for name, word in (words or {}).items()}
    now, rows = timezone.now(), []
    for person in people:
        wish: Wish | kinds.NotificationKind = wishes.get(person.pk, chosen)
        if wish.bell or wish.mail:
            row = Notification(person=person, kind=kind, key=key, subject=subject, by=by, words=short, told_at=now)
            row.in_bell = wish.bell
            if wish.mail and person.email:
                row.mail, row.mail_due_at = MailState.WAITING, now
            rows.append(row)
    # Told already, or by another at this moment: the row that is there stays.
    Notification.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def take_back(key: str) -> None:
    """What was told under this key is no longer so (a comment was withdrawn): nobody meets it any more."""
    Notification.objects.filter(key=key).delete()


def mark_read(row: Notification, *, by: User) -> None:
    """The person opened this: it is read, and so is what else was told about the same subject."""
    require(row.person_id == by.pk)
    same = Q(pk=row.pk) if row.subject is None else Q(subject=row.subject)
    Notification.objects.filter(same, person=by, read_at=None).update(read_at=timezone.now())


def mark_all_read(up_to: Notification, *, by: User) -> None:
    """All that the person was told until then is read; what came after it was not seen yet."""
    require(up_to.person_id == by.pk)
    Notification.objects.filter(person=by, read_at=None, pk__lte=up_to.pk).update(read_at=timezone.now())


def choose(person: User, *, bell: Collection[str], mail: Collection[str]) -> None:
    """Be told of these kinds in the bell and of these by mail, and of no others."""
    require(person.is_active and not person.is_built_in)
    rows = [
        Wish(person=person, kind=kind.key, bell=kind.key in bell, mail=kind.key in mail) for kind in kinds.all_kinds()
    ]
    Wish.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["person", "kind"], update_fields=["bell", "mail"]
    )


def forget_old() -> None:
    """Forget what was read 90 days ago and what lay unread for a year; not while a mail about it may go out."""
    long_ago, a_year_ago = timezone.now() - READ_IS_KEPT, timezone.now() - UNREAD_IS_KEPT
    done_with = Q(read_at__lt=long_ago) | Q(in_bell=False, told_at__lt=long_ago) | Q(told_at__lt=a_year_ago)
    open_mails = [MailState.WAITING, MailState.SENDING]
    Notification.objects.filter(done_with).exclude(mail__in=open_mails).delete()
