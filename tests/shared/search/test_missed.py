"""What is kept of searches in vain says nothing of persons."""

import pytest
from django.test import Client

from panya.shared.search import left, missed, writer
from panya.shared.search.models import LeftSearch, MissedSearch
from panya.shared.search.personal_traces import without_personal_traces
from tests.factories import NoteFactory, UserFactory


@pytest.mark.parametrize(
    "traces",
    [
        "0812345678",
        "081-234-5678",
        "081 - 234 - 5678",
        "081.234.5678",
        "(02) 547-1234",
        "081–234–5678",
        "+66 81 234 5678",
        "๐๘๑ ๒๓๔ ๕๖๗๘",
        "０８１２３４５６７８",
        "1-2345-67890-12-1",
        "1 - 2345 - 67890 - 12 - 1",
        "22/5/2515",
        "somchai@moc.go.th",
        "somchai @ moc.go.th",
        "somchai＠moc.go.th",
        "@somchai",
        "นายสมชาย ใจดี",
        "นาย สมชาย ใจดี",
        "นางสาวมาลี มีสุข",
        "น.ส.มาลี มีสุข",
        "คุณสมชาย",
        "ดร.สมคิด แก้วกล้า",
        "Mr. John Smith",
    ],
)
def test_numbers_addresses_and_names_are_cut(traces):
    assert without_personal_traces(f"ร้องเรียน {traces}") == "ร้องเรียน"


@pytest.mark.parametrize(
    "words",
    [
        "นายทะเบียนหุ้นส่วนบริษัท",
        "คุณภาพสินค้า ทุเรียน",
        "คุณสมบัติผู้สมัคร",
        "นายกรัฐมนตรี แถลง",
        "ระเบียบ พ.ศ. 2549 ข้อ 11",
        "นายหน้า นายจ้าง นางแบบ",
        "ISO 9001",
    ],
)
def test_words_about_matters_stay(words):
    assert without_personal_traces(words) == words


@pytest.fixture
def _nothing_to_index(db):
    writer.drain()


@pytest.mark.django_db(databases=["default", "cache"])
@pytest.mark.usefixtures("_nothing_to_index")
def test_the_name_of_an_account_is_kept_neither_of_what_was_missed_nor_of_what_was_left():
    UserFactory(first_name="ปรีชา", last_name="วงศ์ทอง")
    NoteFactory(title="ร้องเรียน ปรีชา วงศ์ทอง")
    writer.drain()
    client = Client(HTTP_USER_AGENT="Mozilla/5.0")
    for words in ("วินัย ปรีชา วงศ์ทอง", "วินัย ปรีชาวงศ์ทอง", "ปรีชา วงศ์ทอง", "ร้องเรียน ปรีชา วงศ์ทอง"):
        client.get("/search", {"q": words, "typed": "1"})
    missed.fold()
    left.fold()

    kept = [*MissedSearch.objects.values_list("words", "key"), *LeftSearch.objects.values_list("words", "key")]
    assert set(kept) == {("วินัย", "วินัย"), ("ร้องเรียน", "ร้องเรียน")}
