"""The bell's pages: the list, opening, reading all, and the choice of what to be told."""

import re
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone

from panya.features.notes.actions import change_place
from panya.shared.content.actions.places import PlaceWish
from panya.shared.content.mentions import KIND, mention_of
from panya.shared.content.models import Access, Item
from panya.shared.notifications.actions import forget_old, tell
from panya.shared.notifications.models import MailState, Notification, Wish
from panya.shared.people.models import User
from tests.factories import NoteFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@pytest.fixture
def officer(client):
    person = UserFactory()
    client.force_login(person)
    return person


def _tell(person: User, item: Item, key: str, **words: str) -> Notification:
    by = UserFactory(first_name="สมชาย", last_name=f"ใจดี{key}")
    tell(KIND, [person], subject=item.pk, by=by, key=key, words=words)
    return Notification.objects.get(person=person, key=key)


def _lines(client, address: str = "/notifications/") -> list[tuple[str, list[str], bool]]:
    """Each group of the page: title, lines, whether it is new."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [
        (
            group.h2.get_text(strip=True) if group.h2 else "",
            [line.button.get_text(strip=True) for line in group.select(".telling__line")],
            "telling--new" in group["class"],
        )
        for group in page.select(".telling")
    ]


def _count(client, shown: str = "0") -> str | None:
    response = client.get("/notifications/count", {"shown": shown})
    return response.json()["shown"] if response.status_code == 200 else None


def test_what_is_about_one_record_stands_together_the_latest_first(client, officer):
    one, other = NoteFactory(title="เรื่องหนึ่ง"), NoteFactory(title="เรื่องสอง")
    for key, item in (("1", one), ("2", other), ("3", one)):
        _tell(officer, item, key)

    assert _lines(client) == [
        ("เรื่องหนึ่ง", ["สมชาย ใจดี3 กล่าวถึงคุณ", "สมชาย ใจดี1 กล่าวถึงคุณ"], True),
        ("เรื่องสอง", ["สมชาย ใจดี2 กล่าวถึงคุณ"], True),
    ]


def test_the_title_is_the_one_of_now(client, officer):
    item = NoteFactory(title="ชื่อเดิม")
    _tell(officer, item, "1")
    Item.objects.filter(pk=item.pk).update(title="ชื่อใหม่")

    assert [title for title, _lines_, _new in _lines(client)] == ["ชื่อใหม่"]


def test_an_empty_list_says_what_will_come(client, officer):
    assert "ยังไม่มีเรื่องแจ้ง" in client.get("/notifications/").content.decode()


def test_many_are_cut_into_pages_and_no_total_is_told(client, officer):
    for number in range(25):
        _tell(officer, NoteFactory(title=f"เรื่อง {number:02}"), f"k{number}")

    pages = [_lines(client, f"/notifications/?page={number}") for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [20, 5, 0]
    assert (pages[0][0][0], pages[1][-1][0]) == ("เรื่อง 24", "เรื่อง 00")


def test_opening_one_marks_what_is_about_the_same_record_as_read_and_leads_there(client, officer):
    item, other = NoteFactory(), NoteFactory()
    _tell(officer, item, "1")
    row = _tell(officer, item, "2", at="comment-9")
    left = _tell(officer, other, "3")

    response = client.post(f"/notifications/{row.public_id}/open")

    assert (response.status_code, response["Location"]) == (303, f"/notes/{item.pk}#comment-9")
    assert [one.pk for one in Notification.objects.filter(read_at=None)] == [left.pk]
    assert _count(client) == "1"


def test_a_get_marks_nothing_as_read(client, officer):
    row = _tell(officer, NoteFactory(), "1")

    client.get("/notifications/")

    assert client.get(f"/notifications/{row.public_id}/open").status_code == 405
    assert Notification.objects.get().read_at is None


def test_nobody_opens_what_another_was_told(client, officer):
    row = _tell(UserFactory(), NoteFactory(), "1")

    assert client.post(f"/notifications/{row.public_id}/open").status_code == 404
    assert Notification.objects.get().read_at is None


def test_reading_all_leaves_what_came_after_the_page_was_drawn(client, officer):
    first, second = _tell(officer, NoteFactory(), "1"), _tell(officer, NoteFactory(), "2")
    client.get("/notifications/")
    late = _tell(officer, NoteFactory(), "3")
    others = _tell(UserFactory(), NoteFactory(), "1")

    response = client.post("/notifications/read", {"until": second.public_id})

    assert (response.status_code, response["Location"]) == (303, "/notifications/")
    unread = set(Notification.objects.filter(read_at=None).values_list("pk", flat=True))
    assert unread == {late.pk, others.pk}
    assert Notification.objects.get(pk=first.pk).read_at is not None


def test_reading_all_with_another_persons_row_reads_nothing(client, officer):
    _tell(officer, NoteFactory(), "1")
    others = _tell(UserFactory(), NoteFactory(), "2")

    client.post("/notifications/read", {"until": others.public_id})

    assert Notification.objects.filter(read_at=None).count() == 2


def test_the_count_answers_only_what_the_page_does_not_show_yet(client, officer):
    assert _count(client) is None
    _tell(officer, NoteFactory(), "1")
    assert _count(client) == "1"
    assert _count(client, "1") is None
    for number in range(100):
        tell(KIND, [officer], subject=None, by=None, key=f"many/{number}")
    assert _count(client, "1") == "99+"


def test_one_who_loses_the_right_before_reading_meets_nothing(client, officer):
    author = UserFactory()
    item = NoteFactory(author=author, title="ชื่อลับ", body=f"<p>{mention_of(officer)}</p>", access=Access.INTERNAL)
    assert _count(client) == "1"
    row = Notification.objects.get()

    wish = PlaceWish(access=Access.RESTRICTED, licence="cc-by", readers=(f"person:{author.public_id}",))
    change_place(Item.objects.get(pk=item.pk), wish, by=author)

    assert (_count(client), _lines(client)) == (None, [])
    assert "ชื่อลับ" not in client.get("/notifications/").content.decode()
    assert client.post(f"/notifications/{row.public_id}/open").status_code == 404


def test_what_was_told_without_a_subject_leads_to_the_list(client, officer):
    tell(KIND, [officer], subject=None, by=None, key="1", words={"name": "ผู้เยี่ยมชม"})

    assert _lines(client) == [("", ["ผู้เยี่ยมชม กล่าวถึงคุณ"], True)]
    response = client.post(f"/notifications/{Notification.objects.get().public_id}/open")
    assert response["Location"] == "/notifications/"


def test_the_part_of_the_page_leads_nowhere_else(client, officer):
    row = _tell(officer, NoteFactory(), "1", at='x" onload="//evil.example')

    assert client.post(f"/notifications/{row.public_id}/open")["Location"] == f"/notes/{row.subject}"


def test_each_kind_is_switched_on_and_off_in_the_bell_and_by_mail(client, officer):
    page = client.get("/notifications/settings").content.decode()
    assert len(re.findall(r"<input type=\"checkbox\"[^>]*value=\"content.mention\"[^>]* checked>", page)) == 2

    response = client.post("/notifications/settings", {"mail": [KIND]})

    assert (response.status_code, response["Location"]) == (303, "/notifications/settings")
    assert list(Wish.objects.filter(kind=KIND).values_list("person", "bell", "mail")) == [(officer.pk, False, True)]
    client.post("/notifications/settings", {"bell": [KIND]})
    assert list(Wish.objects.filter(kind=KIND).values_list("bell", "mail")) == [(True, False)]


def test_an_unknown_kind_is_refused_and_changes_nothing(client, officer):
    assert client.post("/notifications/settings", {"bell": ["no.such"]}).status_code == 422
    assert not Wish.objects.exists()


def test_the_note_page_asks_nothing_about_notifications(client, officer, django_assert_num_queries):
    item = NoteFactory()
    _tell(officer, item, "1")

    page = client.get(f"/notes/{item.pk}")

    assert 'id="bell"' in page.content.decode()
    assert "ยังไม่ได้อ่าน" not in page.content.decode()
    with django_assert_num_queries(3):  # session, person, and the count itself
        assert _count(client) == "1"


def test_read_ones_are_forgotten_after_ninety_days_and_twice_is_as_once(officer):
    item = NoteFactory()
    read, unread, waiting = (_tell(officer, item, key) for key in ("1", "2", "3"))
    Notification.objects.exclude(pk=waiting.pk).update(mail=MailState.SENT)
    Notification.objects.filter(pk__in=[read.pk, waiting.pk]).update(read_at=timezone.now())

    with time_machine.travel(timezone.now() + timedelta(days=91)):
        forget_old()
        forget_old()
        assert {row.key for row in Notification.objects.all()} == {unread.key, waiting.key}
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        forget_old()
        assert {row.key for row in Notification.objects.all()} == {waiting.key}
