"""Hostile uploads through the web: what must be refused leaves nothing, what is taken is served harmlessly."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from panya.shared.content.actions.drafts import open_draft
from panya.shared.content.models import DraftFile
from panya.shared.files import blobs
from panya.shared.files.models import PICTURE_TYPES, StoredFile
from tests.conftest import REPOSITORY
from tests.factories import UserFactory
from tests.factories.files import encoded, png

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
_MAKER = Path(os.environ.get("PANYA_SHARED", REPOSITORY.parent / "shared")) / "tools" / "make_hostile.py"


def zipped(*entries: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return held.getvalue()


def document(*more: tuple[str, bytes], body: bytes = b"<w:document/>") -> bytes:
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = b'<Types><Override ContentType="' + kind + b'"/></Types>'
    return zipped(("[Content_Types].xml", types), ("word/document.xml", body), *more)


def _linked() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = 0xA1ED0000
        archive.writestr(link, "/etc/passwd")
    return held.getvalue()


def _flooded() -> bytes:
    """A picture that says it is 60,000 points wide and high."""
    content = bytearray(png())
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    return bytes(content)


REFUSED = {
    "empty.pdf": b"",
    "program.pdf": b"MZ" + bytes(60),
    "page.html": b"<script>alert(1)</script>",
    "page.png": b"<html><script>alert(1)</script>",
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "drawing.png": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "saved.mht": b"MIME-Version: 1.0\r\n",
    "film.swf": b"FWS\x09" + bytes(20),
    "old.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096),
    "cut.png": png()[:60],
    "flood.png": _flooded(),
    "script.gif": b"GIF89a/*" + bytes(10) + b"*/=1;alert(1)//",
    "bomb.zip": zipped(("a", bytes(10 << 20))),
    "bomb.docx": document(body=b"<w:document>" + b"A" * (40 << 20) + b"</w:document>"),
    "many.zip": zipped(*((str(number), b"") for number in range(6_000))),
    "nested.zip": zipped(("inner.zip", zipped(("x", b"x")))),
    "slip.zip": zipped(("../../tmp/x", b"x")),
    "drive.zip": zipped(("C:\\x", b"x")),
    "link.zip": _linked(),
    "program.zip": zipped(("setup.exe", b"MZ" + bytes(60))),
    "macro.docm": document(("word/vbaProject.bin", b"x")),
    "macro.docx": document(("word/vbaProject.bin", b"x")),
    "laughs.docx": document(body=b'<!DOCTYPE l [<!ENTITY a "ha">]><w:document>&a;</w:document>'),
    "unknown.dat": bytes(range(256)) * 8,
}
TAKEN = {
    "แผน.pdf": (b"%PDF-1.7\nplan", "application/pdf"),
    "แผน.docx": (document(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "แผน.txt": ("สวัสดี".encode(), "text/plain"),
    "เก่า.csv": ("กระทรวง,พลังงาน\n".encode("cp874"), "text/csv"),
    "สองไบต์.txt": ("สวัสดี".encode("utf-16"), "text/plain"),
    "เอกสาร.zip": (zipped(("แผน.docx", document())), "application/zip"),
    "ภาพ.png": (png(), "image/png"),
    "หน้าเว็บ.txt": (b"<script>alert(1)</script>", "text/plain"),
}


@pytest.fixture
def officer(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def address(officer):
    return f"/notes/drafts/{open_draft(officer, 'note').public_id}/files"


def send(client, address: str, content: bytes, name: str):
    """Send a file under exactly this name: Django's own class would make it harmless beforehand."""
    boundary = "----panya"
    given = name.encode("utf-8", "surrogatepass").replace(b'"', b"%22")
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="'.encode()
    kind = b'"\r\nContent-Type: application/octet-stream\r\n\r\n'
    body = head + given + kind + content + f"\r\n--{boundary}--\r\n".encode()
    return client.post(address, body, content_type=f"multipart/form-data; boundary={boundary}")


def stored_bytes() -> list[Path]:
    return sorted(path for path in blobs.folder().rglob("*") if path.is_file()) if blobs.folder().is_dir() else []


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_harm_is_refused_with_a_reason_and_leaves_nothing(client, address, name):
    before = stored_bytes()

    answer = send(client, address, REFUSED[name], name)

    assert answer.status_code == 422
    assert len(answer.json()["reason"]) > 20
    assert (StoredFile.objects.count(), stored_bytes()) == (0, before)
    assert list((Path(settings.PANYA_HOME) / "incoming").iterdir()) == []


