"""The pages of administrators: who opens them, what they do, what they cost."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from panya.base.core.clock import today
from panya.shared.people.actions.people import ensure_built_in_person
from panya.shared.people.models import Role, Unit, User
from panya.shared.people.queries import people_kept_by
from tests.factories import UnitFactory, UserFactory, root_unit

pytestmark = pytest.mark.django_db(databases=["default", "cache"])

PLAIN = ("manage", "manage_units", "manage_people", "manage_person_new")
UNITS_ONLY = ("manage_unit_new",)


@pytest.mark.parametrize("name", PLAIN + UNITS_ONLY)
def test_officers_and_guests_are_kept_out(client, name, unit_administrator, administrator):
    statuses = [client.get(reverse(name)).status_code]
    for person in (UserFactory(), unit_administrator, administrator):
        client.force_login(person)
        statuses.append(client.get(reverse(name)).status_code)

    assert statuses == [302, 403, 403 if name in UNITS_ONLY else 200, 200]


def test_a_unit_administrator_finds_the_own_people_only(unit_administrator, department, division):
    here, below = UserFactory(unit=department), UserFactory(unit=division)
    UserFactory()

    assert set(people_kept_by(unit_administrator)) == {unit_administrator, here, below}


def test_people_of_others_answer_like_nobody(client, unit_administrator):
    client.force_login(unit_administrator)
    stranger = UserFactory()
    for name in ("manage_person", "manage_person_edit"):
        assert client.get(reverse(name, args=[stranger.public_id])).status_code == 404
        assert client.get(reverse(name, args=["nobody"])).status_code == 404
    for name in ("manage_person_move", "manage_person_switch", "manage_first_password", "manage_appoint"):
        assert client.post(reverse(name, args=[stranger.public_id])).status_code == 404


def test_lists_cost_the_same_for_one_and_for_thirty(client, administrator, django_assert_max_num_queries):
    client.force_login(administrator)

    def counts():
        numbers = []
        for name in ("manage_people", "manage_units"):
            with django_assert_max_num_queries(60) as queries:
                client.get(reverse(name))
            numbers.append(len(queries))
        return numbers

    counts()  # the first visit makes the page's own preparations
    one = counts()
    for _number in range(29):
        UserFactory(unit=UnitFactory())
    assert counts() == one


def test_people_are_found_by_name_code_email_and_unit_and_turned_over(client, administrator, department):
    for number in range(31):
        UserFactory(first_name=f"วรรณา{number:02d}", unit=department)
    only = UserFactory(first_name="มาลินี", person_code="ZZ-9", email="malini@example.go.th")
    gone = UserFactory(first_name="ลาออก", is_active=False)
    client.force_login(administrator)

    def found(**query):
        return client.get(reverse("manage_people"), query).context["people"]

    assert found(who="มาลินี") == found(who="zz-9") == found(who="MALINI") == [only]
    assert found(inactive="") == [gone]
    assert (len(found(unit="DIT")), len(found(unit="DIT", page="2"))) == (30, 1)
    assert len(found(page="x" * 50)) == 30


def test_the_whole_way_of_a_person(client, administrator, department, division):
    client.force_login(administrator)
    day = today().isoformat()
    new = {"first_name": "มาลินี", "person_code": "77", "staff_class": "civil_servant", "unit": "DIT", "from_day": day}
    client.post(reverse("manage_person_new"), new)
    person = User.objects.get(person_code="77")
    args = [person.public_id]

    edit = reverse("manage_person_edit", args=args)
    client.post(edit, {"first_name": "มาลี", "person_code": "77", "staff_class": "civil_servant"})
    client.post(reverse("manage_person_move", args=args), {"unit": "DIT-WM", "from_day": day})
    client.post(reverse("manage_appoint", args=args), {"role": "km_team", "unit": "DIT-WM", "order_number": "1/2569"})
    appointment = person.appointments.get()
    assert client.get(reverse("manage_person", args=args)).status_code == 200
    client.post(reverse("manage_end_role", args=[*args, appointment.pk]))
    client.post(reverse("manage_person_switch", args=args))

    person = User.objects.get(pk=person.pk)
    assert (person.first_name, person.unit, person.is_active) == ("มาลี", division, False)
    assert not person.appointments.exists()
    client.post(reverse("manage_person_switch", args=args))
    assert User.objects.get(pk=person.pk).is_active


def test_wrong_forms_keep_what_was_typed(client, administrator, department):
    client.force_login(administrator)
    person = UserFactory(unit=department)
    wrong = [
        (reverse("manage_person_new"), {"first_name": "มาลินี", "staff_class": "civil_servant"}),
        (reverse("manage_person_edit", args=[person.public_id]), {"first_name": "", "position": "มาลินี"}),
        (reverse("manage_unit_new"), {"code": "DIT", "name_th": "มาลินี", "kind": "division", "parent": "MOC"}),
        (reverse("manage_unit_edit", args=["DIT"]), {"name_th": "มาลินี", "kind": "nonsense"}),
        (reverse("manage_unit_rename", args=["DIT"]), {"name_th": "มาลินี", "on": "32/1/2569"}),
    ]
    for url, fields in wrong:
        response = client.post(url, fields)
        assert (response.status_code, "มาลินี" in response.content.decode()) == (422, True), url
    for url, fields in [
        (reverse("manage_person_move", args=[person.public_id]), {"unit": "NOPE"}),
        (reverse("manage_appoint", args=[person.public_id]), {"role": "king"}),
        (reverse("manage_unit_merge", args=["DIT"]), {"into": "DIT", "on": today().isoformat()}),
        (reverse("manage_unit_close", args=["DIT"]), {"on": today().isoformat()}),
    ]:
        assert client.post(url, fields).status_code == 422, url


def test_the_whole_way_of_a_unit(client, administrator, department):
    client.force_login(administrator)
    day, tomorrow = today().isoformat(), (today() + timedelta(days=1)).isoformat()
    fields = {"kind": "division", "parent": "DIT", "sort_order": "5", "default_licence": "all-rights-reserved"}
    client.post(reverse("manage_unit_new"), fields | {"code": "N1", "name_th": "กองใหม่"})
    client.post(reverse("manage_unit_edit", args=["N1"]), fields | {"name_th": "กองใหม่มาก"})
    client.post(reverse("manage_unit_rename", args=["N1"]), fields | {"code": "N2", "name_th": "กองใหม่กว่า", "on": day})
    assert client.get(reverse("manage_unit", args=["n1"])).status_code == 200
    client.post(reverse("manage_unit_merge", args=["N2"]), {"into": "DIT", "on": tomorrow})

    assert list(
        Unit.objects.filter(code__startswith="N").order_by("code").values_list("name_th", "renamed_to__code")
    ) == [
        ("กองใหม่มาก", "N2"),
        ("กองใหม่กว่า", "DIT"),
    ]
    assert client.get(reverse("manage_unit", args=["NOPE"])).status_code == 404


class TestPersonCommand:
    """`panya person EMAIL [--role …] [--unit CODE] [--name …]`."""

    @pytest.fixture(autouse=True)
    def _empty_home(self, db):
        ensure_built_in_person(root_unit())

    def test_makes_an_administrator_and_prints_a_link_that_works(self, client, capsys):
        call_command("person", "new@example.go.th", role="administrator", name="มาลินี ใจดี")

        person = User.objects.get(email="new@example.go.th")
        link = capsys.readouterr().out.split()[-1]
        assert (person.name, person.unit) == ("มาลินี ใจดี", root_unit())
        assert person.appointments.current().get().role == Role.ADMINISTRATOR
        assert client.post(link.removeprefix("http://localhost:8000")).status_code == 303
        assert client.get(reverse("manage")).status_code == 200

    def test_mends_what_is_there_and_a_second_run_changes_nothing(self, department):
        person = UserFactory(person_code="77", is_active=False)

        for _time in range(2):
            call_command("person", "77", unit="DIT", role="unit_administrator")

        person = User.objects.get(pk=person.pk)
        assert (person.is_active, person.unit) == (True, department)
        assert [row.unit for row in person.appointments.all()] == [department]

    def test_an_unknown_unit_is_wrong_usage_and_makes_nobody(self):
        with pytest.raises(CommandError, match="NOPE") as error:
            call_command("person", "new@example.go.th", unit="NOPE")

        assert error.value.returncode == 2
        assert not User.objects.filter(is_built_in=False).exists()
