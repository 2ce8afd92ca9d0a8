from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from panya.base.core.random_ids import random_id


class ReportReason(models.TextChoices):
    WRONG = "wrong", _("ข้อมูลผิดหรือล้าสมัย")
    PERSONAL = "personal", _("มีข้อมูลส่วนบุคคล")
    RUDE = "rude", _("ไม่สุภาพหรือกล่าวหา")
    COPIED = "copied", _("คัดลอกมาโดยไม่ได้รับอนุญาต")
    SPAM = "spam", _("โฆษณาหรือก่อกวน")
    OTHER = "other", _("เรื่องอื่น")


class ReportState(models.TextChoices):
    OPEN = "open", _("รอตรวจ")
    SETTLED = "settled", _("ตรวจแล้ว")


class Report(models.Model):
    """Somebody says that a record or a comment is not as it should be; the KM team settles it."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    item = models.ForeignKey("content.Item", models.PROTECT, related_name="reports")
    comment = models.ForeignKey("feedback.Comment", models.PROTECT, null=True, blank=True, related_name="reports")
    reason = models.CharField(max_length=20, choices=ReportReason.choices)
    words = models.CharField(max_length=1000, blank=True)
    # Empty: a guest.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reports_made")
    sender = models.CharField(max_length=64, blank=True, editable=False)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.OPEN)
    outcome = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["made_at"], condition=models.Q(state=ReportState.OPEN), name="report_open")]

    def __str__(self) -> str:
        return f"{self.item_id} · {self.reason}"
