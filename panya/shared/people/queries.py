"""Reads about units, people and circles."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from panya.base.core.clock import today
from panya.base.core.prepared import Prepared
from panya.base.thai.normalise import identity_key, normalise_line
from panya.shared.people.models import Appointment, Circle, Competence, Posting, Role, SignIn, Standing, Unit, User
from panya.shared.people.permissions import Reader, is_administrator


def built_in_person() -> User:
    """The person who owns what has no known owner: ‘ระบบนำเข้า’."""
    return User.objects.get(is_built_in=True)


def signed_in_person(pk: int) -> User | None:
    """The active person of a session, with the standing of today, in one question."""
    found = _SIGNED_IN(pk)
    if not found:
        return None
    person = found[0]
    unit = Unit(path=getattr(person, "unit_path", None) or "")
    person.standing = Standing(person.pk, bool(getattr(person, "unit_is_own", False)), tuple(unit.ancestor_ids))
    return person


def with_standing(people: QuerySet[User]) -> QuerySet[User]:
    """The people with `unit_path` and `unit_is_own` of the unit in which each works today."""
    latest = Posting.objects.current().filter(person=OuterRef("pk")).order_by("-valid_from", "-pk")
    return people.annotate(
        unit_path=Subquery(latest.values("unit__path")[:1]), unit_is_own=Subquery(latest.values("unit__is_own")[:1])
    )


_SIGNED_IN = Prepared(lambda pk: with_standing(User.objects.active().filter(pk=pk)))


def has_accounts() -> bool:
    """True once anybody but the built-in person has an account."""
    return User.objects.filter(is_built_in=False).exists()


def find_person(public_id: str) -> User | None:
    return User.objects.filter(public_id=normalise_line(public_id), is_built_in=False).first()


def person_by_sign_in_name(name: str) -> User | None:
    """The person with this e-mail or person code, in any letter case; never the built-in one."""
    person = User.objects.by_sign_in_name(name)
    return None if person is None or person.is_built_in else person


def find_unit(code: str) -> Unit | None:
    return Unit.objects.filter(code__iexact=normalise_line(code)).select_related("parent", "renamed_to").first()


def current_units() -> QuerySet[Unit]:
    return Unit.objects.current().in_order()


def units_to_choose() -> list[Unit]:
    """The units of today with what a list shows of them, in order."""
    return _TO_CHOOSE()


_TO_CHOOSE = Prepared(lambda: current_units().only("code", "parent_id", "name_th", "name_en"))


@dataclass(frozen=True)
class UnitRow:
    """A unit as the tree shows it."""

    unit: Unit
    depth: int
    people: int


def unit_tree(*, closed: bool = False) -> list[UnitRow]:
    """Every unit under its parent, in order; with the number of people who work in it today."""
    counted = Posting.objects.current().filter(person__is_active=True).order_by()
    people = dict(counted.values_list("unit").annotate(Count("person", distinct=True)))
    units = Unit.objects.in_order() if closed else current_units()
    return [UnitRow(unit, depth, people.get(unit.pk, 0)) for unit, depth in under_each_other(units)]


def under_each_other(units: Collection[Unit] | QuerySet[Unit]) -> list[tuple[Unit, int]]:
    """These units, each under its parent and with its depth; one whose parent is not among them stands at the top."""
    below: dict[int | None, list[Unit]] = {}
    ids = {unit.pk for unit in units}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in ids else None, []).append(unit)
    rows: list[tuple[Unit, int]] = []
    waiting = [(unit, 0) for unit in reversed(below.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        rows.append((unit, depth))
        waiting += [(child, depth + 1) for child in reversed(below.get(unit.pk, []))]
    return rows


@dataclass(frozen=True)
class Branch:
    """A unit with what hangs below it."""

    row: UnitRow
    below: list["Branch"]


def as_branches(rows: list[UnitRow]) -> list[Branch]:
    """Rows of the tree, hung into each other by their depth."""
    top: list[Branch] = []
    line: list[Branch] = []
    for row in rows:
        branch = Branch(row, [])
        while line and line[-1].row.depth >= row.depth:
            line.pop()
        (line[-1].below if line else top).append(branch)
        line.append(branch)
    return top


def units_kept_by(person: Reader) -> QuerySet[Unit]:
    """Units whose people this person keeps: all for an administrator, else the appointed ones and below."""
    if is_administrator(person):
        return Unit.objects.in_order()
    if not isinstance(person, User) or not person.is_active:
        return Unit.objects.none()
    own = person.appointments.current().filter(role=Role.UNIT_ADMINISTRATOR).select_related("unit")
    paths = [appointment.unit.path for appointment in own if appointment.unit]
    whole = any(appointment.unit is None for appointment in own)
    scope = Q(pk__in=[]) if not whole else Q(is_own=True)
    for path in paths:
        scope |= Q(path__startswith=path)
    return Unit.objects.filter(scope).in_order()


def people_kept_by(keeper: Reader) -> QuerySet[User]:
    """Everybody for an administrator; for a unit administrator the people who work in those units."""
    people = User.objects.filter(is_built_in=False).order_by("name_sort", "pk")
    if is_administrator(keeper):
        return people
    working = Posting.objects.current().filter(unit__in=units_kept_by(keeper).order_by().values("pk"))
    return people.filter(pk__in=working.values("person"))


def named(people: QuerySet[User], words: str) -> QuerySet[User]:
    """People whose name, code or e-mail contains every one of the words."""
    for word in normalise_line(words).split()[:5]:
        people = people.filter(
            Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(name_en__icontains=word)
            | Q(person_code__istartswith=word)
            | Q(email__istartswith=word)
        )
    return people


def working_in(people: QuerySet[User], unit: Unit) -> QuerySet[User]:
    """Those who work in this unit or below it today."""
    working = Posting.objects.current().filter(unit__path__startswith=unit.path)
    return people.filter(pk__in=working.values("person"))


def staff() -> QuerySet[User]:
    """People with an active account whose current posting is under the organisation's root."""
    working = Posting.objects.current().filter(unit__is_own=True)
    return User.objects.active().filter(pk__in=working.values("person"))


