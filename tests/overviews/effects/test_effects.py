"""My page of effects counts what came of my own records, and only what I may know."""

import re

import pytest
from django.test import Client

from panya.base.core.clock import today
from panya.shared.activity.models import Read
from panya.shared.content.models import Access, Item
from panya.shared.people.actions.circles import circle_of_person
from tests.factories import NoteFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def page_of(person) -> str:
    client = Client()
    client.force_login(person)
    return client.get("/effects").content.decode()


def cells(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)[1:]
    return [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def test_it_tells_reads_comments_and_mentions_of_my_own_published_records():
    me, other = UserFactory(), UserFactory()
    mine = NoteFactory(author=me, title="ของฉัน")
    NoteFactory(author=me, title="ร่าง", published=False)
    NoteFactory(author=other, title="ของคนอื่น", body=f"<p>[[{mine.pk}]]</p>")
    circles = (circle_of_person(other),)
    NoteFactory(author=other, body=f"<p>[[{mine.pk}]]</p>", access=Access.RESTRICTED, circles=circles)
    Read.objects.create(item=mine, day=today(), count=2)
    Item.objects.filter(pk=mine.pk).update(read_count=9, comment_count=3)

    assert cells(page_of(me)) == [["ของฉัน", "2", "7", "3", "0", "1"]]


def test_who_has_published_nothing_is_invited_to_write():
    page = page_of(UserFactory())

    assert "<table" not in page
    assert 'href="/notes/new"' in page
