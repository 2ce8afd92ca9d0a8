"""Stored files without the child process that looks uploads through: their bytes are the test's own."""

import io
import tempfile
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from panya.shared.content.models import Draft, DraftFile
from panya.shared.files import blobs
from panya.shared.files.models import StoredFile
from panya.shared.people.models import User


def StoredFileFactory(
    content: bytes = b"%PDF-1.7 plan",
    *,
    name: str = "แผน.pdf",
    media_type: str = "application/pdf",
    by: User | None = None,
    draft: Draft | None = None,
    **fields,
) -> StoredFile:
    """A file as if it had been taken in; with a draft, it hangs there."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        sha256 = blobs.keep(Path(file.name))
    stored = StoredFile.objects.create(
        name=name, media_type=media_type, size=len(content), sha256=sha256, uploaded_by=by, **fields
    )
    if draft is not None:
        DraftFile.objects.create(draft=draft, file=stored)
    return stored


def PictureFactory(*, name: str = "ภาพ.png", **fields) -> StoredFile:
    return StoredFileFactory(png(), name=name, media_type="image/png", width=40, height=30, **fields)


def png(size: tuple[int, int] = (40, 30), colour: str = "teal") -> bytes:
    return encoded(Image.new("RGB", size, colour), "PNG")


def encoded(picture: Image.Image, form: str, **how) -> bytes:
    held = io.BytesIO()
    picture.save(held, form, **how)
    return held.getvalue()


def uploaded(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
