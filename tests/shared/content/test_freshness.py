"""Texts turn due and outdated on the right day in Bangkok, and are renewed by who may."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from panya.base.core.doctor import examine_all
from panya.base.core.errors import NotAllowed, Refused
from panya.base.thai.dates import BANGKOK
from panya.shared.activity.models import Event
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions import freshness, items
from panya.shared.content.actions.freshness import flip_validity, remind_declassify, renew, renew_many
from panya.shared.content.freshness import months_later
from panya.shared.content.models import Access, Item, Validity
from panya.shared.notifications.models import Notification
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.models import Role
from panya.shared.search.models import Outbox
from tests.factories import AppointmentFactory, AssetFactory, NoteFactory, UnitFactory, UserFactory, approved

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 15)


def bangkok(day: date, hour: int, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BANGKOK)


def asset(review_by: date, **fields) -> Item:
    item = AssetFactory(**fields)
    Item.objects.filter(pk=item.pk).update(review_by=review_by)
    return item


def validity(item: Item) -> str:
    return Item.objects.get(pk=item.pk).validity


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 6, 15), 12, date(2027, 6, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_end_with_the_month(day, months, later):
    assert months_later(day, months) == later


@pytest.mark.parametrize(("type", "day"), [("manual", date(2027, 6, 15)), ("rule", date(2026, 12, 15))])
def test_an_approved_text_holds_a_year_and_one_that_depends_on_law_half_a_year(type, day):
    with time_machine.travel(bangkok(DAY, 9, 0)):
        item = AssetFactory(type=type)

    item.refresh_from_db()
    assert (item.review_by, item.validity) == (day, Validity.CURRENT)


def test_a_newly_approved_text_begins_anew():
    item = asset(DAY)
    Item.objects.filter(pk=item.pk).update(validity=Validity.OUTDATED)
    with time_machine.travel(bangkok(date(2026, 7, 1), 9, 0)):
        approved(item, by=UserFactory())

    item.refresh_from_db()
    assert (item.review_by, item.validity) == (date(2027, 7, 1), Validity.CURRENT)


def test_a_note_has_no_day():
    assert NoteFactory().review_by is None


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        (bangkok(DAY - timedelta(days=31), 23, 59), Validity.CURRENT),
        (bangkok(DAY - timedelta(days=30), 0, 1), Validity.DUE),
        (bangkok(DAY, 0, 1), Validity.DUE),
        (bangkok(DAY, 23, 59), Validity.DUE),
        (bangkok(DAY + timedelta(days=1), 0, 1), Validity.OUTDATED),
        (bangkok(DAY + timedelta(days=1), 23, 59), Validity.OUTDATED),
    ],
)
def test_a_text_turns_at_midnight_in_bangkok(moment, found):
    item = asset(DAY)

    with time_machine.travel(moment):
        flip_validity()

    assert validity(item) == found


def test_only_published_texts_that_are_not_in_the_bin_turn():
    retired, binned, draft = asset(DAY), asset(DAY), asset(DAY, published=False)
    items.retire(retired, by=retired.owner, reason="เก่า")
    Item.objects.filter(pk=binned.pk).update(deleted_at=bangkok(DAY, 0, 0))

    assert flip_validity(DAY + timedelta(days=1)) == 0
    assert {validity(item) for item in (retired, binned, draft)} == {Validity.CURRENT}


def test_a_text_whose_day_was_put_off_turns_back():
    item = asset(DAY)
    flip_validity(DAY + timedelta(days=1))
    Item.objects.filter(pk=item.pk).update(review_by=DAY + timedelta(days=300))

    assert flip_validity(DAY + timedelta(days=1)) == 1
    assert validity(item) == Validity.CURRENT


def test_the_owner_is_told_once_of_each_turn_and_search_looks_again():
    item = asset(DAY)
    Outbox.objects.all().delete()
    before = Item.objects.get(pk=item.pk).version

    for day in (DAY, DAY, DAY + timedelta(days=1), DAY + timedelta(days=1)):
        flip_validity(day)

    told = Notification.objects.filter(person=item.owner).order_by("pk")
    assert [(row.kind, row.subject) for row in told] == [("content.due", item.pk), ("content.outdated", item.pk)]
    assert Outbox.objects.filter(item_number=item.pk).count() == 2
    assert Item.objects.get(pk=item.pk).version == before + 2
    assert [row.after["numbers"] for row in AuditEntry.objects.filter(verb="content.flip_validity")] == [[item.pk]] * 2


def test_the_owner_of_many_is_told_once_of_them_all(monkeypatch):
    monkeypatch.setattr(freshness, "_BATCH", 3)
    author = UserFactory()
    for _ in range(7):
        asset(DAY, author=author)

    assert flip_validity(DAY) == 7
    assert [(row.kind, row.subject) for row in Notification.objects.filter(person=author)] == [("content.due", None)]


def test_where_the_owner_has_left_the_km_team_is_told_of_what_it_may_read():
    author = UserFactory(unit=UnitFactory())
    item = asset(DAY, author=UserFactory(unit=UnitFactory()))
    elsewhere = asset(DAY, author=author, access=Access.UNIT, circles=(circle_of_person(author),))
    team = AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=item.unit).person
    stranger = AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=elsewhere.unit).person
    for one in (item, elsewhere):
        one.owner.is_active = False
        one.owner.save()

    flip_validity(DAY)

    assert [(row.person, row.subject) for row in Notification.objects.all()] == [(team, None)]
    assert stranger != team


def test_the_author_the_owner_and_the_km_team_renew_and_nobody_else():
    item = asset(DAY)
    team = AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=item.unit).person
    elsewhere = AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=UnitFactory()).person
    co_editor = UserFactory()
    item.co_editors.add(co_editor)

    for person in (item.owner, team):
        renew(item, by=person, reason="ตรวจแล้ว")
    for person in (elsewhere, co_editor, UserFactory()):
        with pytest.raises(NotAllowed):
            renew(item, by=person, reason="ตรวจแล้ว")


def test_a_km_team_that_may_not_read_a_record_does_not_renew_it():
    author = UserFactory()
    item = AssetFactory(author=author, access=Access.RESTRICTED, circles=(circle_of_person(author),))
    team = AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=item.unit).person

    with pytest.raises(NotAllowed):
        renew(item, by=team, reason="ตรวจแล้ว")


def test_renewing_is_audited_and_a_fact_and_takes_the_badge_away():
    item = asset(DAY)
    with time_machine.travel(bangkok(DAY + timedelta(days=5), 10, 0)):
        flip_validity()
        renew(item, by=item.owner, reason="ตรวจกับระเบียบใหม่แล้ว")

    item.refresh_from_db()
    assert (item.review_by, item.validity, item.is_outdated) == (date(2027, 6, 20), Validity.CURRENT, False)
    entry = AuditEntry.objects.get(verb="content.renew")
    assert (entry.before, entry.reason) == (
        {"review_by": "2026-06-15", "validity": "outdated"},
        "ตรวจกับระเบียบใหม่แล้ว",
    )
    assert entry.after == {"review_by": "2027-06-20", "validity": "current", "revision": item.published_id}
    assert Event.objects.filter(verb="content.renew", item=item, person=item.owner).count() == 1


@pytest.mark.parametrize("days", [0, -1, 400])
def test_a_day_that_is_past_or_further_than_the_type_allows_is_refused(days):
    item = AssetFactory()

    with time_machine.travel(bangkok(DAY, 10, 0)), pytest.raises(Refused):
        renew(item, by=item.owner, reason="ตรวจแล้ว", until=DAY + timedelta(days=days))


def test_an_earlier_day_may_be_chosen():
    item = AssetFactory()
    with time_machine.travel(bangkok(DAY, 10, 0)):
        renew(item, by=item.owner, reason="ตรวจแล้ว", until=DAY + timedelta(days=20))

    item.refresh_from_db()
    assert (item.review_by, item.validity) == (DAY + timedelta(days=20), Validity.DUE)


def test_renewing_needs_words_and_a_published_text():
    item, retired = AssetFactory(), AssetFactory()
    items.retire(retired, by=retired.owner, reason="เก่า")

    for one, reason in ((item, "  "), (item, "ก" * 301), (retired, "ตรวจแล้ว")):
        with pytest.raises(Refused):
            renew(one, by=one.owner, reason=reason)


def test_of_ticked_rows_each_is_renewed_by_itself():
    author = UserFactory()
    mine, theirs, hidden = asset(DAY, author=author), asset(DAY), asset(DAY, published=False)

    outcomes = renew_many([mine.pk, theirs.pk, hidden.pk, mine.pk], by=author, reason="ตรวจแล้ว")

    assert [(one.number, one.title, bool(one.refusal)) for one in outcomes] == [
        (mine.pk, mine.title, False),
        (theirs.pk, theirs.title, True),
        (hidden.pk, "", True),
    ]
    assert Item.objects.get(pk=mine.pk).review_by > DAY
    assert Item.objects.get(pk=theirs.pk).review_by == DAY


def test_nothing_ticked_and_too_many_are_refused():
    for numbers in ([], range(101)):
        with pytest.raises(Refused):
            renew_many(list(numbers), by=UserFactory(), reason="ตรวจแล้ว")


def test_when_a_narrow_class_is_to_be_looked_at_owner_and_km_team_are_told_once():
    item, public = AssetFactory(), AssetFactory(access=Access.PUBLIC)
    team = AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=item.unit).person
    Item.objects.filter(pk__in=[item.pk, public.pk]).update(declassify_on=DAY)

    for day in (DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)):
        remind_declassify(day)

    told = Notification.objects.filter(kind="content.declassify")
    assert {(row.person, row.subject) for row in told} == {(item.owner, item.pk), (team, item.pk)}
    assert told.count() == 2


def test_the_doctor_finds_a_missed_day():
    item = asset(DAY)
    flip_validity(DAY)
    with time_machine.travel(bangkok(DAY + timedelta(days=1), 0, 5)):
        assert examine_all()["validity"].ok
    with time_machine.travel(bangkok(DAY + timedelta(days=1), 0, 20)):
        assert not examine_all()["validity"].ok
        flip_validity()
        assert examine_all()["validity"].ok
    assert validity(item) == Validity.OUTDATED
