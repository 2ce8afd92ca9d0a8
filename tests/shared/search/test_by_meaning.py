"""Search by meaning with an encoder of a few words: what stands where and why, and what comes and goes."""

from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from panya.overviews.answers.queries import ask
from panya.shared.content.models import Access, Item
from panya.shared.content.quoting import citable_text
from panya.shared.content.signals import changed
from panya.shared.people.models import Role
from panya.shared.search import meaning, writer
from panya.shared.search.analysis import analyse
from panya.shared.search.engines import Sought, Wanted
from panya.shared.search.evaluating import Passage, indexed
from panya.shared.search.queries import search
from tests.factories import AppointmentFactory, NoteFactory

numpy = pytest.importorskip("numpy", reason="comes with the extra `semantic`")
pytestmark = [
    pytest.mark.django_db(databases=["default", "cache"]),
    pytest.mark.skipif(not meaning.is_installed(), reason="the extra `semantic` is not installed"),
]
GUEST = AnonymousUser()
QUESTION = "How do I lock my bicycle?"
BICYCLE, SOUP = "วิธีล็อกจักรยาน", "สูตรต้มยำกุ้งน้ำข้น"
# What is about the same thing points the same way.
_ABOUT = (("bicycle", "จักรยาน"), ("soup", "ต้มยำ"), ("budget", "งบประมาณ"))


class FewWords:
    """Knows three subjects in two languages."""

    def encode(self, texts):
        return [self._vector(text) for text in texts]

    def _vector(self, text):
        vector = numpy.zeros(512, numpy.float32)
        vector[-1] = 0.1
        for place, words in enumerate(_ABOUT):
            vector[place] = float(any(word in text for word in words))
        return vector / numpy.linalg.norm(vector)


@pytest.fixture(autouse=True)
def _few_words(monkeypatch):
    """The real encoder takes a quarter of a second for a text."""
    monkeypatch.setattr(meaning, "_encoder", FewWords)
    for kept in (meaning._of_pieces, meaning._of_query):
        kept.cache_clear()
    yield
    for kept in (meaning._of_pieces, meaning._of_query):
        kept.cache_clear()


def found(question=QUESTION):
    writer.drain()
    return [result.item.pk for result in search(question, GUEST).results]


def test_a_record_is_found_by_its_meaning_from_its_publication_to_its_end():
    NoteFactory(title=SOUP, access=Access.PUBLIC)
    assert found() == []
    note = NoteFactory(title=BICYCLE, access=Access.PUBLIC).pk
    assert found() == [note]
    Item.objects.filter(pk=note).update(access=Access.INTERNAL)
    # Not indexed yet: the rights hold at once.
    assert [result.item.pk for result in search(QUESTION, GUEST).results] == []
    changed.send(Item, numbers=[note])
    assert found() == []
    Item.objects.filter(pk=note).update(access=Access.PUBLIC)
    changed.send(Item, numbers=[note])
    assert found() == [note]
    Item.objects.filter(pk=note).update(deleted_at=timezone.now())
    changed.send(Item, numbers=[note])
    assert found() == []


def test_a_record_with_other_words_is_found_by_what_it_says_now():
    note = NoteFactory(title=SOUP, access=Access.PUBLIC)
    assert found() == []
    Item.objects.filter(pk=note.pk).update(title=BICYCLE)
    changed.send(Item, numbers=[note.pk])
    assert (found(), found("soup recipe")) == ([note.pk], [])


def test_meaning_is_there_after_the_index_was_built_anew():
    note = NoteFactory(title=BICYCLE, access=Access.PUBLIC).pk
    writer.rebuild()
    assert found() == [note]


