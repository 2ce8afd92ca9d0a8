"""สรุปย่อ: the text's own sentences, few, in order, each with its place; and who sees none."""

import time

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from panya.shared.content.gist import COOKIE, LONG, MOST, gist_of, sentences_of
from panya.shared.search import writer
from tests.factories import AssetFactory, NoteFactory, UserFactory

TEXT = (
    "ทุเรียนส่งออกไปจีนต้องมีใบรับรองถิ่นกำเนิดจากกรมการค้าต่างประเทศ\n"
    "เจ้าหน้าที่ตรวจใบรับรองถิ่นกำเนิดของทุเรียนก่อนส่งออกทุกครั้ง\n"
    "วันนั้นอากาศดีมากและเราไปกินก๋วยเตี๋ยวที่ร้านหน้าตลาด\n"
    "ผู้ส่งออกทุเรียนยื่นคำขอใบรับรองผ่านระบบออนไลน์ได้ภายในหนึ่งวัน\n"
    "ทำไมใบรับรองถิ่นกำเนิดของทุเรียนจึงสำคัญมากขนาดนี้?\n"
    "ถ้าใบรับรองผิด ทุเรียนทั้งตู้จะติดอยู่ที่ด่านและผู้ส่งออกเสียหาย\n"
)
BODY = "".join(f"<p>{line}</p>" for line in TEXT.split("\n") if line) * 8


def test_the_sentences_are_the_texts_own_in_their_order_and_at_most_five():
    text = "\n".join(f"{line} ครั้งที่ {number}" for number in range(9) for line in TEXT.strip().split("\n"))
    found = sentences_of(text, "ใบรับรองถิ่นกำเนิดทุเรียน")

    assert len(found) == MOST
    assert [sentence.start for sentence in found] == sorted(sentence.start for sentence in found)
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)


def test_what_many_sentences_say_is_chosen_and_questions_and_what_lies_aside_are_not():
    found = " ".join(sentence.text for sentence in sentences_of(TEXT, "ใบรับรองถิ่นกำเนิดทุเรียน"))

    assert "ใบรับรองถิ่นกำเนิด" in found
    assert "ก๋วยเตี๋ยว" not in found
    assert "ทำไม" not in found


def test_a_sentence_that_says_the_same_again_is_left_for_another():
    text = "\n".join([*["ผู้ส่งออกทุเรียนยื่นคำขอใบรับรองผ่านระบบออนไลน์"] * 20, *TEXT.strip().split("\n")])
    found = [sentence.text for sentence in sentences_of(text, "")]
    assert len(set(found)) > 1


@given(st.text(max_size=400), st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_is_answered_with_stretches_of_itself(text, title):
    for sentence in sentences_of(text, title):
        assert " ".join(text[sentence.start : sentence.end].split()) == sentence.text


def test_a_book_takes_no_longer_than_its_beginning():
    book = TEXT * 3_000
    sentences_of(book, "")
    started = time.process_time()
    sentences_of(book, "")
    assert time.process_time() - started < 0.2


@pytest.mark.django_db(databases=["default", "cache"])
class TestPages:
    def look(self, item, person=None, **cookies):
        client = Client()
        if person is not None:
            client.force_login(person)
        for name, value in cookies.items():
            client.cookies[name.replace("_", "-")] = value
        page = client.get(item.get_absolute_url())
        assert page.status_code == 200
        return BeautifulSoup(page.content, "html.parser")

    @pytest.mark.parametrize("make", [NoteFactory, AssetFactory])
    def test_a_long_text_offers_its_sentences_each_with_the_address_of_its_passage(self, make):
        item = make(title="ใบรับรองทุเรียน", body=BODY, access="PUBLIC")
        links = self.look(item).select(".gist a")
        revision = item.published
        assert [link["href"].split("#")[0] for link in links] == [
            f"{item.get_absolute_url()}?quote={one.start}-{one.end}&revision={revision.number}"
            for one in gist_of(revision)
        ]
        assert 0 < len(links) <= MOST

    def test_a_short_text_offers_none(self):
        assert len(TEXT) < LONG
        assert self.look(NoteFactory(body=f"<p>{TEXT}</p>")).select(".gist, .gist-off") == []

    def test_who_wants_none_gets_none_and_the_way_back(self):
        item = NoteFactory(body=BODY)
        self.look(item)
        client = Client()
        answer = client.post("/gist", {"gist": "off", "next": item.get_absolute_url()})
        assert (answer.status_code, answer["Location"]) == (303, item.get_absolute_url())
        assert answer.cookies[COOKIE].value == "off"
        page = self.look(item, panya_gist="off")
        assert (page.select(".gist"), len(page.select(".gist-off button[value=on]"))) == ([], 1)
        assert len(self.look(item).select(".gist")) == 1

    def test_a_site_may_offer_none(self, monkeypatch):
        monkeypatch.setenv("PANYA_GIST", "no")
        assert self.look(NoteFactory(body=BODY)).select(".gist, .gist-off") == []

    def test_the_sentences_of_a_restricted_text_stand_on_its_page_only(self):
        from panya.shared.people.actions.circles import circle_of_person

        author = UserFactory()
        item = NoteFactory(author=author, body=BODY, access="RESTRICTED", circles=(circle_of_person(author),))
        writer.drain()
        sentence = gist_of(item.published)[0].text
        assert len(self.look(item, author).select(".gist")) == 1
        client = Client()
        client.force_login(author)
        for url in ("/", "/notes/", "/search?q=ใบรับรอง", "/search/suggest?q=ใบรับรอง"):
            assert sentence not in client.get(url).content.decode()
