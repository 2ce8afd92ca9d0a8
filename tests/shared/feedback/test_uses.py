"""Who records a use of knowledge, who confirms it, and who is told."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from panya.base.core.clock import today
from panya.base.core.errors import Conflict, NotAllowed, Refused
from panya.shared.activity.models import Event
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions.items import retire
from panya.shared.content.models import Access, Item
from panya.shared.feedback.actions.deciding_uses import answer_improvement, confirm_use, confirm_uses, decline_use
from panya.shared.feedback.actions.uses import Use, edit_use, record_use, withdraw_use
from panya.shared.feedback.models import Improvement, UseRecord, UseResult, UseState, Work
from panya.shared.feedback.permissions import may_confirm_use
from panya.shared.feedback.queries.use_records import (
    find_use,
    improvements_for,
    uses_of,
    uses_to_confirm,
    who_confirms,
    works_named,
)
from panya.shared.notifications.models import Notification
from panya.shared.notifications.sentences import said
from panya.shared.people.actions.appointments import appoint
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.models import Role
from tests.factories import AppointmentFactory, AssetFactory, NoteFactory, UnitFactory, UserFactory, root_unit

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@pytest.fixture
def department():
    return UnitFactory()


@pytest.fixture
def division(department):
    return UnitFactory(parent=department, kind="division")


@pytest.fixture
def officer(division):
    return UserFactory(unit=division)


@pytest.fixture
def head(division):
    return AppointmentFactory(person=UserFactory(), role=Role.HEAD, unit=division).person


@pytest.fixture
def asset():
    return AssetFactory(author=UserFactory(unit=UnitFactory()))


def used(item, by, **told) -> UseRecord:
    return record_use(item, Use(**{"used_on": today(), **told}), by=by)


def told(person) -> list[str]:
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def test_a_colleague_records_a_use_and_the_owner_and_the_head_are_told(asset, officer, head, division):
    use = used(asset, officer, work="งานรับรองถิ่นกำเนิด", hours=Decimal(6), what="ใช้ตอบผู้ส่งออก")

    assert (use.by, use.unit, use.owner_unit, use.state) == (officer, division, asset.unit, UseState.RECORDED)
    assert (use.manner, use.result, use.hours, use.is_own) == ("as_is", "worked", Decimal(6), False)
    assert (use.work.name, use.work.unit) == ("งานรับรองถิ่นกำเนิด", division)
    assert [told(person) for person in (asset.owner, head, officer)] == [
        ["feedback.used"],
        ["feedback.use_to_confirm"],
        [],
    ]
    assert Event.objects.filter(verb="feedback.use", item=asset, person=officer).count() == 1
    assert AuditEntry.objects.filter(verb="feedback.record_use", object_id=use.public_id).count() == 1


def test_outsiders_and_those_who_may_not_read_record_nothing(officer):
    hidden = AssetFactory(access=Access.RESTRICTED, circles=(circle_of_person(UserFactory()),))
    outsider = UserFactory(unit=UnitFactory(code="OUT", parent=None, kind="external"))

    for item, person in ((hidden, officer), (AssetFactory(access=Access.PUBLIC), outsider)):
        with pytest.raises(NotAllowed):
            used(item, person)
    assert UseRecord.objects.count() == 0


def test_what_is_not_published_is_not_used(officer, asset):
    draft = AssetFactory(author=officer, published=False)
    with pytest.raises(NotAllowed):
        used(draft, officer)

    retire(asset, by=asset.owner, reason="เก่า")
    with pytest.raises(NotAllowed):
        used(Item.objects.get(pk=asset.pk), officer)


@pytest.mark.parametrize(
    "odd",
    [
        {"used_on": "tomorrow"},
        {"used_on": "before"},
        {"hours": Decimal("-1")},
        {"hours": Decimal("2000.01")},
        {"hours": Decimal("NaN")},
        {"baht": Decimal("-0.01")},
        {"baht": Decimal("Infinity")},
        {"manner": "eaten"},
        {"result": "wonderful"},
        {"what": "ก" * 1001},
        {"work": "ก" * 201},
    ],
    ids=str,
)
def test_odd_words_days_and_amounts_are_refused(asset, officer, odd):
    days = {
        "tomorrow": today() + timedelta(days=1),
        "before": timezone.localdate(asset.published_at) - timedelta(days=1),
    }
    odd = {name: days.get(value, value) if isinstance(value, str) else value for name, value in odd.items()}

    with pytest.raises(Refused):
        used(asset, officer, **odd)

    assert (UseRecord.objects.count(), Work.objects.count()) == (0, 0)


def test_the_day_turns_at_midnight_in_bangkok(officer):
    with time_machine.travel("2026-11-29 18:30:00+00:00", tick=False):
        asset = AssetFactory()
        assert used(asset, officer, used_on=date(2026, 11, 30)).used_on == date(2026, 11, 30)
        with pytest.raises(Refused):
            used(asset, officer, used_on=date(2026, 11, 29))


def test_the_same_use_is_recorded_once(asset, officer):
    used(asset, officer, work="งานเดียวกัน")

    with pytest.raises(Refused):
        used(asset, officer, work="งานเดียวกัน")
    used(asset, officer, work="อีกงานหนึ่ง")


def test_a_work_is_known_again_by_its_name_within_a_unit(asset, officer, division):
    first = used(asset, officer, work="จัดซื้อ ปี 2570").work
    again = used(AssetFactory(), UserFactory(unit=division), work="  จัดซื้อ   ปี ๒๕๗๐ ").work
    elsewhere = used(asset, UserFactory(unit=UnitFactory()), work="จัดซื้อ ปี 2570").work

    assert (again, Work.objects.count()) == (first, 2)
    assert elsewhere != first


def test_works_are_suggested_from_the_own_unit_and_only_of_what_may_be_read(asset, officer, division):
    used(asset, officer, work="ออกหนังสือรับรอง")
    friend = UserFactory(unit=division)
    hidden = AssetFactory(author=friend, access=Access.RESTRICTED, circles=(circle_of_person(friend),))
    used(hidden, friend, work="รับรองเรื่องลับ")
    used(asset, UserFactory(unit=UnitFactory()), work="รับรองที่อื่น")

    assert [work.name for work in works_named("รับรอง", officer)] == ["ออกหนังสือรับรอง"]
    assert {work.name for work in works_named("รับรอง", friend)} == {"ออกหนังสือรับรอง", "รับรองเรื่องลับ"}
    assert list(works_named("ร", officer)) == []


@pytest.mark.parametrize("role", ["author", "owner", "co_editor"])
def test_the_use_of_ones_own_writing_is_marked_and_nobody_is_asked_to_confirm_it(role, head, division):
    person = UserFactory(unit=division)
    asset = AssetFactory(
        author=person if role == "author" else None, co_editors=(person,) if role == "co_editor" else ()
    )
    if role == "owner":
        Item.objects.filter(pk=asset.pk).update(owner=person)

    use = used(Item.objects.get(pk=asset.pk), person)

    assert use.is_own
    assert told(head) == []
    assert list(uses_to_confirm(head)) == []
    with pytest.raises(NotAllowed):
        confirm_use(use, by=head)


def test_what_did_not_work_tells_the_owner_what_should_be_better(asset, officer):
    used(asset, officer, result=UseResult.FAILED, improvement="ขั้นตอนที่สองใช้ไม่ได้กับระบบใหม่")

    notification = Notification.objects.get(person=asset.owner)
    assert notification.kind == "feedback.used_failed"
    assert "ควรปรับปรุง: ขั้นตอนที่สองใช้ไม่ได้กับระบบใหม่" in said(notification)


def test_what_is_said_of_a_restricted_record_stays_out_of_the_telling(officer):
    asset = AssetFactory(access=Access.RESTRICTED, circles=(circle_of_person(officer),))
    used(asset, officer, result=UseResult.FAILED, improvement="ชื่อผู้ร้องอยู่หน้า 3")

    assert "ผู้ร้อง" not in said(Notification.objects.get(person=asset.owner))


def test_only_who_recorded_it_mends_it_within_a_day(asset, officer, head):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        use = used(asset, officer, hours=Decimal(2))
        with pytest.raises(NotAllowed):
            edit_use(use, Use(today(), hours=Decimal(3)), by=head)
        assert edit_use(use, Use(today(), hours=Decimal(3), work="งานใหม่"), by=officer).hours == 3
        clock.shift(timedelta(days=1))
        with pytest.raises(NotAllowed):
            edit_use(use, Use(today(), hours=Decimal(4)), by=officer)
    assert UseRecord.objects.get().hours == 3


def test_what_the_head_confirmed_is_not_mended_any_more(asset, officer, head):
    use = used(asset, officer, hours=Decimal(2))
    confirm_use(use, by=head)

    with pytest.raises(NotAllowed):
        edit_use(use, Use(today(), hours=Decimal(200)), by=officer)


def test_who_recorded_it_takes_it_back_and_the_telling_goes(asset, officer, head):
    use = used(asset, officer)
    with pytest.raises(NotAllowed):
        withdraw_use(use, by=head)
    confirm_use(use, by=head)
    withdraw_use(use, by=officer)

    assert [told(person) for person in (asset.owner, head, officer)] == [[], [], []]
    assert list(uses_of(asset)) == []
    assert find_use(use.public_id, officer) == use
    assert find_use(use.public_id, asset.owner) is None


def test_the_head_confirms_and_who_recorded_it_is_told(asset, officer, head):
    use = used(asset, officer, hours=Decimal("1.5"))
    assert list(uses_to_confirm(head)) == [use]

    confirm_use(use, by=head)

    use.refresh_from_db()
    assert (use.state, use.decided_by) == (UseState.CONFIRMED, head)
    assert (told(officer), told(head)) == (["feedback.use_confirmed"], [])
    assert Event.objects.get(verb="feedback.confirm_use").amount == Decimal("1.5")
    assert list(uses_to_confirm(head)) == []


def test_the_head_declines_with_a_reason(asset, officer, head):
    use = used(asset, officer)
    with pytest.raises(Refused):
        decline_use(use, by=head, reason=" ")
    with pytest.raises(Refused, match="500"):
        decline_use(use, by=head, reason="ก" * 501)

    decline_use(use, by=head, reason="วันนั้นไม่มีงานนี้")

    assert UseRecord.objects.get().state == UseState.DECLINED
    assert "วันนั้นไม่มีงานนี้" in said(Notification.objects.get(person=officer))
    assert list(uses_of(asset)) == []


def test_it_is_decided_once(asset, officer, head):
    use = used(asset, officer)
    confirm_use(use, by=head)

    for again in (lambda: confirm_use(use, by=head), lambda: decline_use(use, by=head, reason="ช้าไป")):
        with pytest.raises(Conflict):
            again()
    assert UseRecord.objects.get().state == UseState.CONFIRMED
    assert AuditEntry.objects.filter(verb__in=["feedback.confirm_use", "feedback.decline_use"]).count() == 1


def test_nobody_confirms_the_own_record(asset, division):
    head = AppointmentFactory(person=UserFactory(unit=division), role=Role.HEAD, unit=division).person
    use = used(asset, head)

    assert list(uses_to_confirm(head)) == []
    with pytest.raises(NotAllowed):
        confirm_use(use, by=head)


def cast_over(unit, department, officer):
    def holding(role, where):
        return AppointmentFactory(person=UserFactory(), role=role, unit=where).person

    return {
        "head of the unit": holding(Role.HEAD, unit),
        "head above": holding(Role.HEAD, department),
        "head of the whole": holding(Role.HEAD, root_unit()),
        "head elsewhere": holding(Role.HEAD, UnitFactory()),
        "KM team": holding(Role.KM_TEAM, department),
        "KM team elsewhere": holding(Role.KM_TEAM, UnitFactory()),
        "administrator": holding(Role.ADMINISTRATOR, None),
        "unit administrator": holding(Role.UNIT_ADMINISTRATOR, unit),
        "colleague": UserFactory(unit=unit),
        "recorder": officer,
    }


@pytest.mark.parametrize(
    ("heads", "confirm"),
    [
        (True, {"head of the unit", "head above", "head of the whole"}),
        # The head of the whole organisation is no head of each of its units.
        (False, {"head of the whole", "KM team"}),
    ],
)
def test_the_km_team_confirms_only_where_no_head_is_appointed(asset, officer, division, department, heads, confirm):
    cast = cast_over(division, department, officer)
    if not heads:
        for name in ("head of the unit", "head above"):
            cast[name].appointments.update(valid_to=today() - timedelta(days=1))
    use = used(asset, officer)

    assert {name for name, person in cast.items() if may_confirm_use(person, use)} == confirm
    assert {name for name, person in cast.items() if use in uses_to_confirm(person)} == confirm


def test_the_nearest_heads_are_told(asset, officer, division, department):
    cast = cast_over(division, department, officer)
    use = used(asset, officer)
    assert who_confirms(use) == [cast["head of the unit"]]

    cast["head of the unit"].appointments.update(valid_to=today() - timedelta(days=1))
    assert who_confirms(use) == [cast["head above"]]
    cast["head above"].appointments.update(valid_to=today() - timedelta(days=1))
    assert who_confirms(use) == [cast["KM team"]]


def test_a_head_confirms_only_what_the_head_may_read(officer, head):
    asset = AssetFactory(access=Access.RESTRICTED, circles=(circle_of_person(officer),))
    use = used(asset, officer)

    assert (told(head), list(uses_to_confirm(head)), find_use(use.public_id, head)) == ([], [], None)
    with pytest.raises(NotAllowed):
        confirm_use(use, by=head)


def test_several_are_confirmed_at_once_as_far_as_they_wait_for_this_head(asset, officer, head):
    mine = [used(asset, officer, work=f"งาน {number}") for number in range(3)]
    others = used(asset, UserFactory(unit=UnitFactory()))
    confirm_use(mine[0], by=head)

    assert confirm_uses([use.public_id for use in [*mine, others]], by=head) == 2
    assert UseRecord.objects.filter(state=UseState.CONFIRMED).count() == 3
    assert UseRecord.objects.get(pk=others.pk).state == UseState.RECORDED


def test_the_owner_answers_what_should_be_better_once(asset, officer):
    use = used(asset, officer, improvement="เพิ่มตัวอย่าง")
    assert list(improvements_for(asset.owner)) == [use]
    with pytest.raises(NotAllowed):
        answer_improvement(use, taken_up=True, words="", by=officer)
    with pytest.raises(Refused):
        answer_improvement(use, taken_up=False, words="", by=asset.owner)

    answer_improvement(use, taken_up=True, words="เพิ่มแล้วในฉบับที่ 2", by=asset.owner)

    assert UseRecord.objects.get().improvement_state == Improvement.TAKEN_UP
    assert (told(officer), list(improvements_for(asset.owner))) == (["feedback.improvement_answered"], [])
    with pytest.raises(Conflict):
        answer_improvement(use, taken_up=False, words="ไม่", by=asset.owner)


def test_a_note_can_be_used_too(officer):
    assert used(NoteFactory(), officer).item.kind == "note"


def test_a_head_needs_a_unit_and_an_administrator(division, officer):
    administrator = AppointmentFactory(role=Role.ADMINISTRATOR).person
    keeper = AppointmentFactory(person=UserFactory(), role=Role.UNIT_ADMINISTRATOR, unit=division).person

    with pytest.raises(Refused):
        appoint(officer, Role.HEAD, by=administrator)
    with pytest.raises(NotAllowed):
        appoint(officer, Role.HEAD, unit=division, by=keeper)
    assert appoint(officer, Role.HEAD, unit=division, by=administrator).unit == division
