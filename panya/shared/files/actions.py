"""Take files in, and clear away those that nothing refers to any more."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core import environment
from panya.base.core.errors import Refused, require
from panya.base.core.limits import Limit
from panya.shared.files import blobs
from panya.shared.files.inspection import inspect
from panya.shared.files.models import FileReading, StoredFile
from panya.shared.files.names import kept_name, name_as_given
from panya.shared.files.queries import bytes_uploaded_by, largest_file, named_blobs
from panya.shared.people.models import User

MEGABYTE = 1024 * 1024
UPLOADS = Limit("files.upload", hits=300, seconds=3600)
# Nothing is taken when the disk is nearly full: what officers write must still find room.
LEAST_FREE = 500 * MEGABYTE
# Whoever throws a draft away may think again for some days.
KEPT_UNUSED = timedelta(days=7)
_BLOB_RESTS = timedelta(days=1)


def take_file(upload: UploadedFile, *, by: User) -> StoredFile:
    """Look the upload through and store it; Refused says why not, and then nothing is stored.

    Whether this person may put a file here at all is asked by the action that calls this one.
    """
    require(by.is_active)
    UPLOADS.spend(str(by.pk))
    size = upload.size or 0
    _refuse_too_much(size, by)
    with tempfile.TemporaryDirectory(dir=incoming()) as made:
        folder = Path(made)
        source = folder / "given"
        with source.open("wb") as file:
            upload.seek(0)
            shutil.copyfileobj(upload, file)
        verdict = inspect(source, name_as_given(upload.name or ""), folder)
        shown, small = (verdict.written.get(part) for part in ("picture", "small"))
        kept = folder / shown if shown else source
        stored = StoredFile.objects.create(
            name=kept_name(upload.name or "", verdict.extension),
            media_type=verdict.media_type,
            size=kept.stat().st_size,
            sha256=blobs.keep(kept),
            width=verdict.width,
            height=verdict.height,
            small_sha256=blobs.keep(folder / small) if small else "",
            uploaded_by=by,
        )
    # Lost where the process dies just here; the worker asks for it some minutes later.
    ask_for_words(stored)
    return stored


def ask_for_words(file: StoredFile) -> None:
    """Have the worker read this file, unless the same bytes were read or wait already."""
    asked = FileReading(sha256=file.sha256, media_type=file.media_type)
    FileReading.objects.bulk_create([asked], ignore_conflicts=True)


def incoming() -> Path:
    """Where uploads lie until they are looked through; beside the blobs, so that the disk is the same."""
    folder = Path(settings.PANYA_HOME) / "incoming"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def sweep() -> int:
    """Forget files that nothing has referred to for some days, then the blobs that no row names; how many went."""
    old = timezone.now() - KEPT_UNUSED
    unused = StoredFile.objects.filter(_unused(), created_at__lt=old)
    gone = sum(_forget(file) for file in list(unused))
    blobs.clear(named_blobs(), older_than=_BLOB_RESTS.total_seconds())
    _clear_incoming()
    return gone


def _unused() -> Q:
    """No row of any app points at the file: whoever keeps one has a foreign key to it."""
    condition = Q()
    for relation in StoredFile._meta.related_objects:
        condition &= Q(**{f"{relation.name}__isnull": True})
    return condition


@transaction.atomic
def _forget(file: StoredFile) -> int:
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        # Somebody put it to use this moment.
        return 0
    for sha256 in (file.sha256, file.small_sha256):
        if sha256:
            blobs.touch(sha256)
    return 1


def _clear_incoming() -> None:
    """What a process that was killed left behind."""
    limit = (timezone.now() - _BLOB_RESTS).timestamp()
    for path in incoming().iterdir():
        if path.stat().st_mtime < limit:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _refuse_too_much(size: int, by: User) -> None:
    quota = environment.FILE_QUOTA.number()
    if size > largest_file():
        raise Refused(
            _("ไฟล์นี้ใหญ่ %(size)s MB เกินที่รับได้ %(limit)s MB โปรดย่อรูปหรือแบ่งไฟล์ แล้วส่งใหม่")
            % {"size": -(-size // MEGABYTE), "limit": largest_file() // MEGABYTE}
        )
    if bytes_uploaded_by(by) + size > quota * MEGABYTE:
        raise Refused(_("คุณเก็บไฟล์ไว้ครบ %(quota)s MB แล้ว โปรดทิ้งร่างที่ไม่ใช้ หรือแจ้งผู้ดูแลระบบให้เพิ่มเนื้อที่") % {"quota": quota})
    if shutil.disk_usage(settings.PANYA_HOME).free < LEAST_FREE + size:
        raise Refused(_("เนื้อที่เก็บไฟล์ของระบบใกล้เต็ม จึงยังไม่รับไฟล์ใหม่ โปรดแจ้งผู้ดูแลระบบ ข้อความที่พิมพ์ยังบันทึกได้ตามปกติ"))
