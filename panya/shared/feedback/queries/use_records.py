"""Uses of records as rows: of a record, of a person, on a desk."""

from collections.abc import Sequence
from datetime import date

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.utils import timezone

from panya.base.thai.normalise import normalise_line
from panya.shared.content.mentions import may_read_now
from panya.shared.content.models import Item
from panya.shared.feedback.models import Improvement, UseRecord, UseState, Work
from panya.shared.feedback.models.use import TOLD
from panya.shared.feedback.permissions import below_the_whole
from panya.shared.people.models import Appointment, Role, User
from panya.shared.people.permissions import Reader, may_look_people_up

SHORTEST = 2


def first_day_of_use(item: Item) -> date | None:
    """Nobody used it before the day in Bangkok on which it was published; None where nobody knows that day."""
    return timezone.localdate(item.published_at) if item.published_at else None


def uses_of(item: Item) -> QuerySet[UseRecord]:
    """What was recorded of a record and stands, the newest first; with what a row shows."""
    return _with_rows(UseRecord.objects.told().filter(item=item))


def find_use(public_id: str, reader: Reader) -> UseRecord | None:
    """A use of a record that this member of the staff may read; who recorded it meets it in every state."""
    if not isinstance(reader, User) or not may_look_people_up(reader):
        return None
    shown = Q(state__in=TOLD) | Q(by=reader)
    found = UseRecord.objects.visible_to(reader).filter(shown, public_id=public_id)
    return _with_rows(found).select_related("item__author", "item__owner").first()


def uses_recorded_by(person: User) -> QuerySet[UseRecord]:
    """One's own records in every state, as far as what was used may be read; the newest first."""
    return _with_rows(UseRecord.objects.visible_to(person).filter(by=person))


def improvements_for(person: User) -> QuerySet[UseRecord]:
    """What users would have better in what this person writes and nobody has answered, the oldest first."""
    found = UseRecord.objects.told().filter(
        improvement_state=Improvement.OPEN, item__in=Item.objects.edited_by(person).values("pk")
    )
    return _with_rows(found).order_by("recorded_at", "pk")


def uses_to_confirm(person: User) -> QuerySet[UseRecord]:
    """What waits for this head, or for this KM team where no head is appointed; the longest waiting first.

    The same rule as `may_confirm_use`, for a list.
    """
    held = person.appointments.current().filter(role__in=[Role.HEAD, Role.KM_TEAM]).select_related("unit")
    as_head, as_team = Q(pk=None), Q(pk=None)
    for appointment in held:
        below = Q(unit__path__startswith=appointment.unit.path) if appointment.unit else Q()
        if appointment.role == Role.HEAD:
            as_head |= below
        else:
            as_team |= below
    waiting = UseRecord.objects.visible_to(person).filter(state=UseState.RECORDED, is_own=False).exclude(by=person)
    found = waiting.filter(as_head | (as_team & ~Exists(_heads_over_the_unit())))
    return _with_rows(found).order_by("recorded_at", "pk")


def who_confirms(use: UseRecord) -> list[User]:
    """Whom to tell that a use waits: the nearest heads over its unit, else the KM team over it."""
    for unit in reversed(below_the_whole(use.unit)):
        if heads := _appointed(Role.HEAD, [unit], use):
            return heads
    return _appointed(Role.KM_TEAM, use.unit.ancestor_ids, use)


def works_named(words: str, person: User, limit: int = 8) -> QuerySet[Work]:
    """Pieces of work of the person's unit that the words begin or stand in, for suggestions while typing.

    Only those in which something was used that the person may read: else their names would tell of the rest.
    """
    words = normalise_line(words)[:100]
    if len(words) < SHORTEST or person.unit is None:
        return Work.objects.none()
    readable = UseRecord.objects.visible_to(person).filter(work=OuterRef("pk"))
    return Work.objects.filter(Exists(readable), unit=person.unit, name__icontains=words)[:limit]


def sees_uses_to_confirm(person: Reader) -> bool:
    """Heads and KM teams have something to confirm."""
    if not isinstance(person, User) or not person.is_staff_member:
        return False
    return person.appointments.current().filter(role__in=[Role.HEAD, Role.KM_TEAM]).exists()


def _with_rows(found: QuerySet[UseRecord]) -> QuerySet[UseRecord]:
    return found.select_related("item", "by", "unit", "owner_unit", "work", "decided_by")


def _heads_over_the_unit() -> QuerySet[Appointment]:
    """For each use: heads of its unit or of one above it, below the whole organisation; not who recorded it."""
    below_the_root = Q(unit__parent__isnull=False) | Q(unit=OuterRef("unit"))
    heads = Appointment.objects.current().filter(below_the_root, role=Role.HEAD, person__is_active=True)
    path_of_use = ExpressionWrapper(OuterRef("unit__path"), output_field=CharField())
    over = heads.annotate(path_of_use=path_of_use).filter(path_of_use__startswith=F("unit__path"))
    return over.exclude(person=OuterRef("by"))


def _appointed(role: Role, units: Sequence[int], use: UseRecord) -> list[User]:
    over = Q(unit__in=units) | (Q(unit__isnull=True) if role == Role.KM_TEAM else Q(pk=None))
    held = Appointment.objects.current().filter(over, role=role).exclude(person=use.by_id)
    return may_read_now(use.item, list(User.objects.active().filter(pk__in=held.values("person"))))
