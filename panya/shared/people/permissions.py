"""Who may do what with units, people and circles; roles come from appointments, never from staff class."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser

from panya.base.core.prepared import Prepared
from panya.shared.people.models import GUEST, Appointment, Circle, Role, Standing, Unit, User

Reader = User | AnonymousUser


def standing_of(reader: Reader) -> Standing:
    """Where this reader stands; a guest and a disabled account stand nowhere."""
    return reader.standing if isinstance(reader, User) else GUEST


def holds(person: Reader, roles: Iterable[Role], *, over: Unit | None = None) -> bool:
    """True while the person is active and appointed to one of these roles over this unit (or over everything)."""
    wanted, scope = set(roles), {None, *(over.ancestor_ids if over else ())}
    return any(role in wanted and unit in scope for role, unit in _appointed(person))


def holds_anywhere(person: Reader, role: Role) -> bool:
    """True while the person is active and appointed to this role over some unit (or over everything)."""
    return any(held == role for held, _unit in _appointed(person))


def _appointed(person: Reader) -> list[tuple[str, int | None]]:
    """Role and unit of each appointment of today; of nobody and of a disabled account none."""
    return _APPOINTED(person.pk) if isinstance(person, User) and person.is_active else []


_APPOINTED: Prepared[tuple[str, int | None]] = Prepared(
    lambda person: Appointment.objects.current().filter(person=person).values_list("role", "unit_id")
)


def holds_or_administers(person: Reader, role: Role) -> bool:
    """True of administrators, and while the person is active of whom this role is given to over some unit or all."""
    if _is_built_in(person):
        return True
    return any(held == role or (held, unit) == (Role.ADMINISTRATOR, None) for held, unit in _appointed(person))


def is_administrator(person: Reader) -> bool:
    """Administrators keep units, people and roles; their role opens no record to them.

    The built-in person acts for commands typed on the machine itself; nobody can sign in as it.
    """
    return holds(person, [Role.ADMINISTRATOR]) or _is_built_in(person)


def _is_built_in(person: Reader) -> bool:
    return isinstance(person, User) and person.is_built_in


def may_keep_people_of(person: Reader, unit: Unit | None) -> bool:
    """Administrators keep everybody; a unit administrator keeps the people of that unit and below."""
    if is_administrator(person):
        return True
    return unit is not None and holds(person, [Role.UNIT_ADMINISTRATOR], over=unit)


def may_keep_person(person: Reader, other: User) -> bool:
    """A unit administrator keeps those who work there and hold no role beyond that administrator's own gift.

    Else whoever resets passwords for a unit could sign in as an administrator who works in it.
    """
    if other.is_built_in:
        return False
    if is_administrator(person):
        return True
    return may_keep_people_of(person, other.unit) and all(
        may_appoint(person, Role(appointment.role), appointment.unit)
        for appointment in other.appointments.not_over().select_related("unit")
    )


def may_manage(person: Reader) -> bool:
    """Administrators and unit administrators see the pages on which people are kept."""
    return holds_or_administers(person, Role.UNIT_ADMINISTRATOR)


def may_look_people_up(person: Reader) -> bool:
    """Staff find colleagues by name; outside accounts and guests do not."""
    return isinstance(person, User) and person.is_staff_member


def may_keep_units(person: Reader) -> bool:
    """Only administrators add, rename, merge and close units."""
    return is_administrator(person)


def may_appoint(person: Reader, role: Role, unit: Unit | None) -> bool:
    """Administrators appoint to every role; a unit administrator to the KM team of that unit and below."""
    if is_administrator(person):
        return True
    return role == Role.KM_TEAM and unit is not None and holds(person, [Role.UNIT_ADMINISTRATOR], over=unit)


def may_edit_circle(person: Reader, circle: Circle) -> bool:
    """Only the owner of a circle keeps it current."""
    return isinstance(person, User) and circle.owner_id == person.pk


def roles_to_give(person: Reader) -> list[Role]:
    """Every role for an administrator; the KM team for a unit administrator, over the units kept."""
    if is_administrator(person):
        return list(Role)
    return [Role.KM_TEAM] if may_manage(person) else []


def may_keep_competences(person: Reader) -> bool:
    """Members of any KM team and administrators merge fields of expertise, which all units share."""
    if not isinstance(person, User) or not person.is_staff_member:
        return False
    return holds_or_administers(person, Role.KM_TEAM)
