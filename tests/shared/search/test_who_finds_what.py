"""Equality, not membership: the exact set that each reader finds, and nothing else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from panya.base.core.clock import today
from panya.shared.content.actions.items import Place, change_place, retire
from panya.shared.content.models import Item, Review, ReviewState, Validity
from panya.shared.feedback.models import UseRecord, UseState
from panya.shared.people.models import Circle
from panya.shared.search import writer
from panya.shared.search.filters import Filters
from panya.shared.search.queries import search
from tests.factories import AssetFactory, NoteFactory, TagFactory, TopicFactory, UnitFactory, UserFactory, root_unit

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
WORD = "ทุเรียน"


def circle_of(unit):
    return Circle.objects.get_or_create(unit=unit)[0]


@pytest.fixture
def world():
    """One note of each class by an author of one department; only its body holds the word."""
    home = UnitFactory()
    author = UserFactory(unit=home)
    circles = {"UNIT": (circle_of(home),), "RESTRICTED": (circle_of(home),)}
    notes = {
        access: NoteFactory(
            author=author,
            title=f"เรื่องชั้น {access}",
            lead="คำสรุปที่ทุกคนเห็น",
            body=f"<p>ราคา{WORD}</p>",
            access=access,
            circles=circles.get(access, ()),
        ).pk
        for access in ("PUBLIC", "REQUEST", "INTERNAL", "UNIT", "RESTRICTED")
    }
    draft = NoteFactory(author=author, body=f"<p>ราคา{WORD}</p>", access="PUBLIC", published=False)
    readers = {
        "anonymous": AnonymousUser(),
        "author": author,
        "colleague": UserFactory(unit=home),
        "other_unit": UserFactory(unit=UnitFactory()),
        "outsider": UserFactory(unit=UnitFactory(parent=None)),
        "without_unit": UserFactory(unit=False),
        "disabled": UserFactory(unit=home, is_active=False),
    }
    return {"notes": notes, "draft": draft, "readers": readers, "home": home}


@pytest.mark.parametrize(
    ("reader", "classes"),
    [
        ("anonymous", {"PUBLIC"}),
        ("author", {"PUBLIC", "REQUEST", "INTERNAL", "UNIT", "RESTRICTED"}),
        ("colleague", {"PUBLIC", "REQUEST", "INTERNAL", "UNIT", "RESTRICTED"}),
        ("other_unit", {"PUBLIC", "REQUEST", "INTERNAL"}),
        ("outsider", {"PUBLIC"}),
        ("without_unit", {"PUBLIC"}),
        ("disabled", {"PUBLIC"}),
    ],
)
def test_each_reader_finds_exactly_the_classes_that_are_open_to_them(world, found, reader, classes):
    assert found(WORD, world["readers"][reader]) == {world["notes"][access] for access in classes}


def test_the_card_of_a_request_note_is_found_by_title_and_summary_but_not_by_its_text(world, found):
    request = world["notes"]["REQUEST"]
    assert request in found("เรื่องชั้น REQUEST")
    assert found("คำสรุปที่ทุกคนเห็น") == {world["notes"]["PUBLIC"], request}
    assert request not in found(WORD)


def test_the_snippet_of_a_card_is_its_summary_and_its_author_is_not_told(world, client):
    writer.drain()
    results = search("เรื่องชั้น REQUEST", AnonymousUser()).results
    card = next(result for result in results if result.item.pk == world["notes"]["REQUEST"])
    assert not card.whole
    assert WORD not in card.snippet.text
    assert card.snippet.text == card.item.summary


def test_a_card_tells_nothing_of_approval_validity_and_use(client):
    """Neither in words nor by its place: title, summary, unit and date are all that it is made of."""
    card, other = (AssetFactory(title=WORD, lead="คำสรุป", access=access).pk for access in ("REQUEST", "PUBLIC"))
    Review.objects.filter(item=card).update(state=ReviewState.WITHDRAWN)
    guest, officer = AnonymousUser(), UserFactory()

    def seen_by(reader):
        writer.drain()
        answers = [search(WORD, reader, sort=sort) for sort in ("best", "used")]
        outdated = search(WORD, reader, filters=Filters(validity="outdated"))
        told = [[(one.as_json(), one.approved) for one in answer.results] for answer in answers]
        return told, answers[0].facets, {one.item.pk for one in outdated.results}

    before = seen_by(guest), seen_by(officer)
    Review.objects.filter(item=card).update(state=ReviewState.APPROVED)
    Item.objects.filter(pk=card).update(validity="outdated")
    used(card, by=officer)

    assert seen_by(guest) == before[0]
    assert seen_by(officer) != before[1]
    assert seen_by(officer)[2] == {card}
    for url in (f"/search?q={WORD}", "/assets/"):
        page = client.get(url).content.decode()
        assert (f"/assets/{card}" in page, f"/assets/{other}" in page) == (True, True)
        assert str(Validity.OUTDATED.label) not in page


def used(number, *, by):
    item, fields = Item.objects.get(pk=number), {"used_on": today(), "manner": "as_is", "result": "worked"}
    fields |= {"recorded_at": timezone.now(), "state": UseState.CONFIRMED}
    UseRecord.objects.create(item=item, by=by, unit=by.unit, owner_unit=item.unit, **fields)


def test_a_note_leaves_the_search_of_others_at_once_when_its_class_is_lowered_even_before_it_is_indexed(world, found):
    note = Item.objects.get(pk=world["notes"]["PUBLIC"])
    assert found(WORD) == {note.pk}
    for access in ("INTERNAL", "REQUEST"):
        change_place(note, Place(unit=note.unit, access=access), by=note.owner)
        # Not drained: the index still holds the whole text as public.
        assert search(WORD, AnonymousUser()).results == []
        assert search(WORD, AnonymousUser()).total == 0


def test_a_retired_note_is_found_by_nobody(world, found):
    note = Item.objects.get(pk=world["notes"]["PUBLIC"])
    retire(note, by=note.owner, reason="มีฉบับใหม่")
    assert search(WORD, AnonymousUser()).total == 0
    assert found(WORD) == set()
    assert note.pk not in found(WORD, world["readers"]["author"])


def test_a_deleted_note_leaves_the_index(world, found):
    assert world["notes"]["PUBLIC"] in found(WORD)
    Item.objects.filter(pk=world["notes"]["PUBLIC"]).update(deleted_at="2026-01-01T00:00Z")
    assert search(WORD, AnonymousUser()).total == 0


def test_someone_who_moves_away_no_longer_finds_what_was_for_the_unit(world, found):
    colleague = world["readers"]["colleague"]
    assert world["notes"]["UNIT"] in found(WORD, colleague)
    colleague.postings.update(unit=UnitFactory())
    moved = type(colleague).objects.get(pk=colleague.pk)
    assert found(WORD, moved) == {world["notes"][access] for access in ("PUBLIC", "REQUEST", "INTERNAL")}


def test_facets_count_only_what_the_reader_may_see(world, found):
    topic, tag = TopicFactory(), TagFactory()
    hidden_unit = UnitFactory(code="HIDDEN")
    author = UserFactory(unit=hidden_unit)
    place = {"unit": hidden_unit, "topics": (topic,), "tags": (tag.name,), "circles": (circle_of(hidden_unit),)}
    NoteFactory(author=author, body=f"<p>{WORD}</p>", access="UNIT", **place)
    found(WORD)

    def offered(reader):
        facets = search(WORD, reader).facets
        return {
            name: {value.key: value.count for value in getattr(facets, name)}
            for name in ("kind", "unit", "topic", "tag")
        }

    assert offered(AnonymousUser()) == {"kind": {"note": 1}, "unit": {world["home"].code: 1}, "topic": {}, "tag": {}}
    assert offered(world["readers"]["other_unit"]) == {
        "kind": {"note": 3},
        "unit": {world["home"].code: 3},
        "topic": {},
        "tag": {},
    }
    assert offered(author) == {
        "kind": {"note": 4},
        "unit": {world["home"].code: 3, "HIDDEN": 1},
        "topic": {topic.slug: 1},
        "tag": {str(tag.pk): 1},
    }


def test_a_hidden_note_changes_nothing_that_others_find(world, found):
    """Scores too: the public index holds nothing that is not public."""

    def answers():
        writer.drain()
        return [(result.item.pk, result.score) for result in search(f"ราคา{WORD}", AnonymousUser()).results]

    before = answers()
    hidden = UnitFactory()
    for body in (WORD * 50, "ราคา " * 50):
        NoteFactory(
            author=UserFactory(unit=hidden),
            body=f"<p>{body}</p>",
            access="UNIT",
            circles=(circle_of(hidden),),
            unit=hidden,
        )
        NoteFactory(author=UserFactory(), body=f"<p>{body}</p>", access="INTERNAL")
    assert answers() == before


def test_hidden_notes_do_not_use_up_the_thousand_that_are_looked_at(found, monkeypatch):
    monkeypatch.setattr("panya.shared.search.queries.MOST", 3)
    unit = UnitFactory()
    author = UserFactory(unit=unit)
    for _ in range(6):
        NoteFactory(author=author, title=WORD * 3, access="UNIT", circles=(circle_of(unit),))
    seen = NoteFactory(author=author, body=f"<p>ราคาของ{WORD}ในตลาด</p>", access="INTERNAL").pk
    assert found(WORD, UserFactory()) == {seen}


def test_beyond_the_most_that_is_counted_the_answer_says_more(found, monkeypatch):
    for _ in range(4):
        NoteFactory(title=WORD)
    found(WORD)
    monkeypatch.setattr("panya.shared.search.queries.MOST", 3)
    answer = search(WORD, AnonymousUser())
    assert (answer.total, answer.more) == (3, True)
    monkeypatch.setattr("panya.shared.search.queries.MOST", 4)
    answer = search(WORD, AnonymousUser())
    assert (answer.total, answer.more) == (4, False)


def test_filters_narrow_in_index_and_database_alike(found):
    parent = UnitFactory(code="DIT")
    child = UnitFactory(code="DIT-1", parent=parent)
    topic = TopicFactory(slug="trade")
    below = TopicFactory(slug="fruit", parent=topic)
    author = UserFactory(unit=parent)
    one = NoteFactory(author=author, title=WORD, unit=parent, topics=(below,), tags=("ผลไม้",)).pk
    two = NoteFactory(author=author, title=WORD, unit=child).pk
    three = NoteFactory(author=author, title=WORD, unit=root_unit(), topics=(topic,)).pk
    tag = Item.objects.get(pk=one).tags.get()
    assert found(WORD) == {one, two, three}
    assert found(WORD, filters=Filters(unit="dit")) == {one, two}
    assert found(WORD, filters=Filters(unit="DIT-1")) == {two}
    assert found(WORD, filters=Filters(topic="trade")) == {one, three}
    assert found(WORD, filters=Filters(topic="fruit")) == {one}
    assert found(WORD, filters=Filters(tag=str(tag.pk))) == {one}
    assert found(WORD, filters=Filters(kind="note", unit="DIT", topic="trade")) == {one}


def test_the_year_is_that_of_bangkok(found):
    late, early = NoteFactory(title=WORD), NoteFactory(title=WORD)
    Item.objects.filter(pk=late.pk).update(written_at="2025-12-31T16:59Z")
    Item.objects.filter(pk=early.pk).update(written_at="2025-12-31T17:00Z")
    writer.rebuild()
    assert found(WORD, filters=Filters(year="2568")) == {late.pk}
    assert found(WORD, filters=Filters(year="2569")) == {early.pk}
    years = {value.key: value.count for value in search(WORD, AnonymousUser()).facets.year}
    assert years == {"2568": 1, "2569": 1}


@pytest.mark.parametrize(
    "filters", [{"kind": "x"}, {"unit": "NO"}, {"topic": "no"}, {"tag": "9"}, {"tag": "x"}, {"year": "0"}]
)
def test_a_filter_that_names_nothing_is_told_and_left_out(found, filters):
    note = NoteFactory(title=WORD).pk
    assert found(WORD, filters=Filters(**filters)) == {note}
    assert search(WORD, AnonymousUser(), filters=Filters(**filters)).unknown_filters == list(filters)
