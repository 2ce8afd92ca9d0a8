"""Forms of the search desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.base.core.typed_numbers import LARGEST, whole_number
from panya.overviews.search_desk.queries import Expert
from panya.shared.content.forms.text import RecordNumberField, TypedField


class SynonymForm(forms.Form):
    """Two words that mean the same."""

    word = TypedField(
        label=_("คำที่คนค้น"),
        error_messages={"required": _("โปรดใส่คำ")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    same_as = TypedField(
        label=_("หมายถึงเรื่องเดียวกับ"),
        help_text=_("เช่น ลปรร. หมายถึง แลกเปลี่ยนเรียนรู้ ถ้าคำใดอยู่ในคลังคำแล้ว อีกคำจะไปรวมในรายการนั้น"),
        error_messages={"required": _("โปรดใส่คำ")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "glossary-words"}),
    )


class AskForm(forms.Form):
    """Who is asked, and what they should know."""

    expert = forms.ChoiceField(
        label=_("ถามใคร"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("โปรดเลือกคนหนึ่ง"),
            "invalid_choice": _("โปรดเลือกจากรายการที่มี"),
        },
    )
    note = TypedField(label=_("ข้อความถึงผู้รู้"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, experts: list[Expert], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(expert.person.public_id, _label(expert)) for expert in experts]
        self.fields["expert"].choices = choices  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """A record that answers, who knows, or a few words."""

    number = RecordNumberField(
        label=_("หมายเลขของเรื่องที่ตอบ"),
        help_text=_("องค์ความรู้หรือบันทึกที่เผยแพร่แล้ว หมายเลขอยู่บนหน้าของเรื่อง"),
        required=False,
    )
    knower = TypedField(
        label=_("คนที่รู้เรื่องนี้"),
        help_text=_("ชื่อและนามสกุลของเพื่อนร่วมงาน"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    words = TypedField(label=_("ตอบสั้น ๆ"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class DeclineForm(forms.Form):
    """Why one cannot answer."""

    why = TypedField(label=_("เหตุผล"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))


def _label(expert: Expert) -> str:
    unit = expert.person.unit
    return " · ".join([expert.person.name, *([unit.name] if unit else []), expert.reason])


class QuestionForm(forms.Form):
    """A question, the records that answer it: ticked among what the search finds now, or given by number."""

    text = TypedField(
        label=_("คำถามหรือคำค้น"),
        error_messages={"required": _("โปรดใส่คำถาม")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    ticked = forms.MultipleChoiceField(label=_("เรื่องที่ตอบคำถามนี้"), required=False, widget=forms.CheckboxSelectMultiple)
    numbers = TypedField(
        label=_("หมายเลขของเรื่องอื่นที่ตอบ"),
        help_text=_("คั่นด้วยเว้นวรรค เช่น 1000045 1000108"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    note = TypedField(label=_("หมายเหตุ"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ticked"].choices = offered  # type: ignore[attr-defined]

    def clean_numbers(self) -> list[int]:
        typed = self.cleaned_data["numbers"].replace(",", " ").split()
        numbers = [whole_number(one, most=LARGEST, default=0) for one in typed[:50]]
        if not all(numbers):
            raise forms.ValidationError(_("หมายเลขบันทึกเป็นตัวเลขล้วน เช่น 1000045"))
        return numbers

    def answers(self) -> list[int]:
        """The numbers of all records that are meant."""
        return [*map(int, self.cleaned_data["ticked"]), *self.cleaned_data["numbers"]]
