"""What is thrown away is hidden from everybody and comes back exactly as it was."""

from datetime import date, datetime, timedelta

import pytest

from panya.base.core.errors import NotAllowed, Refused
from panya.base.thai.dates import BANGKOK
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions import items
from panya.shared.content.actions.bin import delete_item, restore_item
from panya.shared.content.binned import binned_items, restorable
from panya.shared.content.models import Access, Item, Link, Retention
from panya.shared.content.retention import disposable, over_since
from panya.shared.feedback.models import Comment
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.models import Role
from panya.shared.search.models import Outbox
from tests.factories import AppointmentFactory, AssetFactory, CommentFactory, NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def km_team(unit=None):
    return AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=unit).person


def everything(item: Item) -> dict:
    row = Item.objects.filter(pk=item.pk).values().get()
    del row["version"]
    return row | {
        "revisions": list(item.revisions.values()),
        "comments": list(Comment.objects.filter(item=item).values()),
        "links": list(Link.objects.filter(source=item).values()) + list(Link.objects.filter(target=item).values()),
        "tags": sorted(item.tags.values_list("name", flat=True)),
    }


def test_a_restored_record_is_exactly_what_it_was():
    item, other = AssetFactory(tags=("ราคา",)), AssetFactory()
    CommentFactory(item=item)
    Link.objects.create(source=item, target=other)
    Link.objects.create(source=other, target=item)
    team, before = km_team(item.unit), everything(item)

    delete_item(item, by=team, reason="ลงซ้ำ")
    assert not Item.objects.visible_to(item.owner).filter(pk=item.pk).exists()
    restore_item(Item.objects.get(pk=item.pk), by=team)

    assert everything(item) == before


def test_both_acts_are_audited_with_the_reason_and_search_looks_again():
    item = AssetFactory()
    team = km_team(item.unit)
    Outbox.objects.all().delete()
    delete_item(item, by=team, reason="ลงซ้ำ")
    restore_item(item, by=team)

    entries = AuditEntry.objects.filter(object_id=str(item.pk), verb__in=["content.delete", "content.restore"])
    assert [(entry.verb, entry.actor_id, entry.reason) for entry in entries.order_by("pk")] == [
        ("content.delete", team.pk, "ลงซ้ำ"),
        ("content.restore", team.pk, "ลงซ้ำ"),
    ]
    assert Outbox.objects.filter(item_number=item.pk).count() == 2


def test_a_draft_is_thrown_away_by_its_author_and_owner_and_by_nobody_else():
    item = AssetFactory(published=False)
    co_editor = UserFactory()
    item.co_editors.add(co_editor)

    for person in (co_editor, km_team(item.unit), UserFactory()):
        with pytest.raises(NotAllowed):
            delete_item(item, by=person, reason="ลงซ้ำ")
    delete_item(item, by=item.owner)
    assert [found.pk for found in binned_items(item.owner)] == [item.pk]
    restore_item(item, by=item.owner)


@pytest.mark.parametrize("make", [AssetFactory, NoteFactory])
def test_what_was_published_is_thrown_away_by_the_km_team_only_and_with_a_reason(make):
    item = make()
    team, elsewhere = km_team(item.unit), km_team(UnitFactory())

    for person in (item.owner, elsewhere, UserFactory()):
        with pytest.raises(NotAllowed):
            delete_item(item, by=person, reason="ลงซ้ำ")
    for reason in ("  ", "ก" * 501):
        with pytest.raises(Refused):
            delete_item(item, by=team, reason=reason)
    delete_item(item, by=team, reason="ลงซ้ำ")
    with pytest.raises(NotAllowed):
        restore_item(item, by=item.owner)


def test_what_was_thrown_away_is_not_thrown_away_again_nor_edited_renewed_or_retired():
    item = AssetFactory()
    team = km_team(item.unit)
    delete_item(item, by=team, reason="ลงซ้ำ")

    with pytest.raises(NotAllowed):
        delete_item(item, by=team, reason="ลงซ้ำ")
    with pytest.raises(NotAllowed):
        items.retire(item, by=item.owner, reason="เก่า")


