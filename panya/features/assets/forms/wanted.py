"""Forms of the board of wanted knowledge."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.shared.content.forms.text import RecordNumberField, TypedField
from panya.shared.content.subject_lists import topic_choices


class WantedForm(forms.Form):
    """What one would like to know, and what for."""

    title = TypedField(
        label=_("ต้องการความรู้เรื่องอะไร"),
        help_text=_("เช่น วิธีตรวจถิ่นกำเนิดสินค้าที่ใช้วัตถุดิบหลายประเทศ"),
        error_messages={"required": _("โปรดบอกว่าต้องการความรู้เรื่องอะไร")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    why = TypedField(label=_("จะใช้ทำอะไร"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    topic = forms.ChoiceField(label=_("หัวข้อ"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", _("— ยังไม่เลือก —")), *topic_choices()]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Which record answers a card."""

    number = RecordNumberField(
        label=_("หมายเลขของเรื่องที่ตอบ"),
        help_text=_("องค์ความรู้หรือบันทึกที่เผยแพร่แล้ว หมายเลขอยู่บนหน้าของเรื่อง"),
        error_messages={"required": _("โปรดใส่หมายเลขของเรื่อง")},
    )
