"""What is known of a stored file; its bytes lie under PANYA_HOME/files by their hash."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from panya.base.core.random_ids import random_id

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

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="file_by_age")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.media_type in PICTURE_TYPES

    @property
    def kind_label(self) -> str:
        """What it is, in words."""
        label: Any = KINDS.get(self.media_type, self.media_type)
        return str(label)
