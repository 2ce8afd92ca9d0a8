"""What people fill in under a record."""

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from panya.shared.feedback.models import ReportReason

_SALT = "panya.shared.feedback.forms"
# Quicker than anybody types; a day later the page is too old.
_SHORTEST, _LONGEST = 2, 24 * 3600


def began() -> str:
    """A mark of this moment, to see how long the form was filled in."""
    return signing.TimestampSigner(salt=_SALT).sign("form")


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("ความเห็น"),
        error_messages={"required": _("โปรดพิมพ์ความเห็นก่อนส่ง")},
        widget=forms.Textarea(attrs={"rows": 4, "data-mentions": ""}),
    )


class GuestForm(forms.Form):
    """A guest's comment; machines fill in what people do not see, and are quick."""

    name = forms.CharField(
        label=_("ชื่อที่ให้แสดง"),
        error_messages={"required": _("โปรดใส่ชื่อที่อยากให้ขึ้นหน้าความเห็น ใช้ชื่อเล่นก็ได้")},
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    text = forms.CharField(
        label=_("ความเห็น"),
        error_messages={"required": _("โปรดพิมพ์ความเห็นก่อนส่ง")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    began = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, str]:
        fields = super().clean() or {}
        if fields.get("website") or not self._took_time(fields.get("began", "")):
            raise forms.ValidationError(_("ส่งเร็วเกินไปหรือหน้านี้เปิดไว้นานแล้ว โปรดอ่านทวนแล้วกดส่งอีกครั้ง"))
        return fields

    def _took_time(self, mark: str) -> bool:
        signer = signing.TimestampSigner(salt=_SALT)
        try:
            signer.unsign(mark, max_age=_LONGEST)
        except signing.BadSignature:
            return False
        try:
            signer.unsign(mark, max_age=_SHORTEST)
        except signing.SignatureExpired:
            return True
        return False


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผล"),
        help_text=_("ผู้เขียนความเห็นจะเห็นเหตุผลนี้"),
        error_messages={"required": _("โปรดบอกเหตุผล ผู้เขียนความเห็นจะได้เห็น")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("เป็นเรื่องใด"),
        choices=ReportReason.choices,
        error_messages={"required": _("โปรดเลือกว่าเป็นเรื่องใด"), "invalid_choice": _("โปรดเลือกว่าเป็นเรื่องใด")},
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("เล่าให้ผู้ตรวจเข้าใจ"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class OutcomeForm(forms.Form):
    outcome = forms.CharField(
        label=_("ทำอะไรไปแล้ว"),
        error_messages={"required": _("โปรดบอกสั้น ๆ ว่าทำอะไรไปแล้ว")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PrivacyForm(forms.Form):
    text_th = forms.CharField(label=_("ประกาศภาษาไทย"), widget=forms.Textarea(attrs={"rows": 16}))
    text_en = forms.CharField(label=_("ประกาศภาษาอังกฤษ"), widget=forms.Textarea(attrs={"rows": 16, "lang": "en"}))
