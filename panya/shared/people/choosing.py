"""Choosing readers by name: units, own circles and colleagues, each written as a reference."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q
from django.db.models.functions import Upper

from panya.base.thai.normalise import identity_key, normalise_line
from panya.shared.people.models import Circle, Unit, User
from panya.shared.people.queries import (
    current_units,
    find_unit,
    parted,
    person_by_sign_in_name,
    staff,
    staff_named,
    with_units,
)

SHORTEST = 2
_MOST = 8


@dataclass(frozen=True)
class Choice:
    """One unit, circle or person as a form offers it; `value` is what circles_from_references understands."""

    value: str
    label: str
    detail: str
    kind: str
    chosen: bool = False


def choices_named(words: str, by: User, *, people_only: bool = False) -> list[Choice]:
    """Units, own circles and colleagues whose name contains the words; nothing for less than two letters."""
    words = normalise_line(words)[:100]
    if len(words) < SHORTEST:
        return []
    people = [_person(person) for person in staff_named(words, _MOST)]
    return people if people_only else [*_circles(words, by), *_units(words), *people]


def chosen_from(references: Iterable[str], by: User, *, already: Iterable[Circle] = ()) -> list[Choice]:
    """What these references mean, for showing a form again; unknown ones are left out. As many questions as kinds."""
    wanted = list(dict.fromkeys(parted(reference) for reference in references))
    keys = {kind: [key for of_kind, key in wanted if of_kind == kind] for kind in ("unit", "person", "circle")}
    codes = Unit.objects.annotate(code_upper=Upper("code")).filter(code_upper__in=keys["unit"])
    circles = [circle for circle in already if circle.public_id in keys["circle"]]
    circles += Circle.objects.owned_by(by).filter(public_id__in=keys["circle"])
    found = {("unit", unit.code.upper()): _unit(unit) for unit in codes.select_related("parent")}
    found |= {
        ("person", one.public_id): _person(one) for one in with_units(staff().filter(public_id__in=keys["person"]))
    }
    found |= {("circle", circle.public_id): _circle(circle) for circle in circles}
    return [replace(found[reference], chosen=True) for reference in wanted if reference in found]


def reference_typed(words: str, by: User) -> str:
    """The reference that a typed line means: a unit, an own circle, or a person by name, code or e-mail."""
    words = normalise_line(words)
    if parted(words)[0]:
        return words
    if unit := find_unit(words) or next(iter(current_units().filter(name_th=words)[:1]), None):
        return f"unit:{unit.code}"
    if circle := Circle.objects.owned_by(by).filter(name=words).first():
        return f"circle:{circle.public_id}"
    person = person_by_sign_in_name(words)
    people = [person] if person else staff_named(words, limit=2)
    return f"person:{people[0].public_id}" if len(people) == 1 else words


def _circles(words: str, by: User) -> list[Choice]:
    key = identity_key(words)
    return [_circle(circle) for circle in Circle.objects.owned_by(by) if key in identity_key(circle.name)][:_MOST]


def _units(words: str) -> list[Choice]:
    named = (
        Q(name_th__icontains=words)
        | Q(name_en__icontains=words)
        | Q(short_th__icontains=words)
        | Q(code__istartswith=words)
    )
    return [_unit(unit) for unit in current_units().filter(named, is_own=True).select_related("parent")[:_MOST]]


def _unit(unit: Unit) -> Choice:
    return Choice(f"unit:{unit.code}", unit.name, unit.parent.name if unit.parent else "", "unit")


def _person(person: User) -> Choice:
    [person] = [person] if person.knows_posting else with_units([person])
    return Choice(f"person:{person.public_id}", person.name, person.unit.name if person.unit else "", "person")


def _circle(circle: Circle) -> Choice:
    return Choice(f"circle:{circle.public_id}", circle.name, "", "circle")
