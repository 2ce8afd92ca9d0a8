"""Forms about what records are about: topics, tags, the glossary, aims."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from panya.base.thai.dates import BUDDHIST_ERA
from panya.shared.content.actions.aims import AimFields
from panya.shared.content.actions.terms import TermFields
from panya.shared.content.actions.topics import LARGEST_ORDER, TopicFields
from panya.shared.content.forms.text import TypedField
from panya.shared.content.models import Aim, AimKind, Topic
from panya.shared.content.subject_lists import find_unmerged_topic, topic_choices
from panya.shared.people.models import Unit

# No year C.E. of ours is so large, no year B.E. so small.
_LEAST_BUDDHIST = 2400


class TopicForm(forms.Form):
    """What is written about a topic, and where in the tree it stands."""

    name_th = TypedField(label=_("ชื่อหัวข้อ"), error_messages={"required": _("โปรดตั้งชื่อหัวข้อ")})
    name_en = TypedField(
        label=_("ชื่อภาษาอังกฤษ"), required=False, help_text=_("ที่อยู่ของหัวข้อใหม่มาจากชื่อภาษาอังกฤษ และไม่เปลี่ยนตามชื่อ")
    )
    parent = forms.ChoiceField(label=_("อยู่ใต้หัวข้อ"), required=False)
    sort_order = forms.IntegerField(
        label=_("ลำดับในรายการ"),
        help_text=_("เลขน้อยขึ้นก่อน"),
        min_value=0,
        max_value=LARGEST_ORDER,
        initial=100,
        error_messages={"required": _("โปรดใส่ตัวเลข"), "invalid": _("โปรดใส่ตัวเลข")},
    )

    def __init__(self, *args: Any, topic: Topic | None = None, **kwargs: Any) -> None:
        if topic is not None:
            parent = topic.parent.slug if topic.parent else ""
            kwargs["initial"] = {
                "name_th": topic.name_th,
                "name_en": topic.name_en,
                "parent": parent,
                "sort_order": topic.sort_order,
            }
        super().__init__(*args, **kwargs)
        above = [topic.parent] if topic is not None and topic.parent else []
        choices = [("", _("— อยู่บนสุด —")), *topic_choices(above, without=topic)]
        self.fields["parent"].choices = choices  # type: ignore[attr-defined]

    def fields_typed(self) -> TopicFields:
        typed = self.cleaned_data
        parent = find_unmerged_topic(typed["parent"]) if typed["parent"] else None
        return TopicFields(typed["name_th"], typed["name_en"], parent, typed["sort_order"])


class MergeTopicForm(forms.Form):
    """Which topic takes this one's place."""

    into = forms.ChoiceField(
        label=_("รวมเข้ากับหัวข้อ"),
        help_text=_("เรื่อง ผู้ติดตาม และหัวข้อย่อยจะย้ายไปทั้งหมด ที่อยู่เดิมจะพาไปหัวข้อใหม่"),
        error_messages={"required": _("โปรดเลือกหัวข้อ")},
    )

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("— เลือกหัวข้อ —")), *topic_choices(without=topic)]
        self.fields["into"].choices = choices  # type: ignore[attr-defined]


class TagForm(forms.Form):
    """The word itself."""

    name = TypedField(
        label=_("เปลี่ยนชื่อเป็น"),
        help_text=_("ผู้ที่พิมพ์คำเดิมจะได้คำใหม่"),
        error_messages={"required": _("โปรดใส่คำสำคัญ")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class MergeTagForm(forms.Form):
    """Which tag takes this one's place."""

    into = TypedField(
        label=_("รวมเข้ากับคำสำคัญ"),
        help_text=_("พิมพ์คำที่มีอยู่แล้ว เรื่องและผู้ติดตามจะย้ายไปทั้งหมด ผู้ที่พิมพ์คำเดิมจะได้คำนั้น"),
        error_messages={"required": _("โปรดใส่คำสำคัญ")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class TermForm(forms.Form):
    """A word of the glossary; several words stand a line each."""

    name = TypedField(label=_("คำ"), error_messages={"required": _("โปรดใส่คำ")})
    abbreviation = TypedField(label=_("ตัวย่อ"), required=False)
    name_en = TypedField(label=_("ภาษาอังกฤษ"), required=False)
    synonyms = TypedField(
        label=_("คำที่ใช้แทนกัน"),
        help_text=_("บรรทัดละคำ ค้นคำใดก็พบเรื่องที่ใช้คำอื่น"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    related = TypedField(
        label=_("คำที่เกี่ยวข้อง"),
        help_text=_("บรรทัดละคำ เป็นคนละอย่างกัน แต่ควรดูคู่กัน"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    meaning = TypedField(label=_("ความหมาย"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def fields_typed(self) -> TermFields:
        typed = self.cleaned_data
        return TermFields(
            typed["name"],
            typed["name_en"],
            typed["abbreviation"],
            tuple(typed["synonyms"].splitlines()),
            tuple(typed["related"].splitlines()),
            typed["meaning"],
        )


class YearField(forms.IntegerField):
    """A year, kept in B.E.; shown in the era of the page, and taken in either."""

    def to_python(self, value: Any) -> int | None:
        year = super().to_python(value)
        return year + BUDDHIST_ERA if year is not None and year < _LEAST_BUDDHIST else year

    def prepare_value(self, value: Any) -> Any:
        return year_shown(value) if isinstance(value, int) else value


def year_shown(year: int) -> int:
    """A year B.E. in the era of the page."""
    return year - BUDDHIST_ERA if (get_language() or "th").startswith("en") else year


class AimForm(forms.Form):
    """A strategy issue or a KPI of a fiscal year."""

    fiscal_year = YearField(
        label=_("ปีงบประมาณ"),
        help_text=_("เรียกตามปีที่สิ้นสุด"),
        error_messages={"required": _("โปรดใส่ปีงบประมาณ"), "invalid": _("โปรดใส่ปีเป็นตัวเลขสี่หลัก")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("ประเภท"), choices=AimKind.choices)
    code = TypedField(label=_("รหัส"), required=False, help_text=_("เช่น SI-1 หรือ KPI-3 ใช้ซ้ำกันในปีเดียวไม่ได้"))
    name = TypedField(label=_("ชื่อ"), error_messages={"required": _("โปรดใส่ชื่อ")})
    name_en = TypedField(label=_("ชื่อภาษาอังกฤษ"), required=False)
    parent = forms.ChoiceField(label=_("อยู่ใต้ประเด็นยุทธศาสตร์"), required=False)
    unit = TypedField(label=_("รหัสหน่วยงานที่รับผิดชอบ"), required=False)

    def __init__(self, *args: Any, issues: list[Aim], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("— ไม่มี —")), *[(str(aim.pk), f"{year_shown(aim.fiscal_year)} · {aim}") for aim in issues]]
        self.fields["parent"].choices = choices  # type: ignore[attr-defined]

    def fields_typed(self, *, parent: Aim | None, unit: Unit | None) -> AimFields:
        typed = self.cleaned_data
        return AimFields(
            typed["fiscal_year"], typed["kind"], typed["name"], typed["code"], typed["name_en"], parent, unit
        )
