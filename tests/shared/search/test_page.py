from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from panya.shared.content.models import Item
from panya.shared.search import queries, writer
from tests.factories import NoteFactory, TopicFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
WORD = "ทุเรียน"


def look(client, query="", **extra):
    headers = extra.pop("headers", {})
    response = client.get(reverse("search"), {"q": query, **extra}, headers=headers)
    return response, BeautifulSoup(response.content, "html.parser")


def titles(page):
    return [link.get_text() for link in page.select(".record__title a")]


def test_the_page_is_open_to_everybody_and_teaches_without_a_query(client):
    response, page = look(client)
    assert response.status_code == 200
    assert "พิมพ์ได้เลย" in page.get_text()
    assert titles(page) == []


def test_a_guest_finds_public_notes_and_the_words_are_marked(client):
    NoteFactory(title=f"ราคา{WORD}", body=f"<p>ปีนี้{WORD}แพง</p>")
    NoteFactory(title=f"{WORD}ภายใน", access="INTERNAL")
    writer.drain()
    response, page = look(client, WORD)
    assert response.status_code == 200
    assert titles(page) == [f"ราคา{WORD}"]
    assert [mark.get_text() for mark in page.select("#results mark")] == [WORD, WORD]
    assert "1" in page.select_one("#results [role=status]").get_text()


def test_an_officer_finds_internal_notes_too(client):
    NoteFactory(title=f"{WORD}ภายใน", access="INTERNAL")
    writer.drain()
    client.force_login(UserFactory())
    assert titles(look(client, WORD)[1]) == [f"{WORD}ภายใน"]


def test_htmx_gets_the_results_alone_and_a_restored_page_is_whole(client):
    NoteFactory(title=WORD)
    writer.drain()
    response, page = look(client, WORD, headers={"HX-Request": "true"})
    assert page.find("html") is None
    assert page.find(id="results") is not None
    assert "HX-Request" in response["Vary"]
    restored = look(client, WORD, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})[1]
    assert restored.find("html") is not None


def test_filters_are_links_that_narrow_and_can_be_taken_back(client):
    one, other = UnitFactory(code="ONE"), UnitFactory(code="OTHER")
    NoteFactory(title=f"{WORD}หนึ่ง", author=UserFactory(unit=one))
    NoteFactory(title=f"{WORD}สอง", author=UserFactory(unit=other))
    writer.drain()
    page = look(client, WORD)[1]
    link = next(link for link in page.select("a.filter__link") if "unit=ONE" in link["href"])
    assert link["hx-target"] == "#results"
    narrowed = BeautifulSoup(client.get(link["href"]).content, "html.parser")
    assert titles(narrowed) == [f"{WORD}หนึ่ง"]
    current = narrowed.select_one("a.filter__link[aria-current]")
    assert len(titles(BeautifulSoup(client.get(current["href"]).content, "html.parser"))) == 2


def test_what_people_write_is_text_on_the_page(client):
    NoteFactory(title="<script>alert(1)</script> ทุเรียน", body="<p>&lt;img src=x&gt; ทุเรียน</p>")
    writer.drain()
    _response, page = look(client, 'ทุเรียน"><script>alert(2)</script>')
    assert titles(page) == ["<script>alert(1)</script> ทุเรียน"]
    assert not [script for script in page.find_all("script") if "alert" in script.get_text()]
    assert page.find("img") is None


def test_pages_follow_each_other_without_gaps(client):
    author = UserFactory()
    for number in range(45):
        NoteFactory(author=author, title=f"{WORD} เรื่องที่ {number}")
    writer.drain()
    seen = [titles(look(client, WORD, page=number)[1]) for number in (1, 2, 3)]
    assert [len(page) for page in seen] == [20, 20, 5]
    assert len({title for page in seen for title in page}) == 45
    first, last = look(client, WORD)[1], look(client, WORD, page=3)[1]
    assert (first.select_one("[rel=prev]"), last.select_one("[rel=next]")) == (None, None)
    assert "page=2" in first.select_one("[rel=next]")["href"]


@pytest.mark.parametrize("page", ["0", "-1", "x", "9999", "๒", ""])
def test_a_page_that_does_not_exist_is_the_first(client, page):
    NoteFactory(title=WORD)
    writer.drain()
    assert titles(look(client, WORD, page=page)[1]) == [WORD]


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "\x00"},
        {"q": "ก" * 5000},
        {"q": WORD, "unit": "\x00"},
        {"q": WORD, "tag": "9" * 50},
        {"q": WORD, "year": "๒๕๖๙"},
    ],
)
def test_odd_parameters_get_an_answer(client, parameters):
    writer.drain()
    assert client.get(reverse("search"), parameters).status_code == 200


def test_no_result_says_what_to_try(client):
    writer.drain()
    assert "ลองใช้คำ" in look(client, WORD)[1].get_text()


def test_while_the_index_is_rebuilt_the_page_says_so(client, settings, tmp_path):
    NoteFactory(title=WORD)
    settings.PANYA_HOME = tmp_path
    _response, page = look(client, WORD)
    assert "กำลังสร้างดัชนีใหม่" in page.get_text()
    assert titles(page) == [WORD]


def test_the_sixty_first_search_in_a_minute_waits_and_others_do_not(client, time_machine):
    time_machine.move_to("2026-11-23T10:00:01Z", tick=False)
    person = UserFactory()
    client.force_login(person)
    answers = [client.get(reverse("search"), {"q": "?"}).status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]
    client.force_login(UserFactory())
    assert client.get(reverse("search"), {"q": "?"}).status_code == 200
    client.logout()
    assert client.get(reverse("search"), {"q": "?"}).status_code == 200


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_page_asks_as_often_for_one_result_as_for_twenty(client, signed_in):
    author = UserFactory()
    if signed_in:
        client.force_login(author)

    def queries():
        writer.drain()
        client.get(reverse("search"), {"q": WORD})
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("search"), {"q": WORD})
        return len(captured)

    NoteFactory(author=author, title=WORD, tags=("ผลไม้",))
    few = queries()
    for _ in range(19):
        NoteFactory(author=UserFactory(unit=UnitFactory()), title=WORD, tags=("ผลไม้", "ตลาด"))
    assert queries() == few


def test_a_tag_a_topic_or_a_unit_without_words_lists_its_newest_records(client):
    topic = TopicFactory()
    here = {"tags": ("ผลไม้",), "topics": (topic,)}
    old = NoteFactory(title="เก่า", **here)
    new = NoteFactory(title="ใหม่", author=UserFactory(unit=UnitFactory()), **here)
    NoteFactory(title="เรื่องอื่น")
    NoteFactory(title="ข้างใน", tags=("ผลไม้",), access="INTERNAL")
    Item.objects.filter(pk=old.pk).update(published_at=new.published_at - timedelta(days=1))
    for narrowed in ({"tag": old.tags.get().pk}, {"topic": topic.slug}, {"unit": new.unit.code}):
        _response, page = look(client, "", **narrowed)
        wanted = ["ใหม่"] if "unit" in narrowed else ["ใหม่", "เก่า"]
        assert titles(page) == wanted


def test_a_filter_that_could_not_look_through_all_matches_says_so(db, client, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 0)
    for _each in range(6):
        NoteFactory(title="ราคามังคุด")
    writer.drain()
    words = "จึงกรองเฉพาะเรื่องที่ตรงที่สุด"

    assert words in client.get("/search", {"q": "มังคุด", "validity": "current"}).content.decode()
    assert words not in client.get("/search", {"q": "มังคุด"}).content.decode()
