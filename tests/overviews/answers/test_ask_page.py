"""The page that answers, the command, and the link from the search."""

import json
import re
import time
from io import StringIO

import pytest
from django.core.management import call_command

from panya.shared.content.models import Item, Validity
from panya.shared.search import meaning, writer
from tests.factories import NoteFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
QUESTION = "ค่าธรรมเนียมตรวจลำไยอบแห้งตู้ละเท่าไร"


@pytest.fixture
def note():
    body = "<p>ลำไยอบแห้งส่งออกทุกปี</p><p>ค่าธรรมเนียมตรวจลำไยอบแห้งตู้ละ 700 บาท</p>"
    made = NoteFactory(title="ค่าธรรมเนียมตรวจลำไยอบแห้ง", body=body)
    writer.drain()
    return made


def test_the_page_shows_the_answer_its_quote_and_where_it_stands(note, client):
    page = client.get("/ask", {"q": QUESTION}).content.decode()

    assert '<p class="answer__short">700 บาท</p>' in page
    assert "<mark>700 บาท</mark>" in page
    link = re.search(r'href="(/notes/[0-9]+\?quote=[^"]*)"', page)[1].replace("&amp;", "&")
    opened = client.get(link).content.decode()
    assert 'id="passage-quote">' in opened
    assert opened.count('id="passage-quote"') == 1


def test_the_page_says_what_is_outdated(note, client):
    Item.objects.filter(pk=note.pk).update(validity=Validity.OUTDATED)

    assert "คำตอบนี้อ้างเรื่องที่ล้าสมัย" in client.get("/ask", {"q": QUESTION}).content.decode()


def test_a_refusal_is_honest_and_offers_guests_no_people(note, client):
    page = client.get("/ask", {"q": "ใครเป็นนายกรัฐมนตรีฝรั่งเศส"}).content.decode()

    assert "ยังไม่มีในคลังความรู้" in page
    assert "/people/" not in page
    assert "/wanted/" not in page


def test_staff_are_led_from_a_refusal_to_the_board_of_wanted_knowledge(note, client):
    client.force_login(UserFactory())

    assert "/wanted/new?title=" in client.get("/ask", {"q": "ใครเป็นนายกรัฐมนตรีฝรั่งเศส"}).content.decode()


def test_at_most_ten_questions_a_minute(note, client):
    answers = [client.get("/ask", {"q": QUESTION}).status_code for _each in range(11)]

    assert answers == [200] * 10 + [429]


@pytest.mark.parametrize(
    "question",
    [
        "ก" * 5_000,
        "\x00\x01\x02",
        "'; DROP TABLE content_item; --",
        '"(((',
        "a" * 3000,
        "-" * 500,
        "%ED%A0%80",
        ".*+?^${}",
    ],
)
def test_bad_questions_get_a_clear_answer_soon(note, client, question):
    started = time.perf_counter()
    response = client.get("/ask", {"q": question})

    assert response.status_code == 200
    assert time.perf_counter() - started < 1.5


def test_a_search_that_reads_like_a_question_offers_to_ask_it(note, client):
    assert "ถามคำถามนี้" in client.get("/search", {"q": QUESTION}).content.decode()
    assert "ถามคำถามนี้" not in client.get("/search", {"q": "ลำไย"}).content.decode()


def test_the_command_prints_the_answer_in_the_shape_that_others_rely_on(note):
    out = StringIO()
    call_command("ask", QUESTION, "--json", stdout=out)
    told = json.loads(out.getvalue())

    assert told["answered"] is True
    assert told["answer"] == "700 บาท"
    assert told["ask_whom"] == []
    assert isinstance(told["took_ms"], int)
    citation = told["citations"][0]
    assert citation.keys() >= {"number", "title", "quote", "start", "end", "page", "url", "outdated"}
    assert note.published.body_text[citation["start"] : citation["end"]] == citation["quote"]
    assert citation["url"].startswith(f"/notes/{note.pk}?quote=")


def test_the_command_refuses_in_the_same_shape(note):
    out = StringIO()
    call_command("ask", "ใครเป็นนายกรัฐมนตรีฝรั่งเศส", "--json", stdout=out)
    told = json.loads(out.getvalue())

    assert (told["answered"], told["answer"], told["citations"]) == (False, "", [])


@pytest.mark.skipif(meaning.is_installed(), reason="the extra `semantic` answers it")
def test_a_question_in_english_is_told_to_be_asked_in_thai(note, client):
    words = "ลองถามเป็นภาษาไทย"

    assert words in client.get("/ask", {"q": "how many aeroplanes are there?"}).content.decode()
    assert words not in client.get("/ask", {"q": "เครื่องบินมีกี่ลำ"}).content.decode()
