from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from panya.base.core.random_ids import random_id
from panya.shared.content import kinds
from panya.shared.content.html import plain_text


class Draft(models.Model):
    """What one editor has typed and not yet saved; autosave overwrites it and makes nothing else."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=30)
    # Empty while the item is unborn; a person may have several such drafts.
    item = models.ForeignKey("content.Item", models.CASCADE, null=True, blank=True, related_name="drafts")
    base_revision = models.ForeignKey("content.Revision", models.CASCADE, null=True, blank=True, related_name="+")
    fields = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item"], condition=models.Q(item__isnull=False), name="draft_one_per_person_and_item"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.kind} · {self.updated_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The editor in which it goes on."""
        page = kinds.kind(self.kind).url_name
        if self.item_id is not None:
            return reverse(f"{page}_edit", args=[self.item_id])
        return reverse(f"{page}_draft", args=[self.public_id])

    @property
    def called(self) -> str:
        """Its title, else that of its item, else its first words."""
        typed = self.fields.get("title") or (self.item.title if self.item else "")
        return typed or " ".join(plain_text(self.fields.get("body", ""))[:200].split()) or _("ร่างที่ยังไม่มีชื่อ")
