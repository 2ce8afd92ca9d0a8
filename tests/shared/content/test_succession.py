"""A record goes out of use with a way on that its readers can take."""

import pytest

from panya.base.core.errors import NotAllowed, Refused
from panya.shared.content.actions import items
from panya.shared.content.models import Access, Item, Link
from panya.shared.content.succession import newest_for
from panya.shared.notifications.models import Notification
from panya.shared.people.actions.circles import circle_of_person, circle_of_unit
from panya.shared.people.models import Role
from tests.factories import AppointmentFactory, AssetFactory, NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def retire(item: Item, successor: Item | None = None, *, by=None) -> Item:
    return items.retire(item, by=by or item.owner, reason="เก่าแล้ว", superseded_by=successor)


def refused(item: Item, successor: Item | None = None, *, by=None) -> str:
    with pytest.raises(Refused) as caught:
        retire(item, successor, by=by)
    assert not Item.objects.get(pk=item.pk).is_retired
    return str(caught.value)


def test_two_records_do_not_replace_each_other():
    first, second = AssetFactory(title="ฉบับแรก"), AssetFactory()
    retire(first, second)

    assert "ฉบับแรก" in refused(second, first)
    items.bring_back(first, by=first.owner)
    assert retire(second, first).superseded_by == first


def test_a_longer_circle_is_found_too():
    first, second, third = AssetFactory(), AssetFactory(), AssetFactory()
    retire(first, second)
    retire(second, third)

    assert "เป็นวง" in refused(third, first)


def test_a_record_does_not_replace_itself():
    item = AssetFactory()

    refused(item, item)


def test_what_is_not_in_use_replaces_nothing():
    author = UserFactory()
    retired, draft = AssetFactory(author=author), AssetFactory(author=author, published=False)
    retire(retired)

    for successor in (retired, draft):
        refused(AssetFactory(author=author), successor)


def test_what_the_person_may_not_read_is_not_named():
    author = UserFactory()
    hidden = AssetFactory(author=author, access=Access.RESTRICTED, circles=(circle_of_person(author),), title="ความลับ")

    assert "ความลับ" not in refused(AssetFactory(), hidden)


OPEN = (Access.PUBLIC, Access.REQUEST, Access.INTERNAL)


@pytest.mark.parametrize("old", list(Access))
@pytest.mark.parametrize("new", list(Access))
def test_what_replaces_a_record_is_not_narrower_unless_it_is_meant_so(old, new):
    author = UserFactory()
    circles = (circle_of_unit(author.unit),)
    made = {
        access: {"access": access, "circles": () if access in OPEN else circles, "author": author}
        for access in (old, new)
    }
    item, successor = AssetFactory(**made[old]), AssetFactory(**made[new])
    narrower = (new not in OPEN and old in OPEN) or (new in OPEN and old in OPEN and OPEN.index(new) > OPEN.index(old))

    if narrower:
        refused(item, successor)
        meant = items.retire(item, by=author, reason="เก่าแล้ว", superseded_by=successor, for_some_readers=True)
        assert meant.superseded_by == successor
    else:
        assert retire(item, successor).superseded_by == successor


def test_readers_by_circle_must_be_readers_of_what_replaces_it():
    author = UserFactory(unit=UnitFactory())
    below = UnitFactory(parent=author.unit)
    unit, division, other = circle_of_unit(author.unit), circle_of_unit(below), circle_of_unit(UnitFactory())
    wide = AssetFactory(author=author, access=Access.UNIT, circles=(unit,))

    assert retire(AssetFactory(author=author, access=Access.UNIT, circles=(division,)), wide)
    refused(AssetFactory(author=author, access=Access.UNIT, circles=(unit, other)), wide)


def test_what_others_rely_on_goes_only_with_a_successor_and_they_are_told():
    item, course, successor = AssetFactory(), AssetFactory(title="หลักสูตรปฐมนิเทศ"), AssetFactory()
    Link.objects.create(source=course, target=item, kind=Link.RELIES_ON)

    assert "หลักสูตรปฐมนิเทศ" in refused(item)
    retire(item, successor)

    told = Notification.objects.filter(kind="content.relied")
    assert [(row.person, row.subject) for row in told] == [(course.owner, course.pk)]


def test_a_hidden_record_that_relies_is_not_named():
    writer = UserFactory()
    hidden = AssetFactory(author=writer, access=Access.RESTRICTED, circles=(circle_of_person(writer),), title="ความลับ")
    item = AssetFactory()
    Link.objects.create(source=hidden, target=item, kind=Link.RELIES_ON)

    assert "ความลับ" not in refused(item)


def test_a_draft_a_retired_and_a_thrown_away_record_hold_nothing_back():
    item, draft, retired = AssetFactory(), AssetFactory(published=False), AssetFactory()
    for source in (draft, retired):
        Link.objects.create(source=source, target=item, kind=Link.RELIES_ON)
    retire(retired)

    assert retire(item).is_retired


def test_the_km_team_retires_and_brings_back_what_was_reviewed_but_no_note():
    item, note = AssetFactory(), NoteFactory()
    team = AppointmentFactory(person=UserFactory(), role=Role.KM_TEAM, unit=item.unit).person
    note.unit = item.unit
    note.save()

    assert retire(item, by=team).is_retired
    assert not items.bring_back(item, by=team).is_retired
    with pytest.raises(NotAllowed):
        retire(note, by=team)


def test_nobody_else_retires():
    item = AssetFactory()

    with pytest.raises(NotAllowed):
        retire(item, by=UserFactory())


def test_a_retired_record_is_not_retired_again_nor_one_in_use_brought_back():
    item = AssetFactory()
    with pytest.raises(Refused):
        items.bring_back(item, by=item.owner)
    retire(item)
    with pytest.raises(Refused):
        retire(item)


def test_what_comes_back_after_its_day_is_outdated_at_once():
    item = AssetFactory()
    retire(item)
    Item.objects.filter(pk=item.pk).update(review_by="2020-01-01")

    assert items.bring_back(item, by=item.owner).is_outdated


def test_an_old_link_leads_to_the_newest_that_the_reader_may_read():
    author, reader = UserFactory(), UserFactory()
    first, second, third = (AssetFactory(author=author) for _ in range(3))
    retire(first, second)
    retire(second, third)
    first.refresh_from_db()

    assert newest_for(first, reader) == third
    Item.objects.filter(pk=third.pk).update(access=Access.RESTRICTED)
    assert newest_for(first, reader) == second
    assert newest_for(first, author) == third


def test_a_hidden_record_between_is_passed_by():
    author, reader = UserFactory(), UserFactory()
    first, second, third = (AssetFactory(author=author) for _ in range(3))
    retire(first, second)
    retire(second, third)
    Item.objects.filter(pk=second.pk).update(access=Access.RESTRICTED)
    first.refresh_from_db()

    assert newest_for(first, reader) == third


def test_a_circle_that_came_by_another_way_ends():
    first, second = AssetFactory(), AssetFactory()
    Item.objects.filter(pk=first.pk).update(superseded_by=second)
    Item.objects.filter(pk=second.pk).update(superseded_by=first)
    first.refresh_from_db()

    assert newest_for(first, first.owner) == second
