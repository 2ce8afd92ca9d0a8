from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CommentState(models.TextChoices):
    VISIBLE = "visible", _("แสดง")
    HIDDEN = "hidden", _("ซ่อน")


class Comment(models.Model):
    """A comment by a member or a guest; a guest's address is stored masked only."""

    item = models.ForeignKey("content.Item", models.PROTECT, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="comments_written"
    )
    name = models.CharField(max_length=120, blank=True)
    masked_address = models.CharField(max_length=60, blank=True)
    body_html = models.TextField()
    body_text = models.TextField()
    state = models.CharField(max_length=10, choices=CommentState.choices, default=CommentState.VISIBLE)
    # Empty: the source does not say (shown as ‘ไม่ทราบ’).
    written_at = models.DateTimeField(null=True, blank=True)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["item", "state"])]

    def __str__(self) -> str:
        return f"{self.item_id} · {self.name_shown}"

    @property
    def name_shown(self) -> str:
        return self.author.name if self.author else self.name or str(_("ไม่ทราบชื่อ"))
