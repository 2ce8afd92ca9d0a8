"""Words that stand only in a file lead to its record and page, and only those who may read the record."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser

from panya.shared.content.actions.drafts import open_draft
from panya.shared.content.actions.items import Place, create_item, publish_latest, retire, save_text
from panya.shared.content.file_links import page_url
from panya.shared.content.models import Item, ItemFile
from panya.shared.content.text import Text
from panya.shared.files import text_actions
from panya.shared.files.models import FilePage, FileReading
from panya.shared.people.actions.circles import circle_of_unit
from panya.shared.search import queries, writer
from panya.shared.search.filters import Filters
from panya.shared.search.queries import nearest, search
from tests.factories import UnitFactory, UserFactory
from tests.factories.files import PictureFactory, StoredFileFactory
from tests.shared.files.documents import docx

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORD = "ปาล์มน้ำมัน"


@pytest.fixture
def author():
    return UserFactory(unit=UnitFactory())


def circular(author, *, access="PUBLIC", pages=("คำนำของหนังสือเวียน", f"ราคา{WORD}ทั่วประเทศ"), title="หนังสือเวียน"):
    """A published note with a DOCX attached, read and indexed."""
    draft = open_draft(author, "note")
    file = StoredFileFactory(docx(list(pages)), name="แผน.docx", media_type=DOCX, by=author, draft=draft)
    circles = (circle_of_unit(author.unit),) if access in {"UNIT", "RESTRICTED"} else ()
    text = Text(title, "คำสรุป", "<p>ดูไฟล์แนบ</p>", structured={"files": [file.public_id]})
    item = create_item(
        "note", text, Place(unit=author.unit, access=access, circles=circles), owner=author, author=author
    )
    publish_latest(item, by=author)
    read_all()
    return item, file


def record_with_files(author, count):
    """A published note with so many files of the same bytes, which are read once."""
    draft = open_draft(author, "note")
    names = [f"{n}.txt" for n in range(count)]
    files = [StoredFileFactory(WORD.encode(), name=name, media_type="text/plain", draft=draft) for name in names]
    text = Text("หนังสือเวียน", "คำสรุป", "<p>ดูไฟล์แนบ</p>", structured={"files": [file.public_id for file in files]})
    item = create_item("note", text, Place(unit=author.unit, access="PUBLIC"), owner=author, author=author)
    publish_latest(item, by=author)
    return item


def read_all():
    text_actions.ask_for_unasked()
    text_actions.read_waiting()
    writer.drain()


def numbers(answer):
    return {result.item.pk for result in answer.results}


def test_a_phrase_in_a_file_leads_to_its_page(author):
    item, file = circular(author)

    answer = search(WORD, AnonymousUser())

    result = answer.results[0]
    assert (numbers(answer), answer.total, result.file.page, result.file.label) == ({item.pk}, 1, 2, "หน้า 2")
    assert WORD in result.snippet.text
    said = result.as_json()
    assert (said["file"], said["page"]) == ({"name": "แผน.docx", "id": file.public_id}, 2)
    assert result.file.url == page_url(file.public_id, 2, q=WORD)


def test_a_record_and_its_files_are_one_result_and_count_once(author):
    item, _file = circular(author, title=f"เรื่อง{WORD}", pages=(WORD, WORD))

    answer = search(WORD, AnonymousUser())

    assert ([result.item.pk for result in answer.results], answer.total) == ([item.pk], 1)
    assert [value.count for value in answer.facets.kind] == [1]
    assert [number for number, _score in nearest(WORD, AnonymousUser(), without=(), limit=5)] == [item.pk]


@pytest.mark.parametrize(
    ("access", "finders"),
    [
        ("PUBLIC", {"anonymous", "author", "colleague", "other_unit"}),
        ("REQUEST", {"author", "colleague", "other_unit"}),
        ("INTERNAL", {"author", "colleague", "other_unit"}),
        ("UNIT", {"author", "colleague"}),
        ("RESTRICTED", {"author", "colleague"}),
    ],
)
def test_a_file_is_found_by_who_may_read_the_record_and_nobody_else(author, access, finders):
    item, _file = circular(author, access=access)
    readers = {
        "anonymous": AnonymousUser(),
        "author": author,
        "colleague": UserFactory(unit=author.unit),
        "other_unit": UserFactory(unit=UnitFactory()),
    }

    found = {name: numbers(search(WORD, reader)) for name, reader in readers.items()}

    assert {name for name, seen in found.items() if seen} == finders
    assert set().union(*found.values()) == {item.pk}


def test_of_a_restricted_file_nothing_is_shown_outside_its_page(author):
    circular(author, access="RESTRICTED")

    result = search(WORD, author).results[0]

    assert (result.file, WORD in result.snippet.text) == (None, False)


def test_what_is_retired_or_no_longer_attached_is_gone_at_once(author):
    item, _file = circular(author)
    other, _second = circular(author, pages=(f"{WORD}อีกฉบับ",))
    retire(item, by=author, reason="เลิกใช้")
    other = Item.objects.get(pk=other.pk)
    save_text(other, Text("หนังสือเวียน", "คำสรุป", "<p>ไม่มีไฟล์</p>"), by=author, base=other.latest)
    publish_latest(Item.objects.get(pk=other.pk), by=author)

    # Before the index knows of it, and after.
    before = numbers(search(WORD, author))
    writer.drain()
    assert (before, numbers(search(WORD, author))) == (set(), set())


def test_the_index_sees_that_the_words_of_a_file_changed(author):
    circular(author)
    assert not any(writer.compare().values())

    FileReading.objects.update(text_hash="other")

    assert {name: bool(difference.stale) for name, difference in writer.compare().items()} == {
        "public": True,
        "staff": True,
    }


@pytest.mark.parametrize(
    ("held", "sought"),
    [
        ("ทํางานหนัก", "ทำงานหนัก"),
        ("นํ้ามันดิบ", "น้ำมันดิบ"),
        ("เเม่ฮ่องสอน", "แม่ฮ่องสอน"),
        ("ปี ๒๕๖๙", "ปี 2569"),
        ("น ํ า แข็ง", "นำแข็ง"),
    ],
)
def test_one_spelling_finds_the_other_in_a_file(author, held, sought):
    item, _file = circular(author, pages=("คำนำ", held))

    assert numbers(search(sought, author)) == {item.pk}


def test_the_page_shows_the_passage_and_writes_nothing(author, client):
    _item, file = circular(author)

    by_words = client.get(f"/files/{file.public_id}/pages/2?q={WORD}").content.decode()
    start = f"ราคา{WORD}ทั่วประเทศ".index(WORD)
    by_quote = client.get(f"/files/{file.public_id}/pages/2?quote={start}-{start + len(WORD)}").content.decode()

    assert f'<mark id="found">{WORD}</mark>' in by_quote
    assert '<mark id="found">' in by_words
    assert [client.get(f"/files/{file.public_id}/pages/{n}").status_code for n in (0, 1, 2, 3)] == [404, 200, 200, 404]
    for quote in ("9-1", "x", "0-99999999", "5-", "9999999-9999999"):
        assert client.get(f"/files/{file.public_id}/pages/2?quote={quote}").status_code == 200


def test_the_search_page_names_file_and_page(author, client):
    _item, file = circular(author)

    shown = client.get("/search", {"q": WORD}).content.decode()

    assert "พบใน แผน.docx หน้า 2" in shown
    assert f"/files/{file.public_id}/pages/2?q=" in shown


def test_while_a_file_is_read_again_its_words_are_found(author):
    item, _file = circular(author)
    text_actions.read_again(everything=True)

    writer.rebuild()

    assert numbers(search(WORD, AnonymousUser())) == {item.pk}
    assert not any(writer.compare().values())


def test_records_with_many_files_do_not_crowd_out_the_others(author, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 4)
    items = {record_with_files(author, 6).pk for _turn in range(4)}
    read_all()

    answer = search(WORD, AnonymousUser())
    assert (numbers(answer), answer.total, answer.more) == (items, 4, False)

    record_with_files(author, 6)
    read_all()
    answer = search(WORD, AnonymousUser())
    assert (answer.total, answer.more) == (4, True)


def test_a_sheet_is_shown_in_rows_and_cells(author, client):
    content = '\ufeffจังหวัด,สินค้า,ราคา\nกระบี่,"ปาล์มน้ำมัน, ดิบ",4.10\nตรัง,,5\n'.encode()
    item, _file = circular(author)
    file = StoredFileFactory(content, name="ราคา.csv", media_type="text/csv", by=author)
    ItemFile.objects.create(item=item, revision=item.published, file=file, is_attached=True, place=2)
    read_all()

    page = client.get(f"/files/{file.public_id}/pages/1?q={WORD}").content.decode()

    rows = re.findall(r"<tr>(.*?)</tr>", page)
    assert [re.sub("<[^>]+>", "|", row).count("|") > 5 for row in rows] == [True] * 3
    assert rows[2] == "<td>ตรัง</td><td></td><td>5</td>"
    assert rows[1].startswith(f'<td>กระบี่</td><td><mark id="found">{WORD}</mark>, ดิบ</td>')


def test_a_picture_is_shown_beside_the_letters_in_it(author, client):
    item, _file = circular(author)
    picture = PictureFactory(by=author)
    ItemFile.objects.create(item=item, revision=item.published, file=picture, is_attached=True, place=2)
    reading = FileReading.objects.create(pk=picture.sha256, media_type="image/png", state="read", pages_count=1)
    FilePage.objects.create(reading=reading, number=1, text=WORD, from_picture=True)

    page = client.get(f"/files/{picture.public_id}/pages/1?q={WORD}").content.decode()

    assert f'<img class="file-page__look" src="/files/{picture.public_id}"' in page
    assert f'<mark id="found">{WORD}</mark>' in page
    assert "อ่านจากภาพ" in page
    assert "ภาพ · รูปภาพ" in page


def test_where_the_search_widened_until_it_saw_all_nothing_is_said_to_be_left_out(author, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 1)
    monkeypatch.setattr(queries, "_MOST_TO_NARROW", 2)
    item = record_with_files(author, 6)
    read_all()

    answer = search(WORD, AnonymousUser(), filters=Filters(validity="current"))
    assert (numbers(answer), answer.narrowed_in_part) == ({item.pk}, False)

    others = [record_with_files(author, 6) for _turn in range(2)]
    read_all()
    answer = search(WORD, AnonymousUser(), filters=Filters(validity="current"))
    assert (len(others), answer.narrowed_in_part) == (2, True)
