"""With an endpoint in the settings answers may be put into words; with a bad one they are quotations."""

import json
import threading
import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from panya.overviews.answers.composing import endpoint
from panya.overviews.answers.composing.endpoint import Breaker, Endpoint
from panya.overviews.answers.queries import ask
from panya.shared.content.models import Access
from panya.shared.people.models import Circle
from panya.shared.search import writer
from tests.factories import NoteFactory, UnitFactory, UserFactory
from tests.overviews.answers.servers import replying

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
QUESTION = "ค่าธรรมเนียมตรวจลำไยอบแห้งตู้ละเท่าไร"
SENTENCE = "ค่าธรรมเนียมตรวจลำไยอบแห้งคือตู้ละ 700 บาท"


@pytest.fixture(autouse=True)
def closed_breaker(monkeypatch):
    breaker = Breaker()
    monkeypatch.setattr(endpoint, "BREAKER", breaker)
    monkeypatch.setattr(Endpoint.ask, "__defaults__", (breaker,))
    return breaker


@pytest.fixture
def note():
    body = "<p>ค่าธรรมเนียมตรวจลำไยอบแห้งตู้ละ 700 บาท ชำระที่ด่าน</p>"
    return NoteFactory(title="ค่าธรรมเนียมตรวจลำไยอบแห้ง", body=body)


def test_a_good_reply_is_shown_with_its_citations(note, asked, monkeypatch):
    with replying(f"{SENTENCE} [1]") as server:
        monkeypatch.setenv("PANYA_ANSWERS_URL", server.url)
        monkeypatch.setenv("PANYA_ANSWERS_KEY", "sesame")
        answer = asked(QUESTION)

    assert answer.text == SENTENCE
    assert [citation.item.pk for citation in answer.citations] == [note.pk]
    assert server.headers[0]["Authorization"] == "Bearer sesame"


def test_only_passages_that_the_asker_may_read_go_out(note, asked, monkeypatch):
    unit = UnitFactory()
    circle = Circle.objects.get_or_create(unit=unit)[0]
    NoteFactory(
        author=UserFactory(unit=unit),
        title="ค่าธรรมเนียมตรวจลำไยอบแห้ง ลับ",
        body="<p>ค่าธรรมเนียมตรวจลำไยอบแห้งตู้ละ 123456 บาท</p>",
        access=Access.UNIT,
        circles=(circle,),
    )
    with replying(f"{SENTENCE} [1]") as server:
        monkeypatch.setenv("PANYA_ANSWERS_URL", server.url)
        asked(QUESTION)

    assert len(server.received) == 1
    assert "123456" not in server.received[0]
    assert "700 บาท" in json.loads(server.received[0])["messages"][1]["content"]


@pytest.mark.parametrize(
    "behaviour",
    [
        {"status": 500},
        {"body": "<html>nonsense</html>"},
        {"body": '{"choices": []}'},
        {"body": "x" * 200_000},
        {"text": "ไม่เกี่ยวกันเลยแม้แต่น้อย [1]"},
        {"text": "NONE"},
        {"location": "http://127.0.0.1:9/elsewhere"},
        {"text": f"{SENTENCE} [1]", "seconds": 5},
        {"text": f"{SENTENCE} [1]", "drips": True},
        {"text": "ค่าธรรมเนียม " * 1_500},
    ],
    ids=lambda behaviour: str(behaviour)[:30],
)
def test_a_bad_endpoint_leaves_the_quotation_within_two_seconds(note, monkeypatch, behaviour):
    writer.drain()
    with replying(**behaviour) as server:
        monkeypatch.setenv("PANYA_ANSWERS_URL", server.url)
        started = time.monotonic()
        answer = ask(QUESTION, AnonymousUser())
        took = time.monotonic() - started

    assert took < 2
    assert answer.text == "700 บาท"
    assert answer.sentences == []


def test_nobody_is_asked_where_the_question_is_refused(note, asked, monkeypatch):
    with replying(f"{SENTENCE} [1]") as server:
        monkeypatch.setenv("PANYA_ANSWERS_URL", server.url)
        assert not asked("ใครเป็นนายกรัฐมนตรีฝรั่งเศส").answered

    assert server.received == []


def test_after_faults_in_a_row_nobody_is_asked_for_a_while():
    breaker = Breaker(seconds=60)
    with replying(status=500) as server:
        for _each in range(6):
            assert Endpoint(server.url, "m").ask([], breaker) is None

    assert len(server.received) == 3


def test_an_endpoint_that_drips_holds_no_thread():
    breaker = Breaker()
    with replying(body=" " * 1_000, drips=True) as server:
        assert Endpoint(server.url, "m", patience=0.5).ask([], breaker) is None
        time.sleep(0.5)
        assert not [thread for thread in threading.enumerate() if thread.name == "answers-endpoint"]
        assert breaker.is_idle


@pytest.mark.parametrize("key", ["ses\name", "ses\rame", "กุญแจame"])
def test_a_key_that_no_header_can_hold_is_told_by_name_and_never_written_down(key, caplog):
    with replying("x") as server:
        assert Endpoint(server.url, "m", key).ask([], Breaker()) is None

    assert "PANYA_ANSWERS_KEY" in caplog.text
    assert "ame" not in caplog.text
    assert "ame" not in repr(Endpoint(server.url, "m", key))
    assert server.received == []


def test_an_address_that_is_none_and_a_port_nobody_listens_on_are_silent():
    for url in ("ftp://x/v1", "nonsense", "http://127.0.0.1:9/v1"):
        assert Endpoint(url, "m").ask([], Breaker()) is None


@pytest.mark.django_db(transaction=True, databases=["default", "cache"])
def test_no_transaction_is_open_while_the_endpoint_is_asked(asked, monkeypatch):
    NoteFactory(title="ค่าธรรมเนียมตรวจลำไยอบแห้ง", body="<p>ค่าธรรมเนียมตรวจลำไยอบแห้งตู้ละ 700 บาท</p>")
    seen = []
    whole = Endpoint.ask
    monkeypatch.setattr(
        Endpoint, "ask", lambda self, *args: seen.append(connection.in_atomic_block) or whole(self, *args)
    )
    with replying(f"{SENTENCE} [1]") as server:
        monkeypatch.setenv("PANYA_ANSWERS_URL", server.url)
        assert asked(QUESTION).text == SENTENCE

    assert seen == [False]