def test_what_others_rely_on_is_not_thrown_away():
    item, course = AssetFactory(), AssetFactory()
    Link.objects.create(source=course, target=item, kind=Link.RELIES_ON)

    with pytest.raises(Refused):
        delete_item(item, by=km_team(item.unit), reason="ลงซ้ำ")


def test_the_bin_shows_the_own_records_and_those_of_the_kept_units_as_far_as_one_may_read():
    author = UserFactory(unit=UnitFactory())
    shown = AssetFactory(author=author)
    named = AssetFactory(author=author, access=Access.RESTRICTED, circles=(circle_of_person(author),))
    draft, theirs, kept = AssetFactory(author=author, published=False), AssetFactory(), AssetFactory(author=author)
    for item in (shown, named, draft, theirs):
        Item.objects.filter(pk=item.pk).update(deleted_at=datetime(2026, 1, 1, tzinfo=BANGKOK))
    team = km_team(author.unit)

    def numbers(person):
        return {item.pk for item in binned_items(person)}

    assert numbers(author) == {shown.pk, named.pk, draft.pk}
    assert numbers(team) == {shown.pk}
    assert numbers(UserFactory()) == set()
    assert {row.item.pk: row.restores for row in restorable(list(binned_items(author)), author)} == {
        shown.pk: False,
        named.pk: False,
        draft.pk: True,
    }
    assert [row.restores for row in restorable(list(binned_items(team)), team)] == [True]
    assert kept.pk not in numbers(team)


DAY = date(2026, 6, 15)


def ended(days: int, **fields) -> Item:
    """An asset retired so many days before the last day of its time (ten years before DAY)."""
    item = AssetFactory()
    moment = datetime(2016, 6, 15, 23, 59, tzinfo=BANGKOK) - timedelta(days=days)
    fields = {"status": "retired", "retired_at": moment, "published_at": moment - timedelta(days=900), **fields}
    Item.objects.filter(pk=item.pk).update(**fields)
    return item


def test_what_is_out_of_use_longer_than_its_class_asks_is_on_the_list():
    moment = datetime(2024, 6, 15, tzinfo=BANGKOK)
    over, later = ended(0), ended(-1)
    ended(0, retention=Retention.FOREVER)
    ended(0, status="published", retired_at=None)
    brief = ended(0, retention=Retention.ONE_YEAR, retired_at=moment)
    binned = ended(0, status="published", retired_at=None, deleted_at=datetime(2016, 6, 1, tzinfo=BANGKOK))
    team = km_team()

    found = list(disposable(team, DAY))

    assert [item.pk for item in found] == [binned.pk, over.pk, brief.pk]
    assert [over_since(item) for item in found] == [date(2026, 6, 1), DAY, date(2025, 6, 15)]
    assert later.pk in {item.pk for item in disposable(team, DAY + timedelta(days=1))}


def test_the_time_begins_anew_with_the_last_that_happened():
    ended(0, deleted_at=datetime(2020, 1, 1, tzinfo=BANGKOK))

    assert not disposable(km_team(), DAY).exists()


def test_a_km_team_sees_its_units_and_an_administrator_all_that_each_may_read():
    item = ended(0)
    Item.objects.filter(pk=item.pk).update(unit=UnitFactory())
    item.refresh_from_db()
    administrator = AppointmentFactory(person=UserFactory(), role=Role.ADMINISTRATOR, unit=None).person

    assert disposable(km_team(item.unit), DAY).exists()
    assert not disposable(km_team(UnitFactory()), DAY).exists()
    assert disposable(administrator, DAY).exists()
    Item.objects.filter(pk=item.pk).update(access=Access.RESTRICTED)
    assert not disposable(administrator, DAY).exists()


def test_what_a_published_record_relies_on_is_kept():
    item, course = ended(0), AssetFactory()
    Link.objects.create(source=course, target=item, kind=Link.RELIES_ON)

    assert not disposable(km_team(), DAY).exists()
