"""Reads of what people were told; what a person may not read any more is neither shown nor counted."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from panya.base.thai.normalise import normalise_line
from panya.shared.notifications import kinds, subjects
from panya.shared.notifications.models import Notification, Wish
from panya.shared.notifications.sentences import leads_to, said
from panya.shared.notifications.subjects import Subject
from panya.shared.people.models import Standing, User
from panya.shared.people.prepared import PreparedForReaders

PAGE_SIZE = 20
LAST_PAGE = 500
# The bell does not count further.
MOST_COUNTED = 100


@dataclass(frozen=True)
class Told:
    """One line of the list."""

    row: Notification
    said: str

    @property
    def is_new(self) -> bool:
        return self.row.read_at is None


@dataclass(frozen=True)
class Group:
    """What was told about one subject; without a title what is about nothing that has one."""

    title: str
    icon: str
    lines: list[Told]

    @property
    def is_new(self) -> bool:
        return any(line.is_new for line in self.lines)


@dataclass(frozen=True)
class Page:
    """One page of what a person was told; how much there is in all is not told."""

    groups: list[Group]
    number: int
    has_older: bool
    # Up to where “all is read” reads.
    newest: Notification | None

    @property
    def has_new(self) -> bool:
        return any(group.is_new for group in self.groups)


@dataclass(frozen=True)
class Choice:
    """One kind and how this person wants to be told of it."""

    kind: kinds.NotificationKind
    bell: bool
    mail: bool


def told_to(person: User) -> QuerySet[Notification]:
    """What the bell shows this person and who did it, the latest first."""
    return _with_sender(person.standing)


def page_for(person: User, number: int) -> Page:
    """The page of this number, from 1 on; what is about one subject stands together."""
    number = min(max(number, 1), LAST_PAGE)
    start = (number - 1) * PAGE_SIZE
    found = _rows(person.standing, start)
    rows = found[:PAGE_SIZE]
    groups = _grouped(rows, subjects.described_to(person, {row.subject for row in rows if row.subject is not None}))
    has_older = len(found) > PAGE_SIZE and number < LAST_PAGE
    return Page(groups, number, has_older, rows[0] if rows else None)


def find_told(public_id: str, person: User) -> Notification | None:
    """What this person was told, while the person may read what it is about."""
    return told_to(person).filter(public_id=normalise_line(public_id)).first()


def address_of(row: Notification, person: User) -> str:
    """Where a notification that the person was shown leads."""
    numbers = () if row.subject is None else (row.subject,)
    return leads_to(row, subjects.described_to(person, numbers).get(row.subject or 0))


def choices_of(person: User) -> list[Choice]:
    """Every kind and how the person wants to be told of it."""
    wishes = {wish.kind: wish for wish in Wish.objects.filter(person=person)}
    every = [(kind, wishes.get(kind.key, kind)) for kind in kinds.all_kinds()]
    return [Choice(kind, wish.bell, wish.mail) for kind, wish in every]


def unread_count(person: User) -> int:
    """How many in the bell are unread, up to MOST_COUNTED."""
    standing = person.standing
    return len(_UNREAD(standing)) if standing.person_id is not None else 0


def _grouped(rows: list[Notification], known: dict[int, Subject]) -> list[Group]:
    lines: dict[int | str, list[Told]] = {}
    for row in rows:
        # A subject that was closed since the rows were asked for is not among the known ones.
        if row.subject is None or row.subject in known:
            lines.setdefault(row.public_id if row.subject is None else row.subject, []).append(Told(row, said(row)))
    return [
        Group(known[key].title if isinstance(key, int) else "", kinds.kind(told[0].row.kind).icon, told)
        for key, told in lines.items()
    ]


def _shown_to(standing: Standing) -> QuerySet[Notification]:
    readable = Exists(subjects.readable_to(standing).filter(pk=OuterRef("subject")))
    known = [kind.key for kind in kinds.all_kinds()]
    told = Notification.objects.filter(person=standing.person_id, in_bell=True, kind__in=known)
    return told.filter(Q(subject=None) | readable)


def _unread_of(standing: Standing) -> QuerySet[Notification]:
    return _shown_to(standing).filter(read_at=None).only("pk").order_by()[:MOST_COUNTED]


def _rows(standing: Standing, start: int) -> list[Notification]:
    """One page from this row on, and one row more."""
    if standing.person_id is None:
        return []
    return _FIRST(standing) if start == 0 else list(_with_sender(standing)[start : start + PAGE_SIZE + 1])


def _with_sender(standing: Standing) -> QuerySet[Notification]:
    return _shown_to(standing).select_related("by")


# Every page asks the one, every front page the other.
_UNREAD: PreparedForReaders[Notification] = PreparedForReaders(_unread_of, asks=0)
_FIRST: PreparedForReaders[Notification] = PreparedForReaders(
    lambda standing: _with_sender(standing)[: PAGE_SIZE + 1], asks=0
)
