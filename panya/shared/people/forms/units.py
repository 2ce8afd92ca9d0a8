"""Forms about units."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.base.ui.forms import ThaiDateField
from panya.shared.people.forms.fields import UnitField
from panya.shared.people.models import UnitKind

_KEPT = ("name_th", "kind", "name_en", "short_th", "region", "default_licence", "sort_order")


class UnitForm(forms.Form):
    """What is written about a unit."""

    name_th = forms.CharField(label=_("ชื่อหน่วยงาน"), max_length=200, error_messages={"required": _("โปรดใส่ชื่อหน่วยงาน")})
    name_en = forms.CharField(label=_("ชื่อภาษาอังกฤษ"), max_length=200, required=False)
    short_th = forms.CharField(label=_("ชื่อย่อ"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("ประเภท"), choices=UnitKind.choices, initial=UnitKind.DIVISION)
    parent = UnitField(label=_("ต้นสังกัด"), required=False)
    region = forms.CharField(label=_("ภาค"), max_length=20, required=False)
    sort_order = forms.IntegerField(
        label=_("ลำดับในรายการ"),
        help_text=_("เลขน้อยขึ้นก่อน"),
        min_value=0,
        max_value=99_999,
        initial=100,
        error_messages={"required": _("โปรดใส่ตัวเลข"), "invalid": _("โปรดใส่ตัวเลข")},
    )
    default_licence = forms.CharField(initial="all-rights-reserved", max_length=30, widget=forms.HiddenInput())

    def fields_kept(self) -> dict[str, Any]:
        """Only what belongs to the unit itself."""
        return {name: self.cleaned_data[name] for name in _KEPT}


class NewUnitForm(UnitForm):
    """A unit with its code."""

    field_order = ["code", "name_th", "name_en", "short_th", "kind", "parent", "valid_from"]
    code = forms.CharField(
        label=_("รหัสหน่วยงาน"),
        help_text=_("อักษรอังกฤษหรือตัวเลข เช่น OPS-KM ใช้อ้างถึงหน่วยงานและเปลี่ยนไม่ได้"),
        max_length=30,
        error_messages={"required": _("โปรดใส่รหัสหน่วยงาน")},
    )
    valid_from = ThaiDateField(label=_("ตั้งขึ้นเมื่อ"), required=False)


class RenameUnitForm(UnitForm):
    """The unit's next name, from a day on."""

    field_order = ["code", "name_th", "name_en", "short_th", "on"]
    code = forms.CharField(
        label=_("รหัสหน่วยงานใหม่"),
        max_length=30,
        error_messages={"required": _("โปรดใส่รหัสหน่วยงานใหม่")},
    )
    on = ThaiDateField(label=_("ใช้ชื่อใหม่ตั้งแต่วันที่"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["parent"]


class MergeUnitForm(forms.Form):
    into = UnitField(label=_("รวมเข้ากับหน่วยงาน"))
    on = ThaiDateField(label=_("ตั้งแต่วันที่"))


class CloseUnitForm(forms.Form):
    on = ThaiDateField(label=_("วันสุดท้ายของหน่วยงาน"))
