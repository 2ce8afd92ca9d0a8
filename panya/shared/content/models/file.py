"""Which files belong to which text; the files themselves know no rights."""

from django.db import models


class ItemFile(models.Model):
    """One revision refers to a file: shows it as a picture in its text, or has it attached."""

    item = models.ForeignKey("content.Item", models.PROTECT, related_name="files")
    revision = models.ForeignKey("content.Revision", models.PROTECT, related_name="files")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="item_files")
    is_attached = models.BooleanField(default=False)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["revision", "file"], name="item_file_once_per_revision")]

    def __str__(self) -> str:
        return f"{self.revision_id} · {self.file_id}"


class DraftFile(models.Model):
    """A file that hangs on a draft until the text is saved."""

    draft = models.ForeignKey("content.Draft", models.CASCADE, related_name="files")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="draft_files")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["draft", "file"], name="draft_file_once")]

    def __str__(self) -> str:
        return f"{self.draft_id} · {self.file_id}"
