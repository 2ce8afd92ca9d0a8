"""Guests say whether a public page was useful, and ask for records of class REQUEST; only handlers see who asked."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from panya.base.core.clock import today
from panya.base.core.errors import Conflict, NotAllowed, Refused, TooMany
from panya.shared.audit.models import AuditEntry
from panya.shared.content.models import Access, Item
from panya.shared.feedback.actions.citizens import answer_request, ask_for, forget_citizens, rate
from panya.shared.feedback.models import InformationRequest, RequestState, Usefulness
from panya.shared.feedback.permissions import may_answer_request
from panya.shared.feedback.queries.citizens import cases_for, find_case, missing_for, rated
from panya.shared.notifications.models import Notification
from panya.shared.notifications.sentences import said
from panya.shared.people.models import Role
from tests.factories import AppointmentFactory, AssetFactory, NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
GUEST, ADDRESS = AnonymousUser(), "203.144.160.247"


@pytest.fixture
def public():
    return AssetFactory(access=Access.PUBLIC)


@pytest.fixture
def asked_for():
    return AssetFactory(access=Access.REQUEST, author=UserFactory(unit=UnitFactory()))


def say(item, *, by=GUEST, useful=True, missing="", session="one", address=ADDRESS):
    return rate(item, is_useful=useful, missing=missing, by=by, session=session, address=address)


def ask(item, *, by=GUEST, address=ADDRESS, **told):
    told = {"name": "ป้าจันทร์ ตลาดสด", "contact": "081 234 5678", "purpose": "ใช้ประกอบคำร้อง"} | told
    return ask_for(item, **told, by=by, address=address)


def mark() -> str:
    return signing.TimestampSigner(salt="panya.shared.feedback.forms").sign("form")


def test_a_browser_session_and_a_person_count_once_and_may_think_again(public):
    officer = UserFactory()
    say(public)
    say(public, useful=False)
    say(public, session="two")
    say(public, by=officer)
    say(public, by=officer)

    found = rated(public)
    assert (found.useful, found.not_useful) == (2, 1)


def test_what_is_missing_goes_to_the_owner_and_nobody_else_learns_it(public):
    say(public, useful=False, missing="ไม่มีแบบฟอร์มให้ดาวน์โหลด")

    assert "ไม่มีแบบฟอร์มให้ดาวน์โหลด" in said(Notification.objects.get(person=public.owner))
    assert [one.missing for one in missing_for(public.owner)] == ["ไม่มีแบบฟอร์มให้ดาวน์โหลด"]
    assert list(missing_for(UserFactory())) == []


def test_the_session_of_a_guest_is_not_stored(public):
    say(public, session="a-session-key")

    row = Usefulness.objects.values().get()
    assert "a-session-key" not in str(row)
    assert row["person_id"] is None


def test_only_public_records_in_use_are_rated_and_not_by_who_wrote_them(public):
    for item in (AssetFactory(), NoteFactory(published=False), AssetFactory(access=Access.REQUEST)):
        with pytest.raises(NotAllowed):
            say(item)
    with pytest.raises(NotAllowed):
        say(public, by=public.owner)
    assert Usefulness.objects.count() == 0


def test_guests_rate_within_limits(public):
    for number in range(10):
        say(public, session=str(number))
    with pytest.raises(TooMany):
        say(public, session="one more")


def test_the_page_counts_a_guest_once_and_catches_machines(client, public):
    url = reverse("useful", args=[public.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"useful": "1", "began": mark()}).status_code == 422

    with time_machine.travel(timezone.now() - timedelta(minutes=1), tick=False):
        began = mark()
    for _ in range(2):
        assert client.post(url, {"useful": "1", "began": began}).status_code == 303
    assert client.post(url, {"useful": "1", "began": began, "website": "spam"}).status_code == 422
    assert rated(public).all == 1


def test_a_request_gets_a_number_that_nobody_can_guess_and_a_day(asked_for):
    case = ask(asked_for)

    assert re.fullmatch(r"[2-9B-Z]{5}-[2-9B-Z]{5}", case.case_number)
    assert case.due_on == today() + timedelta(days=15)
    assert find_case(f" {case.case_number.lower()} ") == case
    assert find_case("00000-00000") is None
    assert ask(asked_for).case_number != case.case_number


def test_only_records_of_class_request_are_asked_for(public):
    for item in (public, AssetFactory(), AssetFactory(access=Access.REQUEST, published=False)):
        with pytest.raises(NotAllowed):
            ask(item)


@pytest.mark.parametrize("odd", [{"name": " "}, {"contact": ""}, {"name": "ก" * 201}, {"purpose": "ก" * 1001}], ids=str)
def test_a_request_needs_a_name_and_a_contact(asked_for, odd):
    with pytest.raises(Refused):
        ask(asked_for, **odd)
    assert InformationRequest.objects.count() == 0


def test_requests_come_within_limits(asked_for):
    for _ in range(5):
        ask(asked_for)
    with pytest.raises(TooMany):
        ask(asked_for)
    ask(asked_for, address="198.51.100.7")


def handlers(item):
    team = AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=item.unit).person
    elsewhere = AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=UnitFactory()).person
    administrator = AppointmentFactory(person=UserFactory(), role=Role.ADMINISTRATOR).person
    return team, {team, item.owner}, {elsewhere, administrator, UserFactory(unit=item.unit)}


def test_the_owner_and_the_km_team_over_the_unit_handle_it_and_are_told_without_names(asked_for):
    _team, handling, others = handlers(asked_for)
    case = ask(asked_for)

    assert {person for person in handling | others if may_answer_request(person, case)} == handling
    assert {person for person in handling | others if case in cases_for(person)} == handling
    told = Notification.objects.filter(kind="feedback.information_request")
    assert {row.person for row in told} == handling
    assert all(case.case_number in said(row) and "จันทร์" not in said(row) for row in told)


def test_it_is_answered_once(asked_for):
    team, _handling, others = handlers(asked_for)
    case = ask(asked_for)
    for person in others:
        with pytest.raises(NotAllowed):
            answer_request(case, granted=True, words="มารับได้", by=person)
    with pytest.raises(Refused):
        answer_request(case, granted=False, words=" ", by=team)

    answer_request(case, granted=False, words="มาตรา 15 (5)", by=team)

    assert InformationRequest.objects.get().state == RequestState.REFUSED
    with pytest.raises(Conflict):
        answer_request(case, granted=True, words="มารับได้", by=asked_for.owner)


def test_whoever_has_the_number_follows_the_case_and_learns_no_name(client, asked_for):
    case = ask(asked_for)
    answer_request(case, granted=True, words="มารับสำเนาที่ชั้น 4", by=asked_for.owner)

    page = client.get(reverse("request_case", args=[case.case_number])).content.decode()

    assert "มารับสำเนาที่ชั้น 4" in page
    assert asked_for.title in page
    assert [word for word in ("จันทร์", "081 234", "ประกอบคำร้อง") if word in page] == []


def test_a_record_that_was_closed_since_is_not_named_to_guests(client, asked_for):
    case = ask(asked_for)
    Item.objects.filter(pk=asked_for.pk).update(access=Access.INTERNAL)

    page = client.get(reverse("request_case", args=[case.case_number]))

    assert page.status_code == 200
    assert asked_for.title not in page.content.decode()


def test_every_look_at_what_a_citizen_gave_is_audited(client, asked_for):
    case = ask(asked_for)
    client.force_login(asked_for.owner)
    desk = client.get(reverse("requests_desk")).content.decode()
    assert case.case_number in desk
    assert "จันทร์" not in desk
    assert AuditEntry.objects.filter(verb="feedback.read_request").count() == 0

    page = client.get(reverse("request_answer", args=[case.case_number])).content.decode()

    assert "ป้าจันทร์ ตลาดสด" in page
    entry = AuditEntry.objects.get(verb="feedback.read_request")
    assert (entry.actor_id, entry.object_id) == (asked_for.owner.pk, str(case.pk))


def test_no_audit_entry_names_the_citizen(asked_for):
    case = ask(asked_for)
    answer_request(case, granted=True, words="มารับได้", by=asked_for.owner)

    written = str(list(AuditEntry.objects.values()))
    assert "จันทร์" not in written
    assert "081" not in written


def test_numbers_are_not_tried_for_long(client):
    url = reverse("requests")
    answers = [client.get(url, {"number": f"{number:05}-00000"}).status_code for number in range(31)]

    assert answers == [422] * 30 + [429]


def test_who_asked_is_forgotten_once_the_time_after_the_answer_is_over(asked_for, monkeypatch):
    monkeypatch.setenv("PANYA_REQUEST_CONTACT_DAYS", "30")
    waiting, late, lately = (ask(asked_for, address=f"203.0.113.{number}") for number in (1, 2, 3))
    for case in (late, lately):
        answer_request(case, granted=True, words="รับสำเนาได้ที่สำนักงาน", by=asked_for.owner)
    for case, days in ((waiting, 400), (late, 31), (lately, 29)):
        past = timezone.now() - timedelta(days=days)
        answered = {} if case is waiting else {"answered_at": past}
        InformationRequest.objects.filter(pk=case.pk).update(received_at=past, **answered)

    assert (forget_citizens(), forget_citizens()) == (1, 0)

    told = InformationRequest.objects.in_bulk()
    assert (told[late.pk].name, told[late.pk].contact, told[late.pk].purpose, told[late.pk].sender) == ("", "", "", "")
    assert told[late.pk].answer == "รับสำเนาได้ที่สำนักงาน"
    assert all(told[case.pk].name and told[case.pk].contact for case in (waiting, lately))
    rows = AuditEntry.objects.filter(verb="feedback.forget_citizen")
    assert [(row.object_id, row.actor_id) for row in rows] == [(str(late.pk), None)]


def test_the_privacy_page_and_the_answered_case_tell_that_and_when_who_asked_is_forgotten(
    client, asked_for, monkeypatch
):
    monkeypatch.setenv("PANYA_REQUEST_CONTACT_DAYS", "45")
    assert "ครบ 45 วันหลังตอบคำขอ" in client.get(reverse("privacy")).content.decode()

    case = ask(asked_for)
    answer_request(case, granted=True, words="ส่งทางไปรษณีย์แล้ว", by=asked_for.owner)
    InformationRequest.objects.update(answered_at=timezone.now() - timedelta(days=46))
    forget_citizens()
    client.force_login(asked_for.owner)
    page = client.get(reverse("request_answer", args=[case.case_number])).content.decode()
    assert "ลบแล้วตามกำหนดเก็บข้อมูลส่วนบุคคล" in page
    assert "ป้าจันทร์" not in page
