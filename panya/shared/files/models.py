"""What is known of a stored file; its bytes lie under PANYA_HOME/files by their hash."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from panya.base.core.random_ids import random_id
from panya.shared.files import words
from panya.shared.files.reading.pages import TABLES

NAME_LIMIT = 200
# The words for each type, as an officer would say them.
KINDS = {
    "application/pdf": _("เอกสาร PDF"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _("เอกสาร Word"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _("ตาราง Excel"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": _("งานนำเสนอ PowerPoint"),
    "application/vnd.oasis.opendocument.text": _("เอกสาร OpenDocument"),
    "application/vnd.oasis.opendocument.spreadsheet": _("ตาราง OpenDocument"),
    "application/vnd.oasis.opendocument.presentation": _("งานนำเสนอ OpenDocument"),
    "application/vnd.oasis.opendocument.graphics": _("ภาพวาด OpenDocument"),
    "application/zip": _("ไฟล์บีบอัด ZIP"),
    "application/msword": _("เอกสาร Word รุ่นเก่า"),
    "application/vnd.ms-excel": _("ตาราง Excel รุ่นเก่า"),
    "application/vnd.ms-powerpoint": _("งานนำเสนอ PowerPoint รุ่นเก่า"),
    "text/html": _("หน้าเว็บ"),
    "message/rfc822": _("อีเมล"),
    "text/plain": _("ข้อความ"),
    "text/markdown": _("ข้อความ Markdown"),
    "text/csv": _("ตาราง CSV"),
    "text/tab-separated-values": _("ตาราง TSV"),
    "image/jpeg": _("รูปภาพ"),
    "image/png": _("รูปภาพ"),
    "image/gif": _("รูปภาพ"),
    "image/webp": _("รูปภาพ"),
}
# Only these are ever shown inside a page; each was written anew from its pixels.
PICTURE_TYPES = frozenset(kind for kind in KINDS if kind.startswith("image/"))


class StoredFile(models.Model):
    """One uploaded file under its own random address; files with the same bytes share one blob."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    name = models.CharField(max_length=NAME_LIMIT)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True, editable=False)
    # Pictures only; no second blob where the picture is small already.
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    small_sha256 = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="files_uploaded"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    # How far it was read, where whoever loaded the files asked for that too (`queries.with_readings`).
    reading: "FileReading | None" = None

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="file_by_age")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.media_type in PICTURE_TYPES

    @property
    def is_table(self) -> bool:
        """Its words stand in rows and cells."""
        return self.media_type in TABLES

    @property
    def text_said(self) -> str:
        """Whether its words can be found, in words."""
        return words.state_of(self.reading)

    @property
    def kind_label(self) -> str:
        """What it is, in words."""
        label: Any = KINDS.get(self.media_type, self.media_type)
        return str(label)


class TextState(models.TextChoices):
    """How far the reading of a file has come."""

    WAITING = "waiting", _("กำลังอ่าน")
    READ = "read", _("ค้นได้")
    NONE = "none", _("ไม่มีตัวหนังสือให้ค้น")
    FAILED = "failed", _("อ่านไม่ได้")


class FileReading(models.Model):
    """The words of a file, taken out once for all files with the same bytes."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    media_type = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=TextState.choices, default=TextState.WAITING)
    # A key of `reasons.NO_TEXT`: why there is no text, or not all of it.
    reason = models.CharField(max_length=20, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    pages_count = models.PositiveIntegerField(default=0)
    # Names the text as a whole: whoever indexed it sees that it changed.
    text_hash = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    # The version of the reader that took the words out (`extraction.READER`).
    reader = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["state", "asked_at"], name="reading_by_state")]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} · {self.state}"


class FilePage(models.Model):
    """The words of one page, slide, sheet or part, as they are searched and quoted."""

    reading = models.ForeignKey(FileReading, models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    # The look of the page (PDF), a blob; empty where none was drawn.
    picture_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    # The words were found in a picture: letters may be wrong.
    from_picture = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["reading", "number"], name="file_page_once")]

    def __str__(self) -> str:
        return f"{self.reading_id[:12]} · {self.number}"
