"""M12–M15 count what domain.md 5.1 says, equal to what plain SQL counts, and every number opens its rows."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from panya.base.core.clock import today
from panya.shared.content.actions.changes import tell_changed
from panya.shared.content.actions.reviewing.handing import hand_over
from panya.shared.content.models import Access, Item, Status
from panya.shared.feedback.models import UseManner, UseRecord, UseResult, UseState
from panya.shared.feedback.queries.uses import (
    Asked,
    for_guests,
    items_behind,
    last_twelve_months,
    use_figures,
    uses_behind,
    uses_of_item,
)
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.permissions import standing_of
from tests.factories import AssetFactory, NoteFactory, TopicFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def use(item, by, **fields) -> UseRecord:
    fields = {"used_on": today(), "manner": "as_is", "result": "worked", "recorded_at": timezone.now()} | fields
    return UseRecord.objects.create(item=item, by=by, unit=by.unit, owner_unit=item.unit, **fields)


def year(**narrower) -> Asked:
    return Asked(*last_twelve_months(), **narrower)


@pytest.fixture
def asset():
    return AssetFactory(author=UserFactory(unit=UnitFactory()))


@pytest.fixture
def officer():
    return UserFactory(unit=UnitFactory())


def test_recording_a_use_changes_reuse_and_use_across_units_and_the_own_use_does_not(asset, officer):
    use(asset, asset.owner, is_own=True)
    before = use_figures(year(), officer)
    assert (before.reused.part, before.reused.whole, before.across.whole) == (0, 1, 0)

    use(asset, officer)

    after = use_figures(year(), officer)
    assert (after.reused.part, after.across.part, after.across.whole, after.worked.part) == (1, 1, 1, 1)


@pytest.mark.parametrize("change", [{"owner"}, {"author"}, {"co_editors"}])
def test_who_becomes_a_writer_of_the_record_later_counts_no_more(asset, officer, change):
    mine = use(asset, officer, hours=Decimal(2))
    use(asset, UserFactory())
    if "co_editors" in change:
        asset.co_editors.add(officer)
    else:
        Item.objects.filter(pk=asset.pk).update(**dict.fromkeys(change, officer))
    tell_changed([asset.pk])

    assert use_figures(year(), officer).across.whole == 1

    # Nor when the record goes to others again: it was never the use of somebody else's work.
    Item.objects.filter(pk=asset.pk).update(owner=asset.owner, author=None)
    asset.co_editors.clear()
    tell_changed([asset.pk])
    assert use_figures(year(), officer).across.whole == 1
    assert UseRecord.objects.get(is_own=True) == mine


def test_a_record_handed_over_makes_the_earlier_uses_of_its_new_owner_own(asset, officer):
    use(asset, officer)

    hand_over(asset, officer, by=asset.owner, reason="ย้ายหน่วย")

    assert UseRecord.objects.get().is_own


def test_only_confirmed_hours_count(asset, officer):
    for state in UseState:
        use(asset, officer, state=state, hours=Decimal("2.5"), work=None)

    figures = use_figures(year(), officer)

    assert (figures.hours, figures.confirmed) == (Decimal("2.5"), 1)
    # What was declined or taken back is no use at all.
    assert figures.across.whole == 2


def test_reuse_counts_published_assets_of_twelve_months(officer):
    used, old, never = (AssetFactory() for _ in range(3))
    AssetFactory(author=officer, published=False)
    NoteFactory()
    use(used, officer)
    use(used, officer, used_on=today() - timedelta(days=10))
    use(old, officer, used_on=last_twelve_months()[0] - timedelta(days=1))

    figures = use_figures(year(), officer)

    assert (figures.reused.part, figures.reused.whole) == (1, 3)
    assert figures.reused.percent == Decimal("33.3")
    assert set(items_behind("reused", year(), officer)) == {used}
    assert set(items_behind("published", year(), officer)) == {used, old, never}


def test_a_reader_counts_only_what_the_reader_may_read(officer, asset):
    hidden = AssetFactory(access=Access.RESTRICTED, circles=(circle_of_person(officer),))
    use(hidden, officer, state=UseState.CONFIRMED, hours=Decimal(8))
    stranger = UserFactory()

    for asked in (year(), year(unit=officer.unit)):
        assert use_figures(asked, officer).hours == 8
        assert use_figures(asked, stranger).hours == 0
        # Nor is it told in which month there was something.
        assert (len(use_figures(asked, officer).months), use_figures(asked, stranger).months) == (1, [])
    assert use_figures(year(), stranger).reused.whole == 1
    assert list(uses_behind("hours", year(), stranger)) == []


def test_twelve_months_end_today_and_know_leap_years():
    assert last_twelve_months(date(2026, 11, 30)) == (date(2025, 12, 1), date(2026, 11, 30))
    assert last_twelve_months(date(2028, 2, 28)) == (date(2027, 3, 1), date(2028, 2, 28))
    assert last_twelve_months(date(2028, 2, 29)) == (date(2027, 3, 1), date(2028, 2, 29))


def test_the_figures_equal_a_recount_in_sql_for_every_filter():
    chance = random.Random(2569)
    root = UnitFactory()
    units = [root, *(UnitFactory(parent=root) for _ in range(2)), UnitFactory()]
    topics = [TopicFactory(), TopicFactory()]
    topics.append(TopicFactory(parent=topics[0]))
    people = [UserFactory(unit=unit) for unit in units for _ in range(2)]
    items = [
        AssetFactory(author=chance.choice(people), topics=(chance.choice(topics),), co_editors=(chance.choice(people),))
        for _ in range(12)
    ]
    for _ in range(150):
        use(
            chance.choice(items),
            chance.choice(people),
            used_on=today() - timedelta(days=chance.randrange(500)),
            result=chance.choice(UseResult.values),
            manner=chance.choice(UseManner.values),
            state=chance.choice(UseState.values),
            hours=Decimal(chance.randrange(40)) / 4,
            baht=Decimal(chance.randrange(1000)),
        )
    tell_changed([item.pk for item in items])
    reader = UserFactory()
    for unit in (None, root, units[1], units[3]):
        for topic in (None, topics[0], topics[1]):
            for first, last in (last_twelve_months(), (today() - timedelta(days=200), today() - timedelta(days=90))):
                asked = Asked(first, last, unit, topic)
                figures = use_figures(asked, reader)
                assert _as_counted(figures) == _recounted(asked)
                for rows, number in (
                    ("across", figures.across.part),
                    ("uses", figures.across.whole),
                    ("worked", figures.worked.part),
                    ("hours", figures.confirmed),
                ):
                    assert uses_behind(rows, asked, reader).count() == number
                assert items_behind("reused", asked, reader).count() == figures.reused.part
                assert items_behind("published", asked, reader).count() == figures.reused.whole
                assert sum(month.uses for month in figures.months) == figures.across.whole
                assert sum(month.hours for month in figures.months) == figures.hours


def _as_counted(figures):
    return (
        *(figures.across.whole, figures.across.part, figures.worked.part, figures.confirmed),
        *(figures.hours, figures.baht, figures.reused.part, figures.reused.whole),
    )


_OTHERS = """
    FROM feedback_userecord u JOIN content_item i ON i.number = u.item_id JOIN people_unit p ON p.id = u.unit_id
    WHERE u.state IN ('recorded', 'confirmed') AND u.used_on BETWEEN %(first)s AND %(last)s
    AND u.by_id <> i.owner_id AND (i.author_id IS NULL OR u.by_id <> i.author_id)
    AND NOT EXISTS (SELECT 1 FROM content_item_co_editors c WHERE c.item_id = i.number AND c.user_id = u.by_id)
