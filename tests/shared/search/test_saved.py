"""Saved searches and their telling; the own latest searches."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from panya.base.core.errors import NotAllowed, Refused
from panya.shared.content.actions import items
from panya.shared.content.models import Item
from panya.shared.content.text import Text
from panya.shared.notifications.models import Notification
from panya.shared.people.actions.circles import circle_of_unit
from panya.shared.search import recent, saving, writer
from panya.shared.search.filters import Filters
from panya.shared.search.models import RecentSearch, SavedSearch, SearchWish
from panya.shared.search.offers import offers
from tests.factories import NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
NOTHING = Filters()


@pytest.fixture(autouse=True)
def _nothing_to_index(db):
    writer.drain()


def browser(person):
    client = Client(HTTP_USER_AGENT="Mozilla/5.0")
    client.force_login(person)
    return client


def saved(person, words="ทุเรียน", alert="now", filters=NOTHING):
    writer.drain()
    return saving.save(words or "ทั้งหมด", words, filters, alert, by=person)


def told():
    writer.drain()
    saving.tell_now()
    return [(row.person_id, row.words["count"]) for row in Notification.objects.order_by("pk")]


def test_what_was_there_is_not_new_and_what_comes_is_told_once_with_a_number_and_a_link():
    person = UserFactory()
    NoteFactory(title="ทุเรียนเก่า")
    one = saved(person)
    assert told() == []
    NoteFactory(title="ทุเรียนใหม่")
    NoteFactory(title="ทุเรียนใหม่กว่า")
    NoteFactory(title="มังคุด")
    assert told() == told() == [(person.pk, "2")]
    assert Notification.objects.get().words == {"saved": one.public_id, "name": "ทุเรียน", "count": "2"}
    page = browser(person).get(f"/search/saved/{one.public_id}/run")
    assert (page.status_code, page["Location"].split("?")[0]) == (302, "/search")


def test_a_record_that_was_changed_is_told_once_and_never_again():
    person, note = UserFactory(), NoteFactory(title="ทุเรียนเก่า")
    saved(person)
    for time in range(3):
        text = Text("ทุเรียนเก่า", "", f"<p>แก้ครั้งที่ {time}</p>")
        items.save_text(note, text, by=note.owner, base=Item.objects.get(pk=note.pk).latest)
        items.publish_latest(Item.objects.get(pk=note.pk), by=note.owner)
        assert told() == [(person.pk, "1")]


def test_only_what_the_person_may_read_now_is_told_and_the_own_is_not():
    unit = UnitFactory()
    member, stranger = UserFactory(unit=unit), UserFactory()
    for person in (member, stranger):
        saved(person)
    author = UserFactory(unit=unit)
    saved(author)
    note = NoteFactory(author=author, title="ทุเรียน", access="UNIT", circles=(circle_of_unit(unit),))
    assert told() == [(member.pk, "1")]

    items.change_place(note, items.Place(unit=unit, access="INTERNAL"), by=author)
    Item.objects.filter(pk=note.pk).update(edited_at=timezone.now())
    assert told() == [(member.pk, "1"), (stranger.pk, "1")]


def test_who_left_or_wants_none_is_not_told_and_daily_waits_for_its_day():
    gone, never, daily = UserFactory(), UserFactory(), UserFactory()
    saved(gone)
    saved(never, alert="never")
    saved(daily, alert="daily")
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    NoteFactory(title="ทุเรียน")
    assert told() == []
    assert saving.tell_daily() == 0
    SavedSearch.objects.update(looked_at=timezone.now() - timedelta(days=2))
    assert (saving.tell_daily(), saving.tell_daily()) == (1, 0)
    assert list(Notification.objects.values_list("person", flat=True)) == [daily.pk]


def test_two_that_look_at_the_same_moment_tell_once(monkeypatch):
    person = UserFactory()
    one = saved(person)
    NoteFactory(title="ทุเรียน")
    writer.drain()
    find = saving.found_exactly

    def meanwhile(*args, **kwargs):
        monkeypatch.setattr(saving, "found_exactly", find)
        with transaction.atomic():
            saving._look(one.pk)
        return find(*args, **kwargs)

    monkeypatch.setattr(saving, "found_exactly", meanwhile)
    assert saving._look(one.pk) is False
    assert Notification.objects.count() == 1


def test_a_search_by_filters_alone_may_be_saved_and_one_by_nothing_not():
    person, unit = UserFactory(), UnitFactory(code="GAMMA")
    saved(person, "", filters=Filters(unit="GAMMA"))
    NoteFactory(unit=unit)
    NoteFactory()
    assert told() == [(person.pk, "1")]
    with pytest.raises(Refused):
        saved(person, "")


def test_a_person_keeps_so_many_and_only_the_own(monkeypatch):
    person, other = UserFactory(), UserFactory()
    one = saved(person)
    monkeypatch.setattr(saving, "MOST_SAVED", 1)
    with pytest.raises(Refused):
        saved(person)
    for act in (lambda: saving.delete(one, by=other), lambda: saving.change(one, "ก", "now", by=other)):
        with pytest.raises(NotAllowed):
            act()
    assert saving.find_saved(other, one.public_id) is None


def test_it_is_saved_renamed_and_deleted_on_the_pages():
    person = UserFactory()
    client = browser(person)
    assert "/search/saved/new?q=" in client.get("/search", {"q": "ทุเรียน"}).content.decode()
    assert client.post("/search/saved/new?q=ทุเรียน&kind=note", {"name": "", "alert": "x"}).status_code == 422
    assert client.post("/search/saved/new?q=ทุเรียน&kind=note", {"name": "ผลไม้", "alert": "daily"}).status_code == 303
    one = SavedSearch.objects.get()
    assert (one.name, one.words, one.filters, one.alert) == ("ผลไม้", "ทุเรียน", {"kind": "note"}, "daily")
    assert "ผลไม้" in client.get("/search/saved").content.decode()
    client.post(f"/search/saved/{one.public_id}/edit", {"name": "ผลไม้ไทย", "alert": "never"})
    one.refresh_from_db()
    assert (one.name, one.alert) == ("ผลไม้ไทย", "never")
    assert browser(UserFactory()).post(f"/search/saved/{one.public_id}/delete").status_code == 404
    client.post(f"/search/saved/{one.public_id}/delete")
    assert SavedSearch.objects.count() == 0


def words_of(person):
    recent.fold()
    return [row.words for row in recent.recent_of(person)]


def test_the_own_latest_searches_are_remembered_for_the_person_alone():
    person, other = UserFactory(), UserFactory()
    for words in ("ทุเรียน", "มังคุด", "ทุเรียน"):
        browser(person).get("/search", {"q": words})
    Client(HTTP_USER_AGENT="Mozilla/5.0").get("/search", {"q": "ลำไย"})
    assert (words_of(person), words_of(other)) == (["ทุเรียน", "มังคุด"], [])
    assert [offer.text for group in offers("ทุเรี", person) for offer in group.offers] == ["ทุเรียน"]
    assert offers("ทุเรี", other) == []


def test_what_is_taken_off_the_list_does_not_come_back_with_the_next_fold():
    person = UserFactory()
    client = browser(person)
    for words in ("หนึ่ง", "สอง", "สาม"):
        client.get("/search", {"q": words})
    assert words_of(person) == ["สาม", "สอง", "หนึ่ง"]
    client.post("/search/recent/forget", {"key": RecentSearch.objects.get(words="สอง").key})
    assert words_of(person) == ["สาม", "หนึ่ง"]
    client.post("/search/recent/forget")
    assert words_of(person) == []
    client.get("/search", {"q": "สี่"})
    assert words_of(person) == ["สี่"]


def test_who_switches_it_off_leaves_no_line_and_nothing_is_kept():
    person = UserFactory()
    client = browser(person)
    client.get("/search", {"q": "ก่อน"})
    client.post("/search/recent/remember", {"remember": "no"})
    client.get("/search", {"q": "หลังปิด"})
    assert words_of(person) == []
    assert "หลังปิด" not in "".join(path.read_text() for path in recent.SPOOL.folder.glob("*.jsonl"))
    client.post("/search/recent/remember", {"remember": "yes"})
    client.get("/search", {"q": "เปิดใหม่"})
    assert (words_of(person), SearchWish.objects.get().remembers) == (["เปิดใหม่"], True)


def test_after_ninety_days_it_is_forgotten():
    person = UserFactory()
    for key, days in (("old", 91), ("young", 89)):
        RecentSearch.objects.create(person=person, key=key, words=key, at=timezone.now() - timedelta(days))
    assert [row.words for row in recent.recent_of(person)] == ["young"]
    recent.forget_old()
    assert RecentSearch.objects.count() == 1
