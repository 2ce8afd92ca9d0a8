"""What makes an item a knowledge asset (domain: 3.6); its text, structured parts included, lives in Revision."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AssetType(models.TextChoices):
    STORY = "story", _("เรื่องเล่า")
    LESSON = "lesson", _("บทเรียน")
    BEST_PRACTICE = "best_practice", _("วิธีปฏิบัติที่เป็นเลิศ")
    MANUAL = "manual", _("คู่มือหรือขั้นตอนงาน")
    FAQ = "faq", _("ถาม-ตอบ")
    CASE = "case", _("กรณีศึกษา")
    MEETING = "meeting", _("สรุปการประชุม")
    ANALYSIS = "analysis", _("บทวิเคราะห์")
    TEMPLATE = "template", _("แม่แบบ")
    RULE = "rule", _("กฎหมายหรือระเบียบ")
    MEDIA = "media", _("สื่อ")


class KnowledgeForm(models.TextChoices):
    TACIT = "tacit", _("จากประสบการณ์ของคน")
    EXPLICIT = "explicit", _("จากเอกสารหรือระเบียบ")


class Asset(models.Model):
    """The child row of an item of kind `asset`."""

    item = models.OneToOneField("content.Item", models.CASCADE, primary_key=True, related_name="asset")
    type = models.CharField(max_length=20, choices=AssetType.choices)
    form = models.CharField(max_length=20, choices=KnowledgeForm.choices, default=KnowledgeForm.TACIT)
    # In which step of which work it helps.
    process_step = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["type"], name="asset_of_type")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.type}"


class ContributorRole(models.TextChoices):
    TELLER = "teller", _("ผู้เล่า")
    NOTE_TAKER = "note_taker", _("ผู้จดบันทึก")
    COMPILER = "compiler", _("ผู้เรียบเรียง")
    EXPERT = "expert", _("ผู้เชี่ยวชาญ")
    PHOTOGRAPHER = "photographer", _("ผู้ถ่ายภาพ")


class Contributor(models.Model):
    """Somebody, here or outside, who had a part in the asset; named, not entitled."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="contributors")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    # Of somebody without an account.
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=ContributorRole.choices)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return f"{self.asset_id} · {self.shown_name} · {self.role}"

    @property
    def shown_name(self) -> str:
        return self.person.name if self.person else self.name
