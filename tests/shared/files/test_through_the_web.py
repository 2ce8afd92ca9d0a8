"""From the editor to the record: each kind of document is sent, read by the worker, and its page says how far."""

import struct

import pytest
from django.core.cache import cache

from panya.shared.content.actions.drafts import open_draft
from panya.shared.content.actions.items import Place, create_item, publish_latest
from panya.shared.content.text import Text
from panya.shared.files import text_actions
from panya.shared.files.models import FileReading, StoredFile
from panya.shared.files.queries import pages_of
from tests.factories import UserFactory
from tests.factories.files import uploaded
from tests.shared.files.documents import MAKERS, mail, pdf

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
WORD = "น้ำมันปาล์มดิบ"
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def old_word() -> bytes:
    """A Word document as it was before 2007: a header, a table of sectors, and names."""
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    struct.pack_into("<H", head, 30, 9)
    struct.pack_into("<I", head, 48, 1)
    struct.pack_into("<I", head, 68, _END)
    struct.pack_into("<109I", head, 76, 0, *[_FREE] * 108)
    table = struct.pack("<128I", _TABLE, _END, *[_FREE] * 126)
    return bytes(head) + table + b"".join(map(_entry, ("Root Entry", "WordDocument", "", "")))


def _entry(name: str) -> bytes:
    said = name.encode("utf-16-le")
    length = len(said) + 2 if name else 0
    return said.ljust(64, b"\0") + struct.pack("<H", length) + bytes(62)


def locked_pdf() -> bytes:
    """No password opens it."""
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"61" * 32 + b">/U<" + b"62" * 32 + b">>>/ID[<31><31>]"
    return pdf(["palm oil"]).replace(b"trailer<<", b"trailer<<" + lock)


@pytest.fixture
def officer(client):
    person = UserFactory()
    client.force_login(person)
    return person


def attached(client, officer, content: bytes, name: str) -> tuple[StoredFile, str]:
    """The file as it was read, and the page of the note that it hangs on."""
    draft = open_draft(officer, "note")
    answer = client.post(f"/notes/drafts/{draft.public_id}/files", {"file": uploaded(content, name)})
    assert answer.status_code == 200, answer.content
    file = StoredFile.objects.get()
    text = Text("เรื่อง", "", "<p>ดูไฟล์แนบ</p>", structured={"files": [file.public_id]})
    item = create_item("note", text, Place(unit=officer.unit, access="INTERNAL"), owner=officer, author=officer)
    publish_latest(item, by=officer)
    assert "กำลังอ่าน…" in client.get(item.get_absolute_url()).content.decode()
    text_actions.read_waiting()
    # The page keeps this part for a minute.
    cache.clear()
    return file, client.get(item.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("แผน.docx", MAKERS[next(kind for kind in MAKERS if "wordprocessing" in kind)](["คำนำ", WORD]), "ค้นได้ 2 หน้า"),
        ("แผน.pptx", MAKERS[next(kind for kind in MAKERS if "presentationml" in kind)](["คำนำ", WORD]), "ค้นได้ 2 สไลด์"),
        ("แผน.xlsx", MAKERS[next(kind for kind in MAKERS if "spreadsheetml" in kind)](["คำนำ", WORD]), "ค้นได้ 2 แผ่นงาน"),
        ("แผน.odp", MAKERS["application/vnd.oasis.opendocument.presentation"](["คำนำ", WORD]), "ค้นได้ 2 สไลด์"),
        ("หน้า.html", f"<!doctype html><title>ก</title><h1>คำนำ</h1><p>{WORD}</p>".encode(), "ค้นได้ 1 ส่วน"),
        ("จดหมาย.eml", mail(["คำนำ", WORD]), "ค้นได้ 1 ส่วน"),
    ],
)
def test_what_was_sent_is_read_and_its_pages_open(client, officer, name, content, said):
    file, page = attached(client, officer, content, name)

    last = pages_of(file)[-1]
    assert WORD in last.text
    assert f'href="/files/{file.public_id}/pages/1"' in page
    assert said in page
    assert WORD in client.get(f"/files/{file.public_id}/pages/{last.number}").content.decode()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("เก่า.doc", old_word(), "ไม่มีตัวหนังสือให้ค้น: ไฟล์ Office รุ่นเก่าอ่านข้างในไม่ได้"),
        ("ลับ.pdf", locked_pdf(), "อ่านไม่ได้: ไฟล์ใส่รหัสผ่านไว้"),
        ("เสีย.pdf", b"%PDF-1.7\nnothing", "อ่านไม่ได้: ไฟล์เสียหรือมาไม่ครบ"),
    ],
)
def test_what_cannot_be_read_is_kept_and_says_why(client, officer, name, content, reason):
    file, page = attached(client, officer, content, name)

    assert reason in page
    assert (FileReading.objects.get().pages_count, f"/files/{file.public_id}/pages/" in page) == (0, False)
    assert client.get(f"/files/{file.public_id}").status_code == 200
    assert client.get(f"/files/{file.public_id}/pages/1").status_code == 404
