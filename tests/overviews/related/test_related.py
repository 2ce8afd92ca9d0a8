"""What is near to a record: what shares its tags and topics, as far as the reader may read it."""

import re

import pytest
from django.test import Client

from panya.overviews.related.queries import related_to
from panya.shared.content.models import Access, Item
from panya.shared.people.models import GUEST
from tests.factories import NoteFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def _bytes(answer) -> bytes:
    """The page without its token, which differs each time."""
    return re.sub(rb"\b[0-9A-Za-z]{64}\b", b"", answer.content)


def test_what_shares_most_comes_first_and_never_more_than_five():
    topic = TopicFactory()
    item = NoteFactory(tags=("น้ำ", "ดิน"), topics=(topic,))
    both = NoteFactory(tags=("น้ำ", "ดิน"), topics=(topic,))
    tags = NoteFactory(tags=("น้ำ", "ดิน"))
    one = [NoteFactory(topics=(topic,)), *[NoteFactory(tags=("น้ำ",)) for _ in range(4)]]
    NoteFactory(tags=("ลม",))

    assert related_to(item, GUEST) == [both, tags, *reversed(one[2:])]


def test_nothing_is_near_to_a_record_without_tags_and_topics():
    item, other = NoteFactory(), NoteFactory(tags=("น้ำ",))

    assert (related_to(item, GUEST), related_to(other, GUEST)) == ([], [])


def test_readers_see_exactly_what_they_may_read():
    item, officer = NoteFactory(tags=("น้ำ",)), UserFactory()
    near = {access: NoteFactory(tags=("น้ำ",), access=access) for access in ("PUBLIC", "INTERNAL", "REQUEST")}
    NoteFactory(tags=("น้ำ",), published=False)

    assert related_to(item, GUEST) == [near["PUBLIC"]]
    assert set(related_to(item, officer)) == set(near.values())


def test_what_is_near_to_a_hidden_record_is_as_if_it_never_was():
    hidden = NoteFactory(access=Access.INTERNAL, tags=("น้ำ",)).pk
    NoteFactory(tags=("น้ำ",))
    one, never = Client().get(f"/related/{hidden}"), Client().get("/related/990")

    assert (one.status_code, _bytes(one).replace(str(hidden).encode(), b"990")) == (404, _bytes(never))


def test_the_list_is_a_part_for_htmx_and_a_page_for_others():
    item, near = NoteFactory(tags=("น้ำ",)), NoteFactory(title="เรื่องของน้ำ", tags=("น้ำ",))
    part = Client().get(f"/related/{item.pk}", headers={"HX-Request": "true"}).content.decode()
    page = Client().get(f"/related/{item.pk}").content.decode()
    alone = NoteFactory()

    assert [("<html" in text, near.title in text) for text in (part, page)] == [(False, True), (True, True)]
    assert Client().get(f"/related/{alone.pk}", headers={"HX-Request": "true"}).content.strip() == b""
    assert f'hx-get="/related/{item.pk}"' in Client().get(f"/notes/{item.pk}").content.decode()
    assert Item.objects.count() == 3
