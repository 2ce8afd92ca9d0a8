"""Item: one row for anything that a person can read, find, comment on, cite or use."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from panya.base.core.row_numbers import RowNumberField
from panya.shared.content import kinds
from panya.shared.content.choices import Access, Licence, Retention, Status, Validity
from panya.shared.content.models.item_queries import ItemQuerySet


class NumberSequence(models.Model):
    """The one row that remembers the last native record number given out."""

    last = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.last)


class Item(models.Model):
    """A record. Its key is the public record number (หมายเลขบันทึก), never re-used.

    Text lives in Revision; title and summary here copy the published one (the latest while
    never published), so that lists read this table only.
    """

    number = RowNumberField(primary_key=True)
    # The number a record had elsewhere, where that number was already taken here (เลขเดิม).
    old_number = models.BigIntegerField(null=True, blank=True, db_index=True)
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=300)
    summary = models.CharField(max_length=500, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="items_written"
    )
    # As the source gives it, where the author has no account; empty and no author: ‘ไม่ทราบชื่อผู้เขียน’.
    author_name = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="items_owned")
    co_editors = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="items_co_edited")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="items")
    notebook = models.ForeignKey("content.Notebook", models.PROTECT, null=True, blank=True, related_name="items")
    access = models.CharField(max_length=20, choices=Access.choices, default=Access.INTERNAL)
    circles = models.ManyToManyField("people.Circle", blank=True, related_name="items")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    licence = models.CharField(max_length=30, choices=Licence.choices, default=Licence.ALL_RIGHTS_RESERVED)
    language = models.CharField(max_length=5, default="th")
    source = models.CharField(max_length=500, blank=True)
    topics = models.ManyToManyField("content.Topic", blank=True, related_name="items")
    tags = models.ManyToManyField("content.Tag", blank=True, related_name="items")
    published = models.ForeignKey("content.Revision", models.PROTECT, null=True, blank=True, related_name="+")
    latest = models.ForeignKey("content.Revision", models.PROTECT, null=True, blank=True, related_name="+")
    # When it was written and last edited, as people are told; imports bring their own times.
    written_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    retired_reason = models.CharField(max_length=500, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    # The last day on which the text holds unseen; the worker turns validity by it at midnight in Bangkok.
    review_by = models.DateField(null=True, blank=True)
    validity = models.CharField(max_length=20, choices=Validity.choices, default=Validity.CURRENT)
    # Which of the four practices of the decree it serves (values of Practice), and which aims.
    practices = models.JSONField(default=list, blank=True)
    aims = models.ManyToManyField("content.Aim", blank=True, related_name="items")
    competences = models.ManyToManyField("people.Competence", blank=True, related_name="items")
    retention = models.CharField(max_length=20, choices=Retention.choices, default=Retention.TEN_YEARS)
    # When a narrow class is to be looked at again (Official Information Act, section 26).
    declassify_on = models.DateField(null=True, blank=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="supersedes")
    settled_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    deleted_reason = models.CharField(max_length=500, blank=True)
    # Rises with every change of text, place or state: kept parts of pages are kept under it.
    version = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    read_count = models.PositiveIntegerField(default=0)
    # What an import knows a record by, and the hash of the source as it was taken in.
    import_format = models.CharField(max_length=30, blank=True)
    import_id = models.CharField(max_length=200, blank=True)
    import_sha256 = models.CharField(max_length=64, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        indexes = [
            # With all that decides who reads it, as item_counted: SQLite counts and orders from the index alone.
            models.Index(
                fields=[
                    *("status", "deleted_at", "-published_at", "-number"),
                    *("access", "kind", "author", "owner", "unit", "validity"),
                ],
                name="item_newest",
            ),
            # The order once more: PostgreSQL reads it only from here (IS NULL is no equality to it).
            models.Index(
                fields=["-published_at", "-number"],
                condition=Q(status=Status.PUBLISHED, deleted_at=None),
                name="item_listed",
            ),
            # All that decides who reads it and what is counted: counts of many records never touch the wide rows.
            models.Index(
                fields=[
                    *("number", "access", "status", "deleted_at", "kind", "author", "owner"),
                    *("published_at", "unit", "validity"),
                ],
                name="item_counted",
            ),
            # The few that are not open to all: `closed_to` looks there.
            models.Index(fields=["access"], name="item_by_access"),
            models.Index(fields=["notebook", "-published_at"], name="item_in_notebook"),
            models.Index(fields=["author", "status"], name="item_of_author"),
            models.Index(fields=["owner", "status"], name="item_of_owner"),
            # Only what has a day to be reviewed by: the nightly job and the list of what is due read it.
            models.Index(
                fields=["review_by", "validity"],
                condition=Q(status=Status.PUBLISHED, deleted_at=None, review_by__isnull=False),
                name="item_review_by",
            ),
            models.Index(fields=["declassify_on"], condition=Q(declassify_on__isnull=False), name="item_declassify_on"),
            models.Index(fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="item_in_bin"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["import_format", "import_id"], condition=~Q(import_format=""), name="item_import_unique"
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published__isnull=False), name="item_published_has_revision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse(kinds.kind(self.kind).url_name, args=[self.number])

    @property
    def kind_label(self) -> str:
        return str(kinds.kind(self.kind).label)

    @property
    def author_shown(self) -> str:
        """The author's name, or ‘ไม่ทราบชื่อผู้เขียน’ where nobody knows it."""
        return self.author.name if self.author else self.author_name or str(_("ไม่ทราบชื่อผู้เขียน"))

    @property
    def needs_review(self) -> bool:
        return kinds.kind(self.kind).needs_review

    @property
    def is_outdated(self) -> bool:
        """Past its day, or replaced by another record."""
        return self.validity == Validity.OUTDATED or self.superseded_by_id is not None

    @property
    def is_retired(self) -> bool:
        return self.status == Status.RETIRED
