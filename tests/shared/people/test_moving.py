"""People move, units change their names: contributions stay, circles follow at Bangkok's midnight."""

from datetime import date, timedelta

import pytest

from panya.base.core.clock import today
from panya.base.core.errors import NotAllowed, Refused
from panya.shared.audit.models import AuditEntry
from panya.shared.content.models import Item
from panya.shared.people.actions.appointments import appoint, end_appointment
from panya.shared.people.actions.circles import circle_of_unit
from panya.shared.people.actions.people import PersonFields, add_person, deactivate_person, move_person
from panya.shared.people.actions.units import (
    UnitFields,
    add_unit,
    change_unit,
    close_unit,
    merge_units,
    rename_unit,
)
from panya.shared.people.models import Posting, Role, Unit, User
from panya.shared.people.queries import unit_tree
from tests.factories import NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def again(person):
    return User.objects.get(pk=person.pk)


def postings(person):
    return [
        (posting.unit.code, posting.valid_from, posting.valid_to) for posting in person.postings.order_by("valid_from")
    ]


def test_a_move_ends_one_posting_and_begins_the_next(administrator, department, division):
    person = UserFactory(unit=department)

    move_person(person, division, from_day=date(2026, 4, 1), by=administrator)

    assert postings(person) == [
        ("DIT", date(2020, 1, 1), date(2026, 3, 31)),
        ("DIT-WM", date(2026, 4, 1), None),
    ]


def test_circle_access_flips_at_bangkoks_midnight_and_the_contribution_stays(administrator, department, time_machine):
    old, new = department, UnitFactory(code="DFT")
    person = UserFactory(unit=old)
    written = NoteFactory(author=person, unit=old)
    notes = {
        unit.code: NoteFactory(author=UserFactory(unit=unit), access="UNIT", circles=(circle_of_unit(unit),))
        for unit in (old, new)
    }
    move_person(person, new, from_day=date(2027, 1, 1), by=administrator)

    def readable():
        seen = Item.objects.visible_to(again(person))
        return {code for code, note in notes.items() if seen.filter(pk=note.pk).exists()}

    time_machine.move_to("2026-12-31T23:59:59+07:00", tick=False)
    assert readable() == {"DIT"}
    time_machine.move_to("2027-01-01T00:00:00+07:00", tick=False)
    assert readable() == {"DFT"}
    assert Item.objects.get(pk=written.pk).unit == old


def test_a_move_entered_again_replaces_the_planned_one_and_can_be_taken_back(administrator, department, division):
    person = UserFactory(unit=department)
    later = today() + timedelta(days=30)
    move_person(person, division, from_day=later, by=administrator)
    other = UnitFactory(code="DFT")

    move_person(person, other, from_day=later, by=administrator)
    assert [row[0] for row in postings(person)] == ["DIT", "DFT"]

    move_person(person, department, from_day=later, by=administrator)
    assert postings(person) == [("DIT", date(2020, 1, 1), None)]


def test_moves_that_make_no_sense_are_refused_and_change_nothing(administrator, department, division):
    person = UserFactory(unit=department)
    closed = UnitFactory(valid_to=date(2021, 1, 1))
    for unit, day in [
        (department, today()),
        (division, date(2019, 12, 31)),
        (closed, today()),
        (division, date(2569, 5, 1)),
    ]:
        with pytest.raises(Refused):
            move_person(person, unit, from_day=day, by=administrator)

    assert postings(person) == [("DIT", date(2020, 1, 1), None)]


def test_a_unit_administrator_moves_people_only_within_the_own_units(unit_administrator, department, division):
    person, stranger = UserFactory(unit=department), UserFactory()
    move_person(person, division, from_day=today(), by=unit_administrator)

    for moved, unit in [(person, UnitFactory()), (stranger, division)]:
        with pytest.raises(NotAllowed):
            move_person(again(moved), unit, from_day=today(), by=unit_administrator)
    assert again(person).unit == division


def test_a_renamed_unit_is_a_new_one_and_its_records_stay_readable(administrator, department, division):
    reader, child_reader = UserFactory(unit=department), UserFactory(unit=division)
    note = NoteFactory(author=UserFactory(), access="UNIT", circles=(circle_of_unit(department),))
    keeper = appoint(reader, Role.UNIT_ADMINISTRATOR, unit=department, by=administrator)

    renamed = rename_unit(
        department, code="DIT2", fields=UnitFields("กรมการค้าภายในใหม่", kind="department"), on=today(), by=administrator
    )

    department.refresh_from_db()
    assert (department.valid_to, department.renamed_to) == (today() - timedelta(days=1), renamed)
    assert department.name_th == "กรมการค้าภายใน"
    assert again(reader).unit == renamed
    assert Unit.objects.get(pk=division.pk).parent == renamed
    for person in (reader, child_reader):
        assert Item.objects.visible_to(again(person)).filter(pk=note.pk).exists()
    assert keeper.person.appointments.current().get().unit == renamed


def test_merged_units_hand_people_children_and_circle_over(administrator, department, division):
    into = UnitFactory(code="DBD")
    person, host, outsider = UserFactory(unit=department), UserFactory(unit=into), UserFactory()
    note = NoteFactory(author=UserFactory(), access="UNIT", circles=(circle_of_unit(department),))

    merge_units(department, into=into, on=today(), by=administrator)

    assert again(person).unit == into
    assert Unit.objects.get(pk=division.pk).is_under(into)
    seen = [p for p in (person, host, outsider) if Item.objects.visible_to(again(p)).filter(pk=note.pk).exists()]
    assert seen == [person, host]