def staff_named(words: str, limit: int = 10) -> list[User]:
    """Active staff whose name contains every word, each with the unit of today; for suggestions."""
    return with_units(named(staff(), words).order_by("name_sort", "pk")[:limit])


def names_in_one() -> set[str]:
    """The first and family names of all accounts, Thai and English, each without spaces and folded."""
    rows = User.objects.filter(is_built_in=False).values_list("first_name", "last_name", "name_en")
    said = (name for first, last, english in rows for name in (f"{first} {last}", english))
    # One name alone may be a word like any other.
    return {"".join(name.split()).casefold() for name in said if len(name.split()) > 1}


def km_teams_over(unit: Unit) -> QuerySet[User]:
    """The members of the KM teams of this unit and of those above it, with an active account."""
    over = Q(unit__isnull=True) | Q(unit__in=unit.ancestor_ids)
    teams = Appointment.objects.current().filter(over, role=Role.KM_TEAM)
    return User.objects.active().filter(pk__in=teams.values("person"))


def with_units(people: Iterable[User]) -> list[User]:
    """The people with their current postings loaded in one query."""
    found = list(people)
    current = Posting.objects.current().filter(person__in=found).select_related("unit")
    latest = {posting.person_id: posting for posting in current.order_by("valid_from", "pk")}
    for person in found:
        person.know_posting(latest.get(person.pk))
    return found


def unit_of(person: int | None, day: date) -> int | None:
    """The unit (its id) in which the person of this id worked on this day."""
    postings = Posting.objects.on(day).filter(person=person).order_by("-valid_from", "-pk")
    return postings.values_list("unit", flat=True).first()


def postings_of(person: User) -> QuerySet[Posting]:
    """Where the person works, worked and will work, the latest first."""
    return Posting.objects.filter(person=person).select_related("unit").order_by("-valid_from", "-pk")


def earlier_postings(person: User) -> QuerySet[Posting]:
    return postings_of(person).filter(valid_to__lt=today())


def appointments_of(person: User) -> QuerySet[Appointment]:
    """What the person is or was appointed to, the latest first."""
    return Appointment.objects.filter(person=person).select_related("unit").order_by("-valid_from", "-pk")


