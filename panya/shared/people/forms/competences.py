"""The form about fields of expertise."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MergeCompetenceForm(forms.Form):
    """Which competence takes this one's place."""

    into = forms.CharField(
        label=_("รวมเข้ากับ"),
        help_text=_("พิมพ์ชื่อความเชี่ยวชาญที่มีอยู่ คนที่ระบุไว้จะย้ายไปทั้งหมด"),
        max_length=120,
        error_messages={"required": _("โปรดใส่ชื่อความเชี่ยวชาญ")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
