"""The front page: what is new, why it is shown, what lies unfinished, and a first line."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from panya.features.notes.actions import begin_draft
from panya.shared.feedback.actions.following import follow
from panya.shared.feedback.models import FollowKind
from panya.shared.people.actions.circles import circle_of_person
from panya.site.visits import COOKIE_NAME
from tests.factories import NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def officer(unit=None):
    return UserFactory(unit=unit or UnitFactory())


@pytest.mark.parametrize("path", ["/", "/notes/"])
def test_a_card_to_ask_for_names_its_author_to_staff_alone(client, path):
    item = NoteFactory(author=UserFactory(first_name="มาลินี"), access="REQUEST")

    for_guest = client.get(path).content.decode()
    client.force_login(UserFactory(first_name="สมหญิง"))
    for_staff = client.get(path).content.decode()

    assert (item.title in for_guest, item.title in for_staff) == (True, True)
    assert ("มาลินี" in for_guest, "มาลินี" in for_staff) == (False, True)


def _told(client):
    """Title and reason of every row of news, in order."""
    page = BeautifulSoup(client.get("/").content, "html.parser")
    rows = page.select(".news-row")
    return [(row.h3.a.text, row.select_one(".why span").text.split(" · ")) for row in rows]


def test_news_say_why_they_are_shown_and_leave_ones_own_out(client):
    unit = UnitFactory()
    me = officer(unit)
    NoteFactory(title="ของฉัน", author=me)
    NoteFactory(title="ข้างโต๊ะ", author=officer(unit))
    NoteFactory(title="ไกลออกไป", author=officer(UnitFactory()))
    NoteFactory(title="ของวงอื่น", author=officer(UnitFactory()), access="UNIT", circles=(circle_of_person(officer()),))
    client.force_login(me)

    assert _told(client) == [
        ("ไกลออกไป", ["จากหน่วยงานอื่นในกระทรวง", "มาใหม่"]),
        ("ข้างโต๊ะ", ["ในหน่วยงานของคุณ", "มาใหม่"]),
    ]


def test_what_one_follows_comes_first_and_says_why(client):
    me, author, other = officer(), officer(UnitFactory()), officer(UnitFactory())
    follow(FollowKind.PERSON, author, by=me)
    NoteFactory(title="ของคนที่ติดตาม", author=author)
    for number in range(9):
        NoteFactory(title=f"เรื่อง {number}", author=other)
    client.force_login(me)

    told = _told(client)
    assert told[-1] == ("ของคนที่ติดตาม", [f"เพราะคุณติดตาม {author.name}", "มาใหม่"])
    assert [title for title, _why in told[:-1]] == [f"เรื่อง {number}" for number in range(8, 1, -1)]


def test_what_came_since_the_last_visit_is_marked_and_counted(client):
    client.force_login(officer())
    with time_machine.travel("2026-03-02 02:00Z", tick=False):
        NoteFactory(title="เก่า")
        client.get("/")
    with time_machine.travel("2026-03-03 02:00Z", tick=False):
        NoteFactory(title="ใหม่")
    with time_machine.travel("2026-03-04 02:00Z", tick=False):
        first, again = client.get("/").content.decode(), _told(client)

    assert "มีเรื่องใหม่ 1 เรื่อง" in first
    assert [(title, "มาใหม่" in why) for title, why in again] == [("ใหม่", True), ("เก่า", False)]


def test_another_persons_visits_in_the_same_browser_tell_nothing(client):
    client.force_login(officer())
    client.get("/")
    client.force_login(officer())
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        page = client.get("/").content.decode()

    assert "ตั้งแต่คุณแวะมาครั้งก่อน" not in page


@pytest.mark.parametrize("forged", ["", ".", "{me}", "{me}.x", "{me}.99999999999", "{me}.1.2.3", "{me}.-5", "{me}.1e3"])
def test_a_forged_visit_is_none(client, forged):
    me = officer()
    client.force_login(me)
    client.cookies[COOKIE_NAME] = forged.format(me=me.public_id)

    answer = client.get("/")

    assert answer.status_code == 200
    assert "ตั้งแต่คุณแวะมาครั้งก่อน" not in answer.content.decode()


def test_a_first_line_becomes_a_draft_that_goes_on_in_the_editor(client):
    me = officer()
    client.force_login(me)

    answer = client.post("/notes/begin", {"line": "วันนี้ลองถาม <วันตัด>\n\nได้ผล"})

    draft = me.drafts.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/notes/drafts/{draft.public_id}")
    assert draft.fields["body"] == "<p>วันนี้ลองถาม &lt;วันตัด&gt;</p><p>ได้ผล</p>"
    assert "วันนี้ลองถาม &lt;วันตัด&gt; ได้ผล" in client.get("/").content.decode()


def test_an_empty_first_line_opens_an_empty_page(client):
    me = officer()
    client.force_login(me)

    answer = client.post("/notes/begin", {"line": " \n "})

    assert (answer.status_code, answer["Location"], me.drafts.count()) == (303, "/notes/new", 0)


def test_the_front_page_asks_the_database_as_often_for_many_as_for_one(client):
    me = officer()
    client.force_login(me)
    NoteFactory(author=officer())
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for _turn in range(12):
        NoteFactory(author=officer())
        begin_draft("บรรทัดแรก", by=me)
    with CaptureQueriesContext(connection) as many:
        client.get("/")

    assert len(many) == len(few)
