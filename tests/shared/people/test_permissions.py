"""Roles × permissions, each cell decided; and no permission asks for the staff class."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from panya.base.core.clock import today
from panya.shared.people import permissions
from panya.shared.people.models import Role, StaffClass
from panya.shared.people.queries import built_in_person
from tests.factories import AppointmentFactory, UnitFactory, UserFactory, root_unit

pytestmark = pytest.mark.django_db(databases=["default", "cache"])

PANYA = Path(permissions.__file__).resolve().parents[2]
ASKING = ("permissions", "actions", "queries", "item_queries")


def holder(role, unit, home):
    return AppointmentFactory(person=UserFactory(unit=home), role=role, unit=unit).person


@pytest.fixture
def cast(department, division):
    """One person for every role, over the department where the role has a scope."""
    outside = UnitFactory(code="FTPI", parent=None, kind="external")
    over_department = {
        role.value: holder(role, department, division) for role in Role if role not in {Role.ADMINISTRATOR}
    }
    return over_department | {
        "administrator": holder(Role.ADMINISTRATOR, None, division),
        "officer": UserFactory(unit=division),
        "outside": UserFactory(unit=outside),
        "nobody's": UserFactory(unit=False),
        "disabled administrator": _disabled(holder(Role.ADMINISTRATOR, None, division)),
        "former administrator": AppointmentFactory(
            person=UserFactory(unit=division), valid_to=today() - timedelta(days=1)
        ).person,
        "future administrator": AppointmentFactory(
            person=UserFactory(unit=division), valid_from=today() + timedelta(days=1)
        ).person,
        "guest": AnonymousUser(),
    }


def _disabled(person):
    person.is_active = False
    person.save()
    return person


def allowed(cast, rule):
    return {name for name, person in cast.items() if rule(person)}


def test_only_administrators_keep_units(cast):
    assert allowed(cast, permissions.may_keep_units) == {"administrator"}


def test_administrators_and_unit_administrators_manage(cast):
    assert allowed(cast, permissions.may_manage) == {"administrator", "unit_administrator"}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("division", {"administrator", "unit_administrator"}),
        ("department", {"administrator", "unit_administrator"}),
        ("other", {"administrator"}),
        ("root", {"administrator"}),
        (None, {"administrator"}),
    ],
)
def test_people_are_kept_downwards_only(cast, department, division, where, expected):
    units = {"division": division, "department": department, "other": UnitFactory(), "root": root_unit(), None: None}

    assert allowed(cast, lambda person: permissions.may_keep_people_of(person, units[where])) == expected


@pytest.mark.parametrize("role", list(Role))
def test_unit_administrators_appoint_to_the_km_team_only(cast, division, role):
    expected = {"administrator"} | ({"unit_administrator"} if role == Role.KM_TEAM else set())

    assert allowed(cast, lambda person: permissions.may_appoint(person, role, division)) == expected
    assert allowed(cast, lambda person: permissions.may_appoint(person, role, None)) == {"administrator"}


def test_a_unit_administrator_does_not_keep_those_with_wider_roles(cast):
    keeper = cast["unit_administrator"]

    kept = {name for name, person in cast.items() if name != "guest" and permissions.may_keep_person(keeper, person)}

    # The former administrator is an officer again; the future one is not.
    assert kept == {"officer", "km_team", "former administrator"}


def test_staff_look_colleagues_up_and_outsiders_do_not(cast):
    assert allowed(cast, permissions.may_look_people_up) == set(cast) - {
        "outside",
        "nobody's",
        "disabled administrator",
        "guest",
    }


def test_the_built_in_person_acts_for_commands_but_is_kept_by_nobody(cast):
    from panya.shared.people.actions.people import ensure_built_in_person

    ensure_built_in_person(root_unit())

    assert permissions.is_administrator(built_in_person())
    assert not permissions.may_keep_person(cast["administrator"], built_in_person())


@pytest.mark.parametrize("staff_class", StaffClass.values)
def test_every_staff_class_is_staff_alike(department, staff_class):
    person = UserFactory(unit=department, staff_class=staff_class)

    assert person.is_staff_member
    assert not permissions.may_manage(person)


def asks_for_staff_class(source):
    """Whether a program text reads staff_class to decide something."""
    return any(
        (isinstance(node, ast.Attribute) and node.attr == "staff_class" and not isinstance(node.ctx, ast.Store))
        or (isinstance(node, ast.keyword) and (node.arg or "").split("__")[0] == "staff_class" and in_a_filter)
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and "staff_class__" in node.value)
        for in_a_filter, node in _with_filters(ast.parse(source))
    )


def _with_filters(tree):
    for node in ast.walk(tree):
        called = isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", ""))
        for keyword in getattr(node, "keywords", []):
            yield called in {"filter", "exclude", "get", "Q"}, keyword
        yield False, node


def asking_files():
    files = [path for path in PANYA.rglob("*.py") if "migrations" not in path.parts]
    return [path for path in files if path.stem in ASKING or path.parent.name in ASKING]


def test_no_permission_asks_for_the_staff_class():
    files = asking_files()
    # What is written about a person is checked and stored there; nothing is decided by it.
    store = {PANYA / "shared/people/actions/people.py"}

    assert {path.stem for path in files} >= {"permissions", "queries", "item_queries"}
    assert [str(path) for path in files if path not in store and asks_for_staff_class(path.read_text())] == []


def test_the_store_of_staff_class_only_checks_and_keeps_it():
    source = (PANYA / "shared/people/actions/people.py").read_text()

    lines = [line.strip() for line in source.splitlines() if "self.staff_class" in line or ".staff_class" in line]

    assert lines == [
        "if self.staff_class not in StaffClass.values:",
        'raise Refused(_("ไม่รู้จักประเภทบุคลากร “%(value)s”") % {"value": self.staff_class[:30]})',
        "staff_class=self.staff_class,",
    ]


@pytest.mark.parametrize(
    "planted",
    [
        "def may_edit(person): return person.staff_class == 'civil_servant'",
        "people = User.objects.filter(staff_class='civil_servant')",
        "people = User.objects.filter(Q(staff_class__in=['outside']))",
        "people = User.objects.filter(**{'person__staff_class__in': ['outside']})",
    ],
)
def test_the_guard_catches_a_permission_that_asks_for_the_staff_class(planted):
    assert asks_for_staff_class(planted)


def test_a_role_holds_through_its_last_day_in_bangkok(time_machine, department):
    person = UserFactory(unit=department)
    AppointmentFactory(person=person, valid_from=date(2026, 1, 1), valid_to=date(2026, 3, 31))

    time_machine.move_to("2026-03-31T23:59:00+07:00", tick=False)
    assert permissions.is_administrator(person)
    time_machine.move_to("2026-04-01T00:00:00+07:00", tick=False)
    assert not permissions.is_administrator(person)
