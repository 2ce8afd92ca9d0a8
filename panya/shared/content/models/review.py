"""Review of one text by those who know: it approves a revision (by its hash), never an item."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from panya.base.core.clock import today
from panya.base.core.random_ids import random_id


class ReviewState(models.TextChoices):
    OPEN = "open", _("รอตรวจ")
    RETURNED = "returned", _("ส่งกลับให้แก้")
    APPROVED = "approved", _("ผ่านการตรวจ")
    WITHDRAWN = "withdrawn", _("ขอถอนจากการตรวจ")


class Review(models.Model):
    """A text was shown to reviewers; its state is the result, kept for ever."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    item = models.ForeignKey("content.Item", models.PROTECT, related_name="reviews")
    revision = models.ForeignKey("content.Revision", models.PROTECT, related_name="reviews")
    # What was shown; approval names it once more, so that nothing else can be approved by mistake.
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=ReviewState.choices, default=ReviewState.OPEN)
    # So many reviewers must approve; one who returns the text ends the review.
    needed = models.PositiveSmallIntegerField(default=1)
    # Readers see the text as soon as it is approved; else its writers publish it later.
    shows_at_once = models.BooleanField(default=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews_asked")
    asked_at = models.DateTimeField()
    words = models.CharField(max_length=1000, blank=True)
    due_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="review_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(state="open"), name="review_one_open_per_item"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} · {self.revision_id} · {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state == ReviewState.OPEN

    @property
    def is_late(self) -> bool:
        """Open past its day in Bangkok."""
        return self.is_open and self.due_on < today()


class Assignment(models.Model):
    """One person is asked to review; what that person decided stays."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="review_assignments")
    assigned_at = models.DateTimeField()
    # Empty while nothing is decided; else approved or returned.
    decision = models.CharField(max_length=20, choices=ReviewState.choices, blank=True)
    # The points of the checklist that this reviewer ticked.
    ticked = models.JSONField(default=list, blank=True)
    words = models.CharField(max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "reviewer"], name="assigned_once")]
        indexes = [models.Index(fields=["reviewer", "decision"], name="assignment_waiting")]

    def __str__(self) -> str:
        return f"{self.reviewer_id} · {self.review_id} · {self.decision or 'waiting'}"


class Remark(models.Model):
    """What a reviewer says about a passage of the text; without a passage about the whole of it."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="remarks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Which part of the text: title, lead, body, situation, steps, cautions, legal_refs.
    part = models.CharField(max_length=30, blank=True)
    # The words of the passage as they stand in the text, and which of their occurrences in it.
    quote = models.CharField(max_length=1000, blank=True)
    occurrence = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=2000)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.review_id} · {self.words[:40]}"