def test_a_unit_closes_only_when_nobody_is_left(administrator, department, division):
    person = UserFactory(unit=division)
    for unit in (division, department):
        with pytest.raises(Refused):
            close_unit(unit, on=today(), by=administrator)

    move_person(person, department, from_day=today(), by=administrator)
    close_unit(division, on=today(), by=administrator)

    assert Unit.objects.get(pk=division.pk).exists_on(today())
    assert not Unit.objects.get(pk=division.pk).exists_on(today() + timedelta(days=1))


def test_only_administrators_touch_units(unit_administrator, department):
    fields = UnitFields("กองใหม่")
    for act in (
        lambda: add_unit("NEW", fields, parent=department, by=unit_administrator),
        lambda: change_unit(department, fields, parent=department.parent, by=unit_administrator),
        lambda: rename_unit(department, code="NEW", fields=fields, on=today(), by=unit_administrator),
        lambda: merge_units(department, into=department.parent, on=today(), by=unit_administrator),
        lambda: close_unit(department, on=today(), by=unit_administrator),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize("code", ["dit", "DIT", " Dit "])
def test_unit_codes_are_unique_in_any_letter_case(administrator, department, code):
    with pytest.raises(Refused, match="อยู่แล้ว"):
        add_unit(code, UnitFields("กรมซ้ำ"), parent=department.parent, by=administrator)


def test_a_unit_does_not_hang_under_itself(administrator, department, division):
    with pytest.raises(Refused):
        change_unit(department, UnitFields("กรม", kind="department"), parent=division, by=administrator)


def test_the_tree_shows_parents_before_children_with_the_people_of_today(administrator, department, division):
    UserFactory(unit=division)
    UserFactory(unit=division, is_active=False)

    rows = [(row.unit.code, row.depth, row.people) for row in unit_tree()]

    assert rows == [("MOC", 0, 1), ("DIT", 1, 0), ("DIT-WM", 2, 1)]


def test_names_and_keys_are_cleaned_and_checked(administrator, department):
    person = add_person(
        PersonFields("  สม\u200bชาย ", "ทํา\u202eดี", email=" Somchai@Example.GO.TH ", person_code="๐๑๒"),
        unit=department,
        by=administrator,
    )

    assert (person.name, person.email, person.person_code) == ("สมชาย ทำดี", "somchai@example.go.th", "012")


@pytest.mark.parametrize(
    "fields",
    [
        PersonFields("ก"),
        PersonFields("", email="a@example.go.th"),
        PersonFields("ก" * 101, email="a@example.go.th"),
        PersonFields("ก", email="not an address"),
        PersonFields("ก", person_code="มีภาษาไทย"),
        PersonFields("ก", person_code="x" * 31),
        PersonFields("p\u0430ul", email="a@example.go.th"),
        PersonFields("ก", email="TAKEN@example.go.th"),
        PersonFields("ก", email="a@example.go.th", person_code="taken-1"),
        PersonFields("ก", email="a@example.go.th", staff_class="king"),
    ],
)
def test_bad_people_are_refused_and_leave_nothing(administrator, department, fields):
    UserFactory(email="taken@example.go.th", person_code="TAKEN-1")
    before = (User.objects.count(), Posting.objects.count())

    with pytest.raises(Refused):
        add_person(fields, unit=department, by=administrator)

    assert (User.objects.count(), Posting.objects.count(), AuditEntry.objects.count()) == (*before, 0)


@pytest.mark.parametrize("look_alike", ["Admin Chief", "Αdmin Chief", "ADMIN  CHIEF", "Admin\u200b Chief"])
def test_nobody_looks_like_an_administrator(administrator, unit_administrator, department, look_alike):
    User.objects.filter(pk=administrator.pk).update(first_name="Admin", last_name="Chief")

    with pytest.raises(Refused):
        add_person(PersonFields(look_alike, email="a@example.go.th"), unit=department, by=unit_administrator)


def test_a_true_namesake_of_an_administrator_is_entered_by_an_administrator(administrator, department):
    fields = PersonFields(administrator.first_name, administrator.last_name, email="a@example.go.th")

    assert add_person(fields, unit=department, by=administrator).name == administrator.name


def test_the_last_administrator_cannot_be_taken_away(administrator):
    with pytest.raises(Refused):
        end_appointment(administrator.appointments.get(), last_day=today(), by=administrator)
    with pytest.raises(Refused):
        deactivate_person(administrator, by=administrator)

    second = UserFactory()
    appoint(second, Role.ADMINISTRATOR, by=administrator)
    deactivate_person(administrator, by=second)
    with pytest.raises(Refused):
        end_appointment(second.appointments.get(), last_day=today(), by=second)


def test_an_appointment_ended_at_once_holds_no_longer(administrator, department):
    person = UserFactory(unit=department)
    given = appoint(person, Role.KM_TEAM, unit=department, order_number="118/2567", by=administrator)

    end_appointment(given, last_day=today() - timedelta(days=1), by=administrator)

    assert not person.appointments.current().exists()
    entry = AuditEntry.objects.get(verb="people.end_appointment")
    assert (entry.before["order_number"], entry.after) == ("118/2567", None)


def test_the_same_role_is_not_given_twice(administrator, department):
    person = UserFactory(unit=department)
    appoint(person, Role.KM_TEAM, unit=department, by=administrator)

    with pytest.raises(Refused):
        appoint(person, Role.KM_TEAM, unit=department, by=administrator)