def test_of_equally_near_texts_the_one_that_says_the_name_comes_first():
    passages = [Passage(str(at), "", "ล็อกจักรยานไว้หน้าบ้าน") for at in range(5)]
    passages[2] = Passage("named", "", "ล็อกจักรยานไว้ในเมืองเดนเวอร์")
    with indexed(passages, with_titles=False) as corpus:
        # Also where only one is asked for.
        assert [one.id for one in corpus.search("Where to lock a bicycle in Denver?", 1)[0]] == ["named"]
        assert [one.id for one in corpus.search("Where to lock a bicycle in Boston?", 1)[0]] == ["0"]


def test_a_thai_question_is_answered_by_words_alone():
    passages = [Passage("bicycle", "", "ล็อกจักรยานไว้หน้าบ้าน"), Passage("soup", "", "ต้มยำกุ้งกับข้าวสวยในเดนเวอร์")]
    with indexed(passages) as corpus:
        for question in ("ต้มยำ bicycle", "จักรยานหน้าบ้าน", "ข้าวสวย Denver"):
            hits = corpus.engine.words.search(Sought(analyse(question)), Wanted(), 10)
            by_words = [corpus.passages[hit.number].id for hit in hits]
            assert hits
            assert [one.id for one in corpus.search(question)[0]] == by_words


def test_who_may_see_why_sees_what_nearness_of_meaning_brought(client):
    NoteFactory(title=BICYCLE, access=Access.PUBLIC)
    both = NoteFactory(title=f"{BICYCLE} bicycle", access=Access.PUBLIC)
    writer.drain()
    client.force_login(AppointmentFactory(role=Role.KM_TEAM).person)

    page = BeautifulSoup(client.get(reverse("search"), {"q": "bicycle lock", "why": "1"}).content, "html.parser")

    shown = [[row.th.get_text() for row in why.select("tr")] for why in page.select(".search-why")]
    assert "ความหมายใกล้กับที่ถาม" in shown[0]
    assert ["คำที่ตรงกัน" in rows for rows in shown] == [True, False]
    assert all("ความหมายใกล้กับที่ถาม" in rows and "สะกด" not in "".join(rows) for rows in shown)
    assert search("bicycle lock", GUEST).results[0].item == both


def test_an_english_question_is_answered_by_a_thai_passage_with_its_place():
    body = f"<p>{'ที่ประชุมพิจารณางบประมาณประจำเดือนของหน่วยงาน ' * 8}</p><p>ให้คล้องโซ่ล็อกจักรยานกับเสาเสมอ</p>"
    note = NoteFactory(title="รายงานการประชุม", body=body, access=Access.PUBLIC)
    NoteFactory(title=SOUP, access=Access.PUBLIC)
    writer.drain()

    told = ask(QUESTION, GUEST)

    (citation,) = told.citations
    assert (told.answered, citation.item, told.is_in_another_language) == (True, note, True)
    assert "คล้องโซ่ล็อกจักรยาน" in citation.quote
    assert citable_text(note.published)[citation.start : citation.end] == citation.quote


def test_an_english_question_that_nothing_is_about_is_refused():
    NoteFactory(title=BICYCLE, access=Access.PUBLIC)
    NoteFactory(title=SOUP, access=Access.PUBLIC)
    writer.drain()

    refused = ask("What is the budget?", GUEST)

    assert (refused.answered, refused.needs_thai) == (False, False)


def test_an_english_question_quotes_nothing_that_its_asker_may_not_read():
    NoteFactory(title=BICYCLE, access=Access.INTERNAL)
    NoteFactory(title=SOUP, access=Access.PUBLIC)
    writer.drain()
    assert not ask(QUESTION, GUEST).answered


def test_who_asks_in_english_is_told_in_english_that_the_quote_is_thai(client):
    NoteFactory(title=BICYCLE, access=Access.PUBLIC)
    writer.drain()
    out = StringIO()
    call_command("ask", QUESTION, stdout=out)
    words = "The quotation is in Thai, as it was written."
    assert words in out.getvalue()
    assert words in client.get("/ask", {"q": QUESTION}).content.decode()
    assert words not in client.get("/ask", {"q": "วิธีล็อกจักรยาน"}).content.decode()