@pytest.mark.parametrize("name", TAKEN)
def test_what_officers_work_with_is_taken_and_served_harmlessly(client, address, name):
    content, media_type = TAKEN[name]

    answer = send(client, address, content, name)

    assert answer.status_code == 200, answer.content
    file = StoredFile.objects.get()
    assert (file.media_type, file.name) == (media_type, name)
    assert_harmless(client.get(f"/files/{file.public_id}"), file)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("รายงาน\u202efdp.exe", "รายงานfdp.exe.pdf"),
        ("ไฟล์\u200bลับ.pdf", "ไฟล์ลับ.pdf"),
        ("นํ้า.pdf", "น้ำ.pdf"),
        ("x.PDF.html", "x.PDF.html.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("~", "~.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "img src=x onerror=alert(1).pdf"),
        ("{{7*7}}.pdf", "{{7 7}}.pdf"),
        ("แผน.PDF", "แผน.pdf"),
    ],
)
def test_a_name_is_kept_readable_and_ends_in_what_the_file_is(client, address, given, kept):
    assert send(client, address, b"%PDF-1.7\n", given).status_code == 200

    file = StoredFile.objects.get()
    assert file.name == kept
    assert_harmless(client.get(f"/files/{file.public_id}"), file)


def test_a_long_name_is_shortened(client, address):
    assert send(client, address, b"%PDF-1.7\n", "ก" * 240 + ".pdf").status_code == 200

    name = StoredFile.objects.get().name
    assert (len(name) <= 200, name.endswith(".pdf"), name.startswith("กกก")) == (True, True, True)


def test_every_case_of_the_corpus_behaves_as_its_manifest_says(client, officer, tmp_path):
    if not _MAKER.is_file():
        pytest.skip("make_hostile.py is missing (PANYA_SHARED)")
    subprocess.run([sys.executable, _MAKER, tmp_path], check=True, capture_output=True)
    cases = json.loads((tmp_path / "manifest.json").read_text())
    wrong = []
    for case in cases:
        draft = open_draft(officer, "note")
        before = StoredFile.objects.count()
        content = (tmp_path / case["file"]).read_bytes()
        answer = send(client, f"/notes/drafts/{draft.public_id}/files", content, case["filename"])
        taken = answer.status_code == 200
        if not taken and (answer.status_code != 422 or not answer.json()["reason"]):
            wrong.append((case["filename"], answer.status_code))
        if case["expect"] == ("reject" if taken else "ok"):
            wrong.append((case["filename"], case["kind"], taken))
        if StoredFile.objects.count() != before + taken:
            wrong.append((case["filename"], "stored"))
        for link in DraftFile.objects.filter(draft=draft).select_related("file"):
            assert_harmless(client.get(f"/files/{link.file.public_id}"), link.file)
        draft.delete()
    expected = [case["expect"] for case in cases]
    assert (wrong, expected.count("reject") >= 29) == ([], True)


def test_a_scanner_that_finds_something_or_breaks_keeps_the_file_out(client, address, monkeypatch):
    found = []
    for command in ("false", "/no/such/scanner", "sh -c 'exit 2'", "true"):
        monkeypatch.setenv("PANYA_VIRUS_SCANNER", command)
        found.append(send(client, address, b"%PDF-1.7\n", "แผน.pdf").status_code)

    assert (found, StoredFile.objects.count()) == ([422, 422, 422, 200], 1)


def test_a_request_that_is_larger_than_any_file_is_answered_before_it_is_read(client, officer, settings):
    settings.LARGEST_REQUEST = 1_000

    answer = client.post("/notes/new", {"title": "ก" * 1_000})

    assert (answer.status_code, "ใหญ่เกินที่รับได้" in answer.content.decode()) == (413, True)


def test_a_picture_that_moves_stays_one_and_a_still_one_loses_what_stood_beside_its_pixels(client, address):
    frames = [picture(colour) for colour in ("red", "green", "blue")]
    moving = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=90, comment=b"CANARY")
    still = png() + b"<script>alert('CANARY')</script>"

    for content, name in ((moving, "a.gif"), (still, "b.png")):
        assert send(client, address, content, name).status_code == 200
    kept = [blobs.path_of(file.sha256).read_bytes() for file in StoredFile.objects.order_by("pk")]

    assert [b"CANARY" in content for content in kept] == [False, False]
    assert opened(kept[0]).n_frames == 3


def assert_harmless(answer, file: StoredFile) -> None:
    """Whatever it is: no browser runs it, guesses its type, or shows it, unless it is a picture of ours."""
    assert answer.status_code == 200
    how, _semicolon, _name = answer["Content-Disposition"].partition(";")
    assert how == ("inline" if file.media_type in PICTURE_TYPES else "attachment")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == (file.media_type, "nosniff")
    assert {"sandbox", "default-src 'none'"} <= set(answer["Content-Security-Policy"].split("; "))
    assert answer["Cache-Control"] in {"private, no-cache", "no-store"}
    assert all(32 <= ord(letter) < 127 for letter in "".join(answer.headers.values()))
    assert b"".join(answer.streaming_content) == blobs.path_of(file.sha256).read_bytes()


def picture(colour: str):
    from PIL import Image

    return Image.new("RGB", (40, 30), colour)


def opened(content: bytes):
    from PIL import Image

    return Image.open(io.BytesIO(content))


def test_a_file_without_bytes_or_name_is_asked_for_again(client, address):
    assert client.post(address, {}).status_code == 422
