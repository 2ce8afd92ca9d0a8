"""What an asset came from and what became of it: both ends, as far as a reader may read them."""

import pytest

from panya.base.core.errors import NotAllowed, Refused
from panya.features.assets.actions.relying import rely_no_more, rely_on
from panya.features.assets.queries.lineage import lineage_of
from panya.shared.content.actions import items
from panya.shared.content.models import Access, Item, Link
from panya.shared.people.actions.circles import circle_of_person
from tests.factories import AssetFactory, NoteFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def test_its_writers_say_what_it_relies_on_and_take_it_back():
    item, target = AssetFactory(), NoteFactory()

    rely_on(item, target.pk, by=item.owner)
    rely_on(item, target.pk, by=item.owner)

    assert [tie.item for tie in lineage_of(item, item.owner).relies_on] == [target]
    assert [tie.item for tie in lineage_of(target, item.owner).relied_on_by] == [item]
    rely_no_more(item, target.pk, by=item.owner)
    assert Link.objects.count() == 0


def test_nobody_else_and_nothing_that_is_hidden_not_in_use_or_itself():
    item = AssetFactory()
    hidden = AssetFactory(access=Access.RESTRICTED, circles=(circle_of_person(UserFactory()),))
    draft = AssetFactory(author=item.owner, published=False)

    with pytest.raises(NotAllowed):
        rely_on(item, NoteFactory().pk, by=UserFactory())
    for number in (hidden.pk, item.pk, draft.pk, 999_999_999):
        with pytest.raises(Refused):
            rely_on(item, number, by=item.owner)
    with pytest.raises(NotAllowed):
        rely_no_more(item, hidden.pk, by=UserFactory())
    assert Link.objects.count() == 0


def test_what_is_relied_on_is_not_retired_without_a_successor():
    item, target = AssetFactory(), AssetFactory()
    rely_on(item, target.pk, by=item.owner)

    with pytest.raises(Refused):
        items.retire(target, by=target.owner, reason="เก่า")


@pytest.mark.parametrize("kind", [Link.MADE_FROM, Link.RELIES_ON, Link.TRANSLATES, Link.MERGED_INTO, Link.MENTIONS])
def test_a_hidden_end_is_neither_shown_nor_counted_whichever_way_the_link_goes(kind, client):
    reader, friend = UserFactory(), UserFactory()
    shown = AssetFactory(access=Access.PUBLIC)
    hidden = AssetFactory(access=Access.RESTRICTED, circles=(circle_of_person(friend),), title="เรื่องลับเฉพาะ")
    client.force_login(reader)
    before = lineage_of(shown, reader)

    for source, target in ((shown, hidden), (hidden, shown)):
        Link.objects.create(source=source, target=target, kind=kind)

    assert lineage_of(Item.objects.get(pk=shown.pk), reader) == before
    assert "เรื่องลับเฉพาะ" not in client.get(f"/assets/{shown.pk}").content.decode()
    if kind != Link.MERGED_INTO:
        assert lineage_of(shown, friend) != before


def test_a_record_that_stands_there_by_another_link_is_not_named_once_more_as_a_mention():
    item, target = AssetFactory(), NoteFactory()
    for kind in (Link.MADE_FROM, Link.MENTIONS):
        Link.objects.create(source=item, target=target, kind=kind)

    lineage = lineage_of(item, item.owner)

    assert ([tie.item for tie in lineage.made_from], lineage.mentions) == ([target], [])


def test_many_links_cost_as_many_questions_as_one(django_assert_num_queries):
    item, reader = AssetFactory(), UserFactory()
    Link.objects.create(source=item, target=NoteFactory(), kind=Link.MADE_FROM)
    lineage_of(item, reader)
    with django_assert_num_queries(4):
        lineage_of(item, reader)
    for _n in range(12):
        Link.objects.create(source=item, target=NoteFactory(), kind=Link.MADE_FROM)
        Link.objects.create(source=AssetFactory(), target=item, kind=Link.RELIES_ON)
    with django_assert_num_queries(4):
        assert len(lineage_of(item, reader).made_from) == 13


def test_the_pages_add_and_take_away(client):
    item, target = AssetFactory(), NoteFactory()
    client.force_login(item.owner)

    assert client.get(f"/assets/{item.pk}/relies").status_code == 200
    assert client.post(f"/assets/{item.pk}/relies", {"number": "9"}).status_code == 422
    assert client.post(f"/assets/{item.pk}/relies", {"number": target.pk}).status_code == 303
    assert client.post(f"/assets/{item.pk}/relies/remove", {"number": target.pk}).status_code == 303
    assert Link.objects.count() == 0
