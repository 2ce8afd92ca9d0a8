"""What could not be read is read once it can be: tesseract that comes later, another try that somebody asks for."""

import io
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from panya.shared.files import blobs, extraction, text_actions
from panya.shared.files.doctor_checks import letters_in_pictures, words_of_files
from panya.shared.files.models import FilePage, FileReading, TextState
from panya.shared.files.queries import with_readings
from panya.shared.search.file_texts import text_of
from tests.factories.files import StoredFileFactory, png

pytestmark = pytest.mark.django_db
_TESSERACT = """#!/bin/sh
if [ "$1" = --list-langs ]; then echo tha; echo eng; else echo "น้ำมันปาล์ม" > "$2.txt"; fi
"""


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A machine without tesseract, where one can be installed."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder: Path) -> None:
    program = folder / "tesseract"
    program.write_text(_TESSERACT.replace("/bin/sh", next(filter(os.path.exists, ("/bin/sh", "/usr/bin/sh")))))
    program.chmod(0o755)


def scanned():
    file = StoredFileFactory(png((400, 300)), name="a.png", media_type="image/png", width=400, height=300)
    text_actions.ask_for_unasked()
    text_actions.read_waiting()
    return file


def test_a_scan_that_came_before_tesseract_is_read_once_it_is_there(programs):
    file = scanned()
    with_readings([file])
    assert (file.reading.state, file.reading.reason) == (TextState.NONE, "no_reader")
    assert "ระบบยังไม่มีโปรแกรมอ่านตัวหนังสือในภาพ" in file.text_said
    assert "(1 " in letters_in_pictures().message
    assert (text_actions.read_with_new_reader(), text_actions.waits()) == (0, False)

    install(programs)

    assert extraction.can_read_pictures() is True
    assert (text_actions.read_with_new_reader(), text_actions.waits()) == (1, True)
    text_actions.read_waiting()
    assert (text_of(file.sha256), text_actions.read_with_new_reader()) == ("น้ำมันปาล์ม", 0)


@pytest.mark.parametrize(
    ("state", "reason", "options", "again"),
    [
        (TextState.READ, "some_unread", {}, 1),
        (TextState.FAILED, "too_heavy", {}, 1),
        (TextState.NONE, "no_reader", {}, 1),
        (TextState.READ, "", {}, 0),
        (TextState.NONE, "old_office", {}, 0),
        (TextState.READ, "", {"all": True}, 1),
        (TextState.WAITING, "", {"all": True}, 0),
    ],
)
def test_an_administrator_has_files_read_again(state, reason, options, again):
    file = StoredFileFactory(b"x", name="a.txt", media_type="text/plain")
    FileReading.objects.create(pk=file.sha256, media_type=file.media_type, state=state, reason=reason, tries=3)
    said = io.StringIO()

    call_command("reread", stdout=said, **options)

    assert f" {again} " in said.getvalue()
    reading = FileReading.objects.get()
    assert (reading.state, reading.tries) == ((TextState.WAITING, 0) if again else (state, 3))


def read_by_an_older_version(text="เก่า"):
    """A file as an earlier version of the program left it."""
    file = StoredFileFactory("ใหม่".encode(), name="a.txt", media_type="text/plain")
    text_actions.ask_for_unasked()
    text_actions.read_waiting()
    FileReading.objects.update(reader=1)
    FilePage.objects.update(text=text)
    return file


def test_what_an_older_version_read_is_read_anew_by_itself_and_found_meanwhile():
    file = read_by_an_older_version()
    assert "1 " in words_of_files().message

    assert (text_actions.read_with_newer_version(), text_of(file.sha256)) == (1, "เก่า")
    # What already waits is not asked for twice.
    assert text_actions.read_with_newer_version() == 0
    text_actions.read_waiting()

    assert (text_of(file.sha256), text_actions.read_with_newer_version()) == ("ใหม่", 0)
    assert (words_of_files().ok, "ครบแล้ว" in words_of_files().message) == (True, True)


def test_a_file_without_words_is_read_before_those_that_are_read_anew():
    file = read_by_an_older_version()
    text_actions.read_with_newer_version()
    new = StoredFileFactory("เพิ่งส่ง".encode(), name="b.txt", media_type="text/plain")
    text_actions.ask_for_unasked()

    text_actions.read_waiting(limit=1)

    assert (text_of(new.sha256), text_of(file.sha256)) == ("เพิ่งส่ง", "เก่า")


def test_words_that_were_read_stay_where_another_reading_fails():
    file = read_by_an_older_version()
    blobs.path_of(file.sha256).unlink()
    text_actions.read_with_newer_version()

    text_actions.read_waiting()

    assert (text_of(file.sha256), FileReading.objects.get().state) == ("เก่า", TextState.READ)
    assert text_actions.read_with_newer_version() == 0


def test_words_of_a_scan_are_not_read_anew_without_tesseract(programs):
    install(programs)
    file = scanned()
    (programs / "tesseract").unlink()
    FileReading.objects.update(reader=1)

    assert (text_actions.read_with_newer_version(), text_of(file.sha256)) == (0, "น้ำมันปาล์ม")
    install(programs)
    assert text_actions.read_with_newer_version() == 1
