import pytest
from django.contrib.auth.models import AnonymousUser

from panya.shared.content.actions.items import publish_latest, save_text
from panya.shared.content.text import Text
from panya.shared.search import writer
from panya.shared.search.queries import search
from tests.factories import NoteFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
LOOK_ALIKES = [("ทำ", "ทํา"), ("น้ำ", "นํ้า"), ("แม่", "เเม่"), ("๒๕๖๙", "2569"), ("ไทย", "ไท\u200bย"), ("กิ่ง", "ก่ิง")]


@pytest.mark.parametrize(("one", "other"), LOOK_ALIKES + [(other, one) for one, other in LOOK_ALIKES])
def test_words_that_look_alike_find_each_other(found, one, other):
    note = NoteFactory(body=f"<p>{one}</p>").pk
    assert found(other) == {note}


def test_a_new_revision_is_found_and_the_old_one_is_not(found):
    note = NoteFactory(title="ราคาสินค้า", body="<p>ทุเรียน</p>")
    assert found("ทุเรียน") == {note.pk}
    save_text(note, Text("ราคาสินค้า", "", "<p>มังคุด</p>"), by=note.owner, base=note.latest)
    note.refresh_from_db()
    assert found("มังคุด") == set()
    publish_latest(note, by=note.owner)
    assert found("มังคุด") == {note.pk}
    assert found("ทุเรียน") == set()


@pytest.mark.parametrize("query", ["", "   ", "\x00", "\u200b", "?!", "๚๛"])
def test_an_empty_query_gets_an_empty_answer(query):
    NoteFactory()
    writer.drain()
    answer = search(query, AnonymousUser())
    assert (answer.results, answer.total, answer.more) == ([], 0, False)


@pytest.mark.parametrize("query", ["AND OR", '"ทุเรียน', "ทุเรียน\x00", "ทุเรียน*?:~^(", "ทุเรียน\ud800", "ทุเรียน" * 200])
def test_no_query_breaks_the_search(found, query):
    note = NoteFactory(title="ทุเรียน").pk
    assert found(query) in ({note}, set())


def test_a_misspelt_word_finds_what_looks_like_it_and_says_so(found):
    note = NoteFactory(title="สินค้าอิเล็กทรอนิกส์", body="<p>การผลิต</p>").pk
    assert found("อิเล็กโทรนิกส์") == {note}
    assert search("อิเล็กโทรนิกส์", AnonymousUser()).loose
    assert not search("การผลิต", AnonymousUser()).loose


def test_a_record_found_only_by_what_was_meant_is_called_a_loose_match(found):
    note = NoteFactory(title="ทุเรียนหมอนทอง", body="<p>ส่งออก</p>").pk
    NoteFactory(title="ราคามังคุด", body="<p>ส่งออก</p>")
    assert found("ทุฬเรียน") == {note}
    assert search("ทุฬเรียน", AnonymousUser()).loose
    assert note in found("ราคาทุฬเรียน")
    assert not search("ราคาทุฬเรียน", AnonymousUser()).loose


def test_the_json_has_the_keys_that_other_programs_rely_on(found):
    NoteFactory(title="ราคาทุเรียน", body="<p>ปีนี้ทุเรียนแพง</p>")
    found("ทุเรียน")
    answer = search("ทุเรียน", AnonymousUser()).as_json()
    assert {"results", "did_you_mean", "took_ms"} <= answer.keys()
    (result,) = answer["results"]
    assert {"number", "kind", "title", "url", "score", "snippet", "highlights", "outdated"} <= result.keys()
    assert result["url"].startswith("/")
    assert [result["snippet"][start:end] for start, end in result["highlights"]] == ["ทุเรียน"]
