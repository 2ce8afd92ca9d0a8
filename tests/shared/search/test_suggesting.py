"""Suggested topics and tags: each with its reason, and only from what the writer may read."""

import pytest
from django.test import Client

from panya.shared.content.models import Access, Item, Term
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.search import writer
from panya.shared.search.suggesting import suggest
from tests.factories import NoteFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])

ORIGIN = "ตรวจถิ่นกำเนิดสินค้าก่อนออกหนังสือรับรอง"


def suggested(note, person) -> tuple[list[str], list[str]]:
    writer.drain()
    found = suggest(note.latest, person)
    return [one.value for one in found.topics], [one.value for one in found.tags]


def test_near_records_name_the_topic_and_the_tag_in_use_with_reasons():
    author = UserFactory()
    topic = TopicFactory(slug="origin", name_th="ถิ่นกำเนิดสินค้า")
    for number in range(3):
        NoteFactory(title=f"{ORIGIN} รอบ {number}", topics=(topic,), tags=("หนังสือรับรอง",))
    note = NoteFactory(author=author, title=ORIGIN, published=False)

    assert suggested(note, author) == (["origin"], ["หนังสือรับรอง"])
    found = suggest(note.latest, author)
    assert "3" in found.topics[0].reason
    assert "3" in found.tags[0].reason


def test_what_the_record_has_already_is_not_suggested():
    author, topic = UserFactory(), TopicFactory(slug="origin")
    NoteFactory(title=ORIGIN, topics=(topic,), tags=("หนังสือรับรอง",))
    note = NoteFactory(author=author, title=ORIGIN, topics=(topic,), tags=("หนังสือรับรอง",))

    assert suggested(note, author) == ([], [])


def test_records_that_the_writer_may_not_read_have_no_say():
    author, other = UserFactory(), UserFactory()
    hidden = {"access": Access.UNIT, "circles": (circle_of_person(other),)}
    for _number in range(3):
        NoteFactory(
            author=other, title=ORIGIN, topics=(TopicFactory(slug=f"h{_number}"),), tags=("หนังสือรับรอง",), **hidden
        )
    note = NoteFactory(author=author, title=ORIGIN, published=False)

    assert suggested(note, author) == ([], [])


def test_a_word_of_the_glossary_is_suggested_with_the_spelling_that_was_found():
    author = UserFactory()
    Term.objects.create(name="หนังสือรับรองถิ่นกำเนิดสินค้า", abbreviation="C/O", synonyms=["Form E"])
    Term.objects.create(name="ต่อต้านการทุ่มตลาด", abbreviation="AD")
    note = NoteFactory(author=author, title="ก่อนกรอก C/O ad hoc", published=False)

    writer.drain()
    (found,) = suggest(note.latest, author).tags

    assert found.value == "หนังสือรับรองถิ่นกำเนิดสินค้า"
    assert "C/O" in found.reason


def test_the_place_page_offers_suggestions_and_takes_those_that_were_ticked():
    author, topic = UserFactory(), TopicFactory(slug="origin")
    NoteFactory(title=ORIGIN, topics=(topic,), tags=("หนังสือรับรอง",))
    note = NoteFactory(author=author, title=ORIGIN, tags=("เดิม",))
    writer.drain()
    client = Client()
    client.force_login(author)

    page = client.get(f"/notes/{note.pk}/place").content.decode()
    assert 'name="suggested_tags" value="หนังสือรับรอง"' in page
    fields = {"licence": "cc-by", "access": "PUBLIC", "tags": "เดิม", "suggested_tags": ["หนังสือรับรอง"]}
    sent = client.post(f"/notes/{note.pk}/place", fields | {"suggested_topic": "origin"})

    assert sent.status_code == 303
    item = Item.objects.get(pk=note.pk)
    assert {tag.name for tag in item.tags.all()} == {"เดิม", "หนังสือรับรอง"}
    assert [one.slug for one in item.topics.all()] == ["origin"]
