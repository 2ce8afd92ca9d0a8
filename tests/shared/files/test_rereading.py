"""What could not be read is read once it can be: tesseract that comes later, another try that somebody asks for."""

import io
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from panya.shared.files import extraction, text_actions
from panya.shared.files.doctor_checks import letters_in_pictures
from panya.shared.files.models import FileReading, TextState
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