def find_appointment(person: User, pk: int) -> Appointment | None:
    return appointments_of(person).filter(pk=pk).first()


def competences_named(words: str, limit: int = 10) -> QuerySet[Competence]:
    """Fields of expertise that contain these letters."""
    return Competence.objects.filter(key__contains=identity_key(words)).order_by("name_sort")[:limit]


def expertise_of(person: User) -> QuerySet[Competence]:
    return person.expertise.order_by("name_sort")


def circles_owned_by(person: User) -> QuerySet[Circle]:
    """Own circles with their members, in order."""
    return Circle.objects.owned_by(person).prefetch_related("members")


def find_circle(public_id: str, owner: User) -> Circle | None:
    """A circle of this owner; nobody else may look into it."""
    return Circle.objects.filter(public_id=normalise_line(public_id), owner=owner).first()


def uses_of(circles: Iterable[Circle]) -> dict[int, int]:
    """How many things each circle opens, in whatever app they live."""
    pks = [circle.pk for circle in circles]
    counted: dict[int, int] = dict.fromkeys(pks, 0)
    for relation in Circle._meta.related_objects:
        if relation.many_to_many:
            through = Circle._meta.get_field(relation.name).through  # type: ignore[union-attr]
            rows = (
                through._default_manager.filter(circle__in=pks).order_by().values_list("circle").annotate(Count("pk"))
            )
            for circle, number in rows:
                counted[circle] += number
    return counted


def reference_of(circle: Circle) -> str:
    """How forms write a circle: unit:CODE, person:ID or circle:ID."""
    if circle.unit:
        return f"unit:{circle.unit.code}"
    return f"person:{circle.person.public_id}" if circle.person else f"circle:{circle.public_id}"


def sign_ins_of(person: User) -> QuerySet[SignIn]:
    """Where the person is signed in now, the latest used first."""
    return SignIn.objects.open().filter(person=person).order_by("-seen_at", "-pk")


def find_sign_in(person: User, public_id: str) -> SignIn | None:
    """An own sign-in that is still open; nobody finds another's."""
    return sign_ins_of(person).filter(public_id=public_id).first()


@dataclass(frozen=True)
class SecondSteps:
    """What a person has set up beside the password."""

    app: Authenticator | None
    passkeys: list[Authenticator]
    codes: Authenticator | None

    @property
    def is_set_up(self) -> bool:
        return self.app is not None or bool(self.passkeys)

    @property
    def codes_left(self) -> int:
        return len(self.codes.data["hashes"]) if self.codes else 0


def second_steps_of(person: User) -> SecondSteps:
    """Everything that the person has set up, in one question."""
    found = list(Authenticator.objects.filter(user=person).order_by("pk"))
    one = {authenticator.type: authenticator for authenticator in found}
    keys = [authenticator for authenticator in found if authenticator.type == Authenticator.Type.WEBAUTHN]
    return SecondSteps(one.get(Authenticator.Type.TOTP), keys, one.get(Authenticator.Type.RECOVERY_CODES))


def find_passkey(person: User, public_id: str) -> Authenticator | None:
    """An own passkey; nobody finds another's."""
    keys = second_steps_of(person).passkeys
    return next((key for key in keys if key.data["public_id"] == public_id), None)


def parted(reference: str) -> tuple[str, str]:
    """The kind (unit, person or circle) and the key that a reference names; no kind where it is none."""
    kind, _colon, key = normalise_line(reference).partition(":")
    return (kind, key.upper() if kind == "unit" else key) if kind in {"unit", "person", "circle"} else ("", "")


def competences_with_people(words: str = "") -> QuerySet[Competence]:
    """Fields of expertise in their order, each with the active people who name it (`named_by`)."""
    found = Competence.objects.prefetch_related(
        Prefetch("people", User.objects.active().order_by("name_sort"), to_attr="named_by")
    )
    return found.filter(key__contains=identity_key(words)) if identity_key(words) else found


def find_competence(pk: int) -> Competence | None:
    return Competence.objects.filter(pk=pk).first()


def found_by_words(words: str, most: int) -> list[User]:
    """At most so many people, active or not, whom all these words name."""
    return list(named(User.objects.order_by("name_sort", "pk"), words)[:most])
