"""What the filters of the shelf count, how long guests are told it, and how often they may have it counted."""

import pytest
from django.core.cache import cache

from panya.features.assets.views import reading
from panya.shared.content.models import Access, Item
from panya.shared.people.actions.circles import circle_of_person
from tests.factories import AssetFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def counts(client, address="/assets/") -> dict[str, int]:
    """How many stand under each topic, as the page says."""
    return {choice.label: choice.count for choice in client.get(address).context["shelf"].topics}


def test_an_asset_under_two_topics_of_one_branch_counts_once_above_them(client):
    top = TopicFactory(name_th="ก")
    one, two = TopicFactory(name_th="ข", parent=top), TopicFactory(name_th="ค", parent=top)
    other = TopicFactory(name_th="ง")
    for topics in ((one, two), (one,), (top, one, two), (two, other), (other,)):
        AssetFactory(access=Access.PUBLIC).topics.set(topics)

    assert counts(client) == {"ก": 4, "ข": 3, "ค": 3, "ง": 2}


def test_topics_count_only_what_this_reader_may_read(client):
    topic = TopicFactory(name_th="ก")
    author = UserFactory()
    hidden = AssetFactory(author=author, access=Access.RESTRICTED, circles=(circle_of_person(author),))
    for item in (AssetFactory(access=Access.PUBLIC), AssetFactory(), hidden):
        item.topics.set([topic])

    assert counts(client) == {"ก": 1}
    for person, seen in ((UserFactory(), 2), (author, 3)):
        client.force_login(person)
        assert counts(client) == {"ก": seen}


def test_guests_share_what_was_counted_but_never_a_row(client):
    topic = TopicFactory(name_th="ก")
    item = AssetFactory(access=Access.PUBLIC, title="เปิดอยู่")
    item.topics.set([topic])
    assert counts(client) == {"ก": 1}

    Item.objects.filter(pk=item.pk).update(access=Access.INTERNAL)

    page = client.get("/assets/")
    assert (page.context["items"], "เปิดอยู่" in page.content.decode()) == ([], False)
    cache.clear()
    assert counts(client) == {}


def test_what_guests_were_told_is_told_to_nobody_who_signed_in(client):
    topic = TopicFactory(name_th="ก")
    AssetFactory(access=Access.PUBLIC).topics.set([topic])
    AssetFactory().topics.set([topic])
    assert counts(client) == {"ก": 1}

    client.force_login(UserFactory())
    assert counts(client) == {"ก": 2}
    client.logout()
    assert counts(client) == {"ก": 1}


def test_each_set_of_filters_has_counts_of_its_own(client):
    topic = TopicFactory(name_th="ก", slug="a")
    AssetFactory(access=Access.PUBLIC, type="manual").topics.set([topic])
    AssetFactory(access=Access.PUBLIC, type="story").topics.set([topic])

    assert [counts(client, f"/assets/{address}") for address in ("", "?type=manual", "?type=lesson")] == [
        {"ก": 2},
        {"ก": 1},
        {},
    ]
    assert counts(client, "/assets/?unit=NOBODY") == {}


def test_a_guest_may_have_few_counted_and_all_that_was_counted_already(client, monkeypatch):
    monkeypatch.setattr(reading, "COUNTS", reading.Limit("shelf-test", hits=2, seconds=60))
    TopicFactory(slug="a")

    asked = ["/assets/", "/assets/", "/assets/?type=manual", "/assets/?type=story", "/assets/?type=manual"]

    assert [client.get(address).status_code for address in asked] == [200, 200, 200, 429, 200]
    client.force_login(UserFactory())
    assert client.get("/assets/?type=story").status_code == 200
