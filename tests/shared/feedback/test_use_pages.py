"""The pages on which uses are recorded, read, confirmed and counted."""

from datetime import timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from panya.base.core.clock import today
from panya.base.thai.dates import fiscal_year, format_date
from panya.shared.content.models import Access
from panya.shared.feedback.actions.uses import Use, record_use
from panya.shared.feedback.models import UseRecord, UseState, Work
from panya.shared.feedback.queries.use_graph import graph_of
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.models import Role
from tests.factories import AppointmentFactory, AssetFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@pytest.fixture
def asset():
    return AssetFactory(access=Access.PUBLIC, author=UserFactory(unit=UnitFactory()))


@pytest.fixture
def officer():
    return UserFactory(unit=UnitFactory())


def used(item, by, **told) -> UseRecord:
    return record_use(item, Use(**{"used_on": today(), **told}), by=by)


def text_of(client, name, *args, **query) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_use_is_recorded_with_one_choice_and_its_result_is_never_taken_for_granted(client, asset, officer):
    client.force_login(officer)
    form = client.get(reverse("use_new", args=[asset.pk])).context["form"]
    filled = {"manner": form["manner"].value(), "used_on": format_date(today())}

    assert form["result"].value() is None
    assert client.post(reverse("use_new", args=[asset.pk]), filled).status_code == 422

    filled["result"] = "worked"
    answer = client.post(reverse("use_new", args=[asset.pk]), filled)

    use = UseRecord.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, use.get_absolute_url())
    assert (use.result, use.manner, use.used_on, use.hours) == ("worked", "as_is", today(), 0)


@pytest.mark.parametrize(("typed", "hours"), [("6", 6), ("๖", 6), ("1,200", 1200), ("1.5", Decimal("1.5")), ("", 0)])
def test_hours_are_read_as_people_type_them(client, asset, officer, typed, hours):
    client.force_login(officer)
    filled = {"result": "worked", "manner": "adapted", "used_on": format_date(today()), "hours": typed}

    assert client.post(reverse("use_new", args=[asset.pk]), filled).status_code == 303
    assert UseRecord.objects.get().hours == hours


@pytest.mark.parametrize("typed", ["-1", "NaN", "มาก", "1e9", "99999"])
def test_odd_hours_show_the_form_again(client, asset, officer, typed):
    client.force_login(officer)
    filled = {"result": "worked", "manner": "adapted", "used_on": format_date(today()), "hours": typed}

    assert client.post(reverse("use_new", args=[asset.pk]), filled).status_code == 422
    assert UseRecord.objects.count() == 0


def test_a_day_that_has_not_come_is_refused_at_its_field(client, asset, officer):
    client.force_login(officer)
    tomorrow = format_date(today() + timedelta(days=1))
    sent = client.post(
        reverse("use_new", args=[asset.pk]), {"result": "worked", "manner": "adapted", "used_on": tomorrow}
    )
    page = BeautifulSoup(sent.content, "html.parser").main
    assert [link["href"] for link in page.select(".error-summary a")] == ["#id_used_on"]
    assert page.select_one("[name=used_on]")["aria-invalid"] == "true"


def test_the_next_reader_meets_who_used_it_and_guests_meet_counts_only(client, asset, officer):
    for number in range(5):
        used(asset, officer, work=f"งานที่ {number}", what="ใช้ตอบผู้ส่งออก")

    shown = {page: client.get(page).content.decode() for page in (f"/assets/{asset.pk}", f"/records/{asset.pk}/uses")}
    assert all(officer.name not in page and "ใช้ตอบผู้ส่งออก" not in page for page in shown.values())
    assert all(">5<" in page for page in shown.values())

    client.force_login(UserFactory())
    shown = {page: client.get(page).content.decode() for page in (f"/assets/{asset.pk}", f"/records/{asset.pk}/uses")}
    assert all(officer.name in page and "ใช้ตอบผู้ส่งออก" in page for page in shown.values())


def test_guests_are_told_nothing_of_few_uses(client, asset, officer):
    used(asset, officer)

    assert 'class="stat__number"' not in text_of(client, "uses_of", asset.pk)


def test_the_head_ticks_several_and_confirms_them(client, asset, officer):
    head = AppointmentFactory(person=UserFactory(), role=Role.HEAD, unit=officer.unit).person
    uses = [used(asset, officer, work=f"งาน {number}") for number in range(3)]
    client.force_login(head)
    assert text_of(client, "uses_desk").count('name="use"') == 3

    answer = client.post(reverse("uses_confirm"), {"use": [use.public_id for use in uses[:2]]})

    assert answer.status_code == 303
    assert "ยืนยันแล้ว 2 รายการ" in text_of(client, "uses_desk")
    assert UseRecord.objects.filter(state=UseState.CONFIRMED).count() == 2