"""
_TOPIC = " AND i.number IN (SELECT item_id FROM content_item_topics WHERE topic_id IN {topics})"


def _recounted(asked):
    topic = ""
    if asked.topic is not None:
        ids = [asked.topic.pk, *asked.topic.children.values_list("pk", flat=True)]
        topic = _TOPIC.format(topics=f"({', '.join(map(str, ids))})")
    of_unit = " AND {table}.path LIKE %(path)s" if asked.unit else ""
    values = {"first": asked.first, "last": asked.last, "path": f"{asked.unit.path}%" if asked.unit else ""}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*), COALESCE(SUM(CASE WHEN u.unit_id <> u.owner_unit_id THEN 1 ELSE 0 END), 0),"
            " COALESCE(SUM(CASE WHEN u.result = 'worked' THEN 1 ELSE 0 END), 0),"
            " COALESCE(SUM(CASE WHEN u.state = 'confirmed' THEN 1 ELSE 0 END), 0),"
            " COALESCE(SUM(CASE WHEN u.state = 'confirmed' THEN u.hours ELSE 0 END), 0),"
            " COALESCE(SUM(CASE WHEN u.state = 'confirmed' THEN u.baht ELSE 0 END), 0)"
            + _OTHERS
            + of_unit.format(table="p")
            + topic,
            values,
        )
        counted = cursor.fetchone()
        values |= dict(zip(("first", "last"), last_twelve_months(asked.last), strict=True))
        values["until"] = asked.last + timedelta(days=1)
        published = (
            " FROM content_item i JOIN people_unit o ON o.id = i.unit_id WHERE i.kind = 'asset'"
            " AND i.status = 'published' AND i.published_at < %(until)s" + of_unit.format(table="o") + topic
        )
        cursor.execute(f"SELECT COUNT(*) {published} AND i.number IN (SELECT u.item_id {_OTHERS})", values)
        reused = cursor.fetchone()
        cursor.execute(f"SELECT COUNT(*) {published}", values)
        whole = cursor.fetchone()
    return (*counted[:4], *(Decimal(str(amount)) for amount in counted[4:]), *reused, *whole)


def test_the_page_of_an_asset_counts_as_the_figures_do(asset, officer):
    use(asset, asset.owner, is_own=True)
    use(asset, officer, state=UseState.CONFIRMED, hours=Decimal(6))
    use(asset, UserFactory(unit=UnitFactory()), result="failed")

    found = uses_of_item(asset)

    assert (found.times, found.units, found.worked, found.confirmed, found.hours) == (2, 2, 1, 1, 6)
    assert (found.worked_share, found.hours_shown, len(found.newest)) == ("50%", "6", 3)


@pytest.mark.parametrize(
    ("worked", "failed", "shown"),
    [(4, 0, (0, "")), (5, 0, (5, "100%")), (5, 4, (9, "")), (4, 6, (10, "")), (6, 6, (12, "50%"))],
)
def test_guests_learn_nothing_about_few(asset, worked, failed, shown):
    person = UserFactory()
    for number in range(worked + failed):
        use(asset, person, result="worked" if number < worked else "failed")

    found = for_guests(uses_of_item(asset))

    assert (found.times, found.worked_share) == shown
    assert (found.newest, found.units, found.hours) == ([], 0, 0)


def test_uses_are_visible_with_the_records_that_they_are_of(officer):
    """`visible_through` asks of a related item what `visible_to` asks of the item itself."""
    writer = UserFactory(unit=UnitFactory())
    for access in Access.values:
        for circle in (circle_of_person(officer), circle_of_person(UserFactory())):
            for status in Status.values:
                note = NoteFactory(author=writer, access=access, circles=[circle])
                Item.objects.filter(pk=use(note, officer).item_id).update(status=status)
    binned = use(NoteFactory(author=officer), writer).item_id
    Item.objects.filter(pk=binned).update(deleted_at=timezone.now())
    # Of nobody here: a comparison with nobody is neither true nor false.
    of_nobody = use(NoteFactory(author=writer, published=False), officer).item_id
    Item.objects.filter(pk=of_nobody).update(author=None, author_name="ฝ่ายข่าว", owner=writer)
    used = set(UseRecord.objects.values_list("item", flat=True))

    for reader in (AnonymousUser(), UserFactory(staff_class="outside"), UserFactory(), writer, officer):
        shown = set(UseRecord.objects.visible_to(reader).values_list("item", flat=True))
        readable = set(Item.objects.visible_to(reader).values_list("pk", flat=True))
        assert shown == used & readable, reader
        hidden = set(Item.objects.closed_to(standing_of(reader)).values_list("pk", flat=True))
        assert hidden == set(Item.objects.values_list("pk", flat=True)) - readable, reader
        asked = Asked(*last_twelve_months())
        assert use_figures(asked, reader).worked.whole == uses_behind("uses", asked, reader).count(), reader
    assert binned not in shown
    assert of_nobody not in shown
    assert len(shown) < len(used)
