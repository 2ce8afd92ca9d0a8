"""Thanks, bookmarks and follows: who may, who is told, and what a hidden thing shows."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from panya.base.core.errors import NotAllowed, Refused
from panya.shared.activity.models import Event
from panya.shared.content.actions import items
from panya.shared.content.actions.bulk import NewItem, create_items
from panya.shared.content.actions.items import Place, change_place
from panya.shared.content.actions.subjects import tags_named
from panya.shared.content.models import Access, Item
from panya.shared.content.text import Text
from panya.shared.feedback.actions.comments import write_comment
from panya.shared.feedback.actions.following import follow, stop_following
from panya.shared.feedback.actions.thanks import keep_for_later, keep_no_longer, take_back_thanks, thank
from panya.shared.feedback.following import find_followed, keeping_of, thank_count
from panya.shared.feedback.models import Follow, FollowKind
from panya.shared.feedback.queries import bookmarks_of, followed_news, what_is_followed
from panya.shared.notifications.kinds import kind as kind_of
from panya.shared.notifications.models import Notification
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.models import User
from tests.factories import NotebookFactory, NoteFactory, TopicFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def told(person, kind):
    return [(row.subject, row.words) for row in Notification.objects.filter(person=person, kind=kind)]


def hide(note):
    """Only its author reads it from now on."""
    note = Item.objects.get(pk=note.pk)
    own = (circle_of_person(note.author),)
    place = Place(unit=note.unit, access=Access.RESTRICTED, circles=own, notebook=note.notebook)
    return change_place(note, place, by=note.author)


def revise(note, title="เล่าใหม่"):
    note = Item.objects.get(pk=note.pk)
    items.save_text(note, Text(title, "", "<p>ใหม่</p>"), by=note.author, base=note.latest)
    return items.publish_latest(Item.objects.get(pk=note.pk), by=note.author)


def test_thanks_are_counted_once_and_the_writer_is_told_once():
    note, reader = NoteFactory(), UserFactory()
    thank(note, by=reader)
    thank(note, by=reader)
    take_back_thanks(note, by=reader)
    assert thank_count(note) == 0
    thank(note, by=reader)

    assert thank_count(note) == 1
    assert told(note.author, "feedback.thanks") == [(note.pk, {})]
    assert [(event.person, event.to) for event in Event.objects.filter(verb="feedback.thank")] == [
        (reader, note.author)
    ]


def test_who_wrote_a_record_does_not_thank_for_it():
    helper = UserFactory()
    note = NoteFactory(co_editors=(helper,))
    for writer in (note.author, helper):
        with pytest.raises(NotAllowed):
            thank(note, by=writer)

    assert thank_count(note) == 0


def test_nobody_thanks_for_keeps_or_follows_what_is_hidden():
    note, reader = hide(NoteFactory()), UserFactory()
    for act in (thank, keep_for_later):
        with pytest.raises(NotAllowed):
            act(note, by=reader)
    with pytest.raises(NotAllowed):
        follow(FollowKind.ITEM, note, by=reader)

    assert find_followed("item", str(note.pk), reader) is None
    assert find_followed("item", str(note.pk), note.author) == note


def test_what_a_person_did_with_a_record_is_one_question(django_assert_num_queries):
    note, reader, other = NoteFactory(), UserFactory(), UserFactory()
    for person in (reader, other):
        thank(note, by=person)
    keep_for_later(note, by=reader)
    follow(FollowKind.ITEM, note, by=reader)

    with django_assert_num_queries(1):
        found = keeping_of(note, reader)
    assert (found.thanks, found.has_thanked, found.has_kept, found.follows) == (2, True, True, True)
    found = keeping_of(note, UserFactory())
    assert (found.thanks, found.has_thanked, found.has_kept, found.follows) == (2, False, False, False)


def test_what_is_kept_for_later_stands_kept_last_first_and_shows_nothing_once_hidden():
    reader = UserFactory()
    first, second, third = NoteFactory(), NoteFactory(), NoteFactory()
    for note in (first, second, third):
        keep_for_later(note, by=reader)
    for note in (third, first):
        keep_for_later(note, by=UserFactory())
    keep_no_longer(second, by=reader)
    assert list(bookmarks_of(reader)) == [third, first]
    hide(first)

    assert list(bookmarks_of(reader)) == [third]
    assert list(bookmarks_of(UserFactory())) == []


def followed_things():
    """A note, and everything by which one can follow it."""
    unit = UnitFactory()
    author = UserFactory(unit=UnitFactory(parent=unit))
    notebook, topic = NotebookFactory(owner=author), TopicFactory(parent=TopicFactory())
    (tag,) = tags_named(["เจรจา"])
    place = {"notebook": notebook, "topics": (topic,), "tags": ("เจรจา",), "unit": author.unit}
    things = {
        FollowKind.PERSON: author,
        FollowKind.NOTEBOOK: notebook,
        FollowKind.TOPIC: topic.parent,
        FollowKind.TAG: tag,
        FollowKind.UNIT: unit,
    }
    return author, place, things


@pytest.mark.parametrize("kind", [kind for kind in FollowKind if kind != FollowKind.ITEM])
def test_a_follower_is_told_of_a_new_record_and_why(kind):
    author, place, things = followed_things()
    NoteFactory(author=author, **place)
    reader = UserFactory()
    follow(kind, things[kind], by=reader)
    note = NoteFactory(author=author, **place)

    called = str(things[kind]) if kind == FollowKind.TOPIC else things[kind].name
    english = {"called_en": things[kind].name_en} if kind in {FollowKind.TOPIC, FollowKind.UNIT} else {}
    assert told(reader, "feedback.followed") == [(note.pk, {"what": kind.value, "called": called} | english)]
    news = followed_news(reader)
    assert news[0].item == note
    assert {one.why for one in news} == {Follow.objects.get(person=reader).why}
    assert called in news[0].why


def test_a_unit_that_is_followed_is_called_in_the_language_of_the_page():
    author, reader = UserFactory(unit=UnitFactory(name_th="กองไข่", name_en="Egg Division")), UserFactory()
    follow(FollowKind.UNIT, author.unit, by=reader)
    with translation.override("en"):
        NoteFactory(author=author, unit=author.unit)
    words = Notification.objects.get(person=reader, kind="feedback.followed").words
    kind = kind_of("feedback.followed")
    assert kind.said("", words).endswith("เพราะคุณติดตาม กองไข่")
    with translation.override("en"):
        assert kind.said("", words).endswith("because you follow Egg Division")


def test_who_follows_in_several_ways_is_told_once_with_what_tells_most():
    author, place, things = followed_things()
    NoteFactory(author=author, **place)
    reader = UserFactory()
    for kind, thing in reversed(things.items()):
        follow(kind, thing, by=reader)
    note = NoteFactory(author=author, **place)

    assert told(reader, "feedback.followed") == [(note.pk, {"what": "person", "called": author.name})]
    assert [one.why for one in followed_news(reader)] == [f"เพราะคุณติดตาม {author.name}"] * 2


def test_a_follower_is_not_told_of_what_the_follower_may_not_read():
    author, place, _things = followed_things()
    reader = UserFactory()
    follow(FollowKind.PERSON, author, by=reader)
    NoteFactory(author=author, access=Access.RESTRICTED, circles=(circle_of_person(author),), **place)

    assert told(reader, "feedback.followed") == []
    assert followed_news(reader) == []


def test_a_telling_about_a_restricted_record_does_not_say_where_it_stands():
    author, place, things = followed_things()
    NoteFactory(author=author, **place)
    reader = UserFactory()
    follow(FollowKind.TAG, things[FollowKind.TAG], by=reader)
    note = NoteFactory(author=author, access=Access.RESTRICTED, circles=(circle_of_person(reader),), **place)

    assert told(reader, "feedback.followed") == [(note.pk, {"what": "tag", "called": ""})]


def test_who_follows_a_record_hears_of_changes_after_that(time_machine):
    time_machine.move_to(datetime(2026, 11, 2, 9, tzinfo=UTC))
    note, reader = revise(NoteFactory()), UserFactory()
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    follow(FollowKind.ITEM, note, by=reader)
    assert followed_news(reader) == []
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    note = revise(note)

    assert told(reader, "feedback.followed") == [(note.pk, {"what": "item", "called": ""})]
    assert [(one.item, one.why, one.at) for one in followed_news(reader)] == [
        (note, "เพราะคุณติดตามเรื่องนี้", note.edited_at)
    ]


def test_a_followed_thing_that_becomes_hidden_shows_nothing():
    author, place, things = followed_things()
    note, reader = NoteFactory(author=author, **place), UserFactory()
    for kind, thing in {**things, FollowKind.ITEM: note}.items():
        follow(kind, thing, by=reader)
    assert {follow.kind for follow in what_is_followed(reader)} == set(FollowKind.values)
    hide(note)

    assert {follow.kind for follow in what_is_followed(reader)} == {"person", "topic", "unit"}
    assert followed_news(reader) == []
    for kind, key in (("item", note.pk), ("tag", things[FollowKind.TAG].pk)):
        assert find_followed(kind, str(key), reader) is None
    assert find_followed("notebook", things[FollowKind.NOTEBOOK].public_id, reader) is None


def test_a_notebook_that_goes_to_another_person_stays_followed():
    author, place, things = followed_things()
    NoteFactory(author=author, **place)
    notebook, reader = things[FollowKind.NOTEBOOK], UserFactory()
    follow(FollowKind.NOTEBOOK, notebook, by=reader)
    heir = UserFactory()
    notebook.owner = heir
    notebook.save()
    note = NoteFactory(author=heir, notebook=notebook)

    assert told(reader, "feedback.followed") == [(note.pk, {"what": "notebook", "called": notebook.name})]


def test_what_a_disabled_author_wrote_stays_in_the_news_and_keeps_its_thanks():
    author, reader = UserFactory(), UserFactory()
    follow(FollowKind.PERSON, author, by=reader)
    note = NoteFactory(author=author)
    thank(note, by=reader)
    author.is_active = False
    author.save()

    assert [one.item for one in followed_news(reader)] == [note]
    assert thank_count(note) == 1


def test_own_records_are_no_news_and_nobody_follows_oneself():
    person = UserFactory()
    follow(FollowKind.UNIT, person.unit, by=person)
    NoteFactory(author=person)
    with pytest.raises(Refused):
        follow(FollowKind.PERSON, person, by=person)

    assert followed_news(person) == []
    assert told(person, "feedback.followed") == []


def test_to_stop_following_ends_the_news():
    author, reader = UserFactory(), UserFactory()
    follow(FollowKind.PERSON, author, by=reader)
    follow(FollowKind.PERSON, author, by=reader)
    assert what_is_followed(reader).count() == 1
    stop_following(FollowKind.PERSON, author, by=reader)
    NoteFactory(author=author)

    assert told(reader, "feedback.followed") == []
    assert followed_news(reader) == []


def test_a_thing_that_never_was_is_not_found():
    reader = UserFactory()
    keys = ("zzz", "0", "9" * 30, "²")

    assert [find_followed(kind, key, reader) for kind in (*FollowKind.values, "nosuchkind") for key in keys] == (
        [None] * 7 * len(keys)
    )


@pytest.mark.parametrize("htmx", [True, False])
def test_the_buttons_work_with_and_without_script(client, htmx):
    note, reader = NoteFactory(), UserFactory()
    client.force_login(reader)
    headers = {"HX-Request": "true"} if htmx else {}
    for address in (f"/thanks/{note.pk}", f"/bookmarks/{note.pk}", f"/following/item/{note.pk}"):
        answer = client.post(address, {"on": "1"}, headers=headers)
        assert answer.status_code == (200 if htmx else 303)

    page = client.get(f"/notes/{note.pk}").content.decode()
    assert [word in page for word in ("ขอบคุณแล้ว", "เก็บไว้แล้ว", "ติดตามอยู่")] == [True] * 3
    client.post(f"/thanks/{note.pk}", {"on": "0"})
    assert keeping_of(note, reader).has_thanked is False


def test_a_search_for_a_tag_offers_to_follow_it(client):
    author, place, things = followed_things()
    NoteFactory(author=author, **place)
    tag = things[FollowKind.TAG]
    address = f"/following/tag/{tag.pk}"
    assert address not in client.get(f"/search?tag={tag.pk}&q=เล่า").content.decode()
    client.force_login(UserFactory())

    assert address in client.get(f"/search?tag={tag.pk}&q=เล่า").content.decode()
    assert client.post(address, {"on": "1", "next": "https://evil.example/"})["Location"] == "/following/"
    assert tag.name in client.get("/following/").content.decode()


def follow_all(people, author):
    Follow.objects.bulk_create([Follow(person=person, kind=FollowKind.PERSON, whom=author) for person in people])


def many_people(number):
    rows = [User(first_name=f"คน{n}", last_name="ติดตาม", email=f"f{n}@example.go.th") for n in range(number)]
    return User.objects.bulk_create(rows)


def questions(captured):
    return sum(query["sql"].startswith("SELECT") for query in captured.captured_queries)


def test_telling_two_thousand_followers_costs_as_many_questions_as_telling_one():
    author = UserFactory()
    NoteFactory(author=author)
    one = many_people(2_001)[:1]
    follow_all(one, author)
    with CaptureQueriesContext(connection) as for_one:
        NoteFactory(author=author)
    many = list(User.objects.filter(last_name="ติดตาม").exclude(pk=one[0].pk))
    follow_all(many, author)
    with CaptureQueriesContext(connection) as for_many:
        note = NoteFactory(author=author)

    assert Notification.objects.filter(subject=note.pk, kind="feedback.followed").count() == 2_001
    # Rows are stored many at a time, as many as a statement of the database holds.
    assert questions(for_many) == questions(for_one)


def test_news_cost_the_same_for_one_and_thirty():
    author, reader = UserFactory(), UserFactory()
    follow(FollowKind.PERSON, author, by=reader)
    NoteFactory(author=author)
    with CaptureQueriesContext(connection) as for_one:
        assert len(followed_news(reader, 40)) == 1
    for _n in range(29):
        NoteFactory(author=author)
    with CaptureQueriesContext(connection) as for_thirty:
        assert len(followed_news(reader, 40)) == 30

    assert len(for_thirty) == len(for_one)


def test_what_is_older_than_sixty_days_is_no_news(time_machine):
    time_machine.move_to(datetime(2026, 9, 1, 9, tzinfo=UTC))
    author, reader = UserFactory(), UserFactory()
    follow(FollowKind.PERSON, author, by=reader)
    note = NoteFactory(author=author)
    time_machine.move_to(datetime(2026, 10, 31, 8, 59, tzinfo=UTC))
    assert [one.item for one in followed_news(reader)] == [note]
    time_machine.move_to(datetime(2026, 10, 31, 9, 1, tzinfo=UTC))

    assert followed_news(reader) == []


def bring_in(written_at, *, by):
    text = Text("นำเข้า", "", "<p>จากที่อื่น</p>").cleaned()
    new = NewItem(f"{written_at}", "0" * 64, text, "", Place(unit=by.unit, access=Access.PUBLIC), written_at=written_at)
    (item,) = create_items("note", [new], import_format="test", owner=by, by=by, publish=True)
    return item


def test_an_import_rings_no_bells():
    keeper, reader = UserFactory(), UserFactory()
    follow(FollowKind.UNIT, keeper.unit, by=reader)
    bring_in(timezone.now() - timedelta(days=1), by=keeper)

    assert told(reader, "feedback.followed") == []


def test_a_comment_becomes_a_fact():
    note, reader = NoteFactory(), UserFactory()
    write_comment(note, "ดีมาก", by=reader)

    assert [(event.item, event.person, event.to) for event in Event.objects.filter(verb="feedback.comment")] == [
        (note, reader, note.author)
    ]
