from django.conf import settings
from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from panya.base.core.random_ids import random_id
from panya.shared.content.html import shown_html


class CommentState(models.TextChoices):
    VISIBLE = "visible", _("แสดง")
    WAITING = "waiting", _("รอตรวจ")
    HIDDEN = "hidden", _("ซ่อน")
    WITHDRAWN = "withdrawn", _("ผู้เขียนถอน")


class Comment(models.Model):
    """A comment by a member or a guest; a guest's address is stored masked only."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    item = models.ForeignKey("content.Item", models.PROTECT, related_name="comments")
    # The comment that this one answers; answers are not answered in turn, they stand under the same one.
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="comments_written"
    )
    name = models.CharField(max_length=120, blank=True)
    masked_address = models.CharField(max_length=60, blank=True)
    # Of a guest: the address hashed with a key that changes daily, to see who sends again and again.
    sender = models.CharField(max_length=64, blank=True, editable=False)
    body_html = models.TextField()
    body_text = models.TextField()
    state = models.CharField(max_length=10, choices=CommentState.choices, default=CommentState.VISIBLE)
    # Why it was hidden, told to its author.
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # Empty: the source does not say (shown as ‘ไม่ทราบ’).
    written_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["item", "state"]),
            models.Index(fields=["stored_at"], condition=models.Q(state=CommentState.WAITING), name="comment_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} · {self.name_shown}"

    @property
    def name_shown(self) -> str:
        return self.author.name if self.author else self.name or str(_("ไม่ทราบชื่อ"))

    @property
    def said(self) -> SafeString:
        return shown_html(self.body_html)

    @property
    def anchor(self) -> str:
        """The id of the place on the page of the record where it stands."""
        return f"comment-{self.public_id}"

    @property
    def is_visible(self) -> bool:
        return self.state == CommentState.VISIBLE

    @property
    def is_withdrawn(self) -> bool:
        return self.state == CommentState.WITHDRAWN
