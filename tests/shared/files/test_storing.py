"""How files are kept: once by their bytes, without what a camera tells, within limits, and not for ever."""

import io
import os
import time
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from PIL import Image

from panya.base.core.doctor import examine_all
from panya.base.core.errors import Refused, TooMany
from panya.base.core.limits import Limit
from panya.shared.content.actions import items
from panya.shared.content.actions.drafts import discard, open_draft
from panya.shared.content.text import Text
from panya.shared.files import actions, blobs
from panya.shared.files.models import StoredFile
from panya.shared.files.queries import bytes_uploaded_by
from tests.factories import PictureFactory, StoredFileFactory, UserFactory
from tests.factories.files import encoded, png, uploaded

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def photograph(size=(4000, 3000), orientation=6) -> bytes:
    """As a phone writes it: turned, with the place where it was taken and a description."""
    told = Image.Exif()
    told[0x0112] = orientation
    told[0x010E] = "CANARY"
    told.get_ifd(0x8825).update({1: "N", 2: (13.0, 45.0, 0.0), 3: "E", 4: (100.0, 30.0, 0.0)})
    return encoded(Image.new("RGB", size, "teal"), "JPEG", exif=told, comment=b"CANARY")


def kept(file: StoredFile, small: bool = False) -> Image.Image:
    return Image.open(io.BytesIO(blobs.path_of(file.small_sha256 if small else file.sha256).read_bytes()))


def test_a_photograph_is_kept_upright_at_the_size_of_a_page_without_place_and_words():
    file = actions.take_file(uploaded(photograph(), "IMG_0001.JPEG"), by=UserFactory())

    assert (file.name, file.media_type, file.width, file.height) == ("IMG_0001.jpg", "image/jpeg", 1200, 1600)
    assert (kept(file).size, kept(file, small=True).size) == ((1200, 1600), (360, 480))
    for picture, content in ((kept(file), blobs.path_of(file.sha256).read_bytes()),):
        assert (dict(picture.getexif()), b"CANARY" in content, b"GPS" in content) == ({}, False, False)


@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP"])
def test_a_picture_keeps_what_shines_through(form):
    drawing = Image.new("RGBA", (60, 40), (255, 0, 0, 0))
    drawing.paste((0, 90, 160, 255), (10, 10, 50, 30))

    file = actions.take_file(uploaded(encoded(drawing, form), "x.dat"), by=UserFactory())

    shown = kept(file).convert("RGBA")
    assert (file.media_type, file.small_sha256) == (f"image/{form.lower()}", "")
    assert (shown.size, shown.getpixel((0, 0))[3], shown.getpixel((30, 20))[3]) == ((60, 40), 0, 255)


def test_the_same_bytes_are_stored_once_under_two_addresses():
    one, two = (actions.take_file(uploaded(png(colour="gold"), "a.png"), by=UserFactory()) for _ in range(2))

    assert (one.sha256 == two.sha256, one.public_id != two.public_id) == (True, True)
    assert len(list(blobs.path_of(one.sha256).parent.glob(f"{one.sha256}*"))) == 1


def test_bytes_can_be_read_by_the_program_alone():
    file = StoredFileFactory()

    assert blobs.path_of(file.sha256).stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_too_large_is_refused_before_anything_looks_at_it(monkeypatch):
    monkeypatch.setenv("PANYA_FILE_LIMIT", "1")

    with pytest.raises(Refused, match="1 MB"):
        actions.take_file(uploaded(b"%PDF-" + bytes(1024 * 1024), "a.pdf"), by=UserFactory())


def test_a_person_keeps_no_more_than_the_quota(monkeypatch):
    person = UserFactory()
    StoredFileFactory(bytes(900_000), by=person)
    monkeypatch.setenv("PANYA_FILE_QUOTA", "1")

    with pytest.raises(Refused, match="1 MB"):
        actions.take_file(uploaded(b"%PDF-" + bytes(200_000), "a.pdf"), by=person)
    assert bytes_uploaded_by(person) == 900_000
    assert actions.take_file(uploaded(b"%PDF-1.7", "a.pdf"), by=UserFactory()).size == 8


def test_uploads_are_counted_by_the_hour(monkeypatch):
    monkeypatch.setattr(actions, "UPLOADS", Limit("files.upload", hits=2, seconds=3600))
    person = UserFactory()
    for _ in range(2):
        actions.take_file(uploaded(b"%PDF-1.7", "a.pdf"), by=person)

    with pytest.raises(TooMany):
        actions.take_file(uploaded(b"%PDF-1.7", "a.pdf"), by=person)
    assert StoredFile.objects.count() == 2


def test_a_file_that_nothing_refers_to_is_forgotten_after_a_week_and_its_bytes_a_day_later():
    author = UserFactory()
    given_up, used, drafted = (open_draft(author, "note") for _ in range(3))
    orphan = StoredFileFactory(b"%PDF-orphan", draft=given_up)
    shown = PictureFactory(draft=used)
    waiting = StoredFileFactory(b"%PDF-waiting", draft=drafted)
    text = Text("เรื่อง", "", f'<img src="/files/{shown.public_id}" alt="รูป">')
    items.create_item("note", text, items.Place(unit=author.unit), owner=author, author=author)
    for draft in (given_up, used):
        discard(draft, by=author)

    assert actions.sweep() == 0
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert actions.sweep() == 1
        assert set(StoredFile.objects.all()) == {shown, waiting}
        assert blobs.path_of(orphan.sha256).is_file()
    os.utime(blobs.path_of(orphan.sha256), (time.time() - 90_000,) * 2)
    actions.sweep()
    there = [blobs.path_of(file.sha256).is_file() for file in (orphan, shown, waiting)]
    assert there == [False, True, True]


def test_bytes_that_two_files_share_stay_while_one_of_them_does():
    author = UserFactory()
    gone = StoredFileFactory(b"%PDF-shared")
    stays = StoredFileFactory(b"%PDF-shared", draft=open_draft(author, "note"))
    StoredFile.objects.filter(pk=gone.pk).update(created_at=timezone.now() - timedelta(days=8))
    assert actions.sweep() == 1
    os.utime(blobs.path_of(stays.sha256), (time.time() - 90_000,) * 2)
    actions.sweep()

    assert blobs.path_of(stays.sha256).is_file()


def test_what_a_killed_upload_left_behind_goes_after_a_day():
    left = actions.incoming() / "left.upload"
    left.write_bytes(b"half")
    actions.sweep()
    assert left.is_file()

    os.utime(left, (time.time() - 90_000,) * 2)
    actions.sweep()
    assert not left.exists()


def test_the_doctor_names_files_that_are_missing_or_damaged():
    whole, missing, damaged = (StoredFileFactory(content) for content in (b"%PDF-a", b"%PDF-b", b"%PDF-c"))
    assert examine_all()["stored_files"].ok
    blobs.path_of(missing.sha256).unlink()
    blobs.path_of(damaged.sha256).write_bytes(b"%PDF-x")

    found = examine_all()["stored_files"]

    assert (found.ok, missing.sha256 in found.message, damaged.sha256 in found.message) == (False, True, True)
    assert whole.sha256 not in found.message
    blobs.path_of(damaged.sha256).unlink()


def test_a_full_disk_takes_no_file_but_says_so(monkeypatch):
    monkeypatch.setattr(actions, "LEAST_FREE", 10**18)

    with pytest.raises(Refused):
        actions.take_file(uploaded(b"%PDF-1.7", "a.pdf"), by=UserFactory())
    assert not any((settings.PANYA_HOME / "incoming").iterdir())