def test_a_head_who_ticked_nothing_is_told_so_and_not_of_a_success(client, officer):
    client.force_login(AppointmentFactory(person=UserFactory(), role=Role.HEAD, unit=officer.unit).person)
    assert client.post(reverse("uses_confirm")).status_code == 303
    page = BeautifulSoup(text_of(client, "uses_desk"), "html.parser")
    assert [alert["class"] for alert in page.select(".alert")] == [["alert", "alert--warning"]]


def test_what_the_owner_may_still_do_better_waits_on_the_desk(client, asset, officer):
    use = used(asset, officer, improvement="เพิ่มตัวอย่างที่สอง")
    client.force_login(asset.owner)
    assert "เพิ่มตัวอย่างที่สอง" in text_of(client, "improvements")

    answer = client.post(reverse("improvement", args=[use.public_id]), {"taken_up": "0", "words": ""})
    assert answer.status_code == 422
    answer = client.post(reverse("improvement", args=[use.public_id]), {"taken_up": "1", "words": "เพิ่มแล้ว"})
    assert answer.status_code == 303
    assert "เพิ่มตัวอย่างที่สอง" not in text_of(client, "improvements")


def test_the_figures_name_their_rows_by_year_month_unit_and_topic(client, asset, officer):
    used(asset, officer)
    client.force_login(UserFactory())
    this_year, month = fiscal_year(today()), f"{today():%Y-%m}"

    for narrowed in ({}, {"time": this_year}, {"time": month}, {"unit": officer.unit.code}):
        page = text_of(client, "use_figures", **narrowed)
        assert "rows=across" in page
        assert officer.name in text_of(client, "use_rows", rows="uses", **narrowed)
    for elsewhere in ({"time": this_year - 1}, {"unit": UnitFactory().code}, {"time": "2500"}):
        assert officer.name not in text_of(client, "use_rows", rows="uses", **elsewhere)


@pytest.mark.parametrize("time", ["", "x", "9999999999", "2026-13", "2026-11-01..", "..", "0", "-1", "9999-12", "๒๕๖๙"])
def test_a_time_that_nobody_can_read_asks_for_twelve_months(client, asset, officer, time):
    client.force_login(officer)
    assert client.get(reverse("use_figures"), {"time": time}).status_code == 200
    assert client.get(reverse("use_rows"), {"time": time, "rows": "nothing"}).status_code == 404


def test_the_graph_leads_from_the_record_over_its_works_to_what_came_of_them(officer, asset):
    other, hidden = AssetFactory(), AssetFactory(access=Access.RESTRICTED, circles=(circle_of_person(officer),))
    work = Work.objects.create(name="รับรองถิ่นกำเนิด", key="รับรองถิ่นกำเนิด", unit=officer.unit)
    for item, result, state, hours in (
        (asset, "worked", UseState.CONFIRMED, 6),
        (asset, "failed", UseState.RECORDED, 3),
        (asset, "worked", UseState.DECLINED, 9),
        (other, "worked", UseState.RECORDED, 0),
        (hidden, "worked", UseState.RECORDED, 0),
    ):
        _use(item, officer, work=work, result=result, state=state, hours=hours)
    _use(other, officer)

    graph = graph_of(asset, UserFactory())

    (found,) = graph.works
    assert (found.name, found.worked, found.partly, found.failed, found.hours) == ("รับรองถิ่นกำเนิด", 1, 0, 1, 6)
    assert [one.number for one in found.others] == [other.pk]
    assert [(one.number, one.works) for one in graph.together] == [(other.pk, 1)]
    assert {one.number for one in graph_of(asset, officer).together} == {other.pk, hidden.pk}


def test_the_graph_is_one_question(officer, asset, django_assert_num_queries):
    for number in range(5):
        work = Work.objects.create(name=f"งาน {number}", key=f"งาน {number}", unit=officer.unit)
        for item in (asset, AssetFactory()):
            _use(item, officer, work=work)
    reader = UserFactory()
    _known = reader.standing

    with django_assert_num_queries(1):
        assert len(graph_of(asset, reader).works) == 5


def _use(item, by, **fields):
    told = {"manner": "as_is", "result": "worked", "used_on": today() - timedelta(days=1)} | fields
    return UseRecord.objects.create(
        item=item, by=by, unit=by.unit, owner_unit=item.unit, recorded_at=timezone.now(), **told
    )
