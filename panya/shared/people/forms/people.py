"""Forms about people."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.base.ui.forms import ThaiDateField
from panya.shared.people.actions.people import PersonFields
from panya.shared.people.forms.fields import UnitField
from panya.shared.people.models import Role, StaffClass


class PersonForm(forms.Form):
    """What is written about a person."""

    title = forms.CharField(label=_("คำนำหน้า"), max_length=40, required=False)
    first_name = forms.CharField(label=_("ชื่อ"), max_length=100, error_messages={"required": _("โปรดใส่ชื่อ")})
    last_name = forms.CharField(label=_("นามสกุล"), max_length=100, required=False)
    name_en = forms.CharField(label=_("ชื่อภาษาอังกฤษ"), max_length=200, required=False)
    person_code = forms.CharField(
        label=_("รหัสบุคลากร"),
        help_text=_("ใส่รหัสหรืออีเมลอย่างน้อยหนึ่งอย่าง ใช้เข้าสู่ระบบได้ทั้งคู่"),
        max_length=30,
        required=False,
    )
    email = forms.CharField(
        label=_("อีเมล"), max_length=254, required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    position = forms.CharField(label=_("ตำแหน่ง"), max_length=120, required=False)
    level = forms.CharField(label=_("ระดับ"), help_text=_("เช่น ชำนาญการ"), max_length=60, required=False)
    staff_class = forms.ChoiceField(
        label=_("ประเภทบุคลากร"), choices=StaffClass.choices, initial=StaffClass.CIVIL_SERVANT
    )

    def fields_kept(self) -> PersonFields:
        """Only what belongs to the person, none of what came along."""
        return PersonFields(**{name: self.cleaned_data[name] for name in PersonFields.__dataclass_fields__})


class NewPersonForm(PersonForm):
    unit = UnitField(label=_("หน่วยงาน"))
    from_day = ThaiDateField(label=_("อยู่หน่วยงานนี้ตั้งแต่"), required=False)


class MoveForm(forms.Form):
    unit = UnitField(label=_("ย้ายไปหน่วยงาน"))
    from_day = ThaiDateField(label=_("ตั้งแต่วันที่"))


class AppointForm(forms.Form):
    """A role by an order."""

    role = forms.ChoiceField(label=_("บทบาท"), choices=Role.choices, error_messages={"required": _("โปรดเลือกบทบาท")})
    unit = UnitField(label=_("หน่วยงานที่ดูแล"), required=False, nothing=_("ทั้งองค์กร"))
    order_number = forms.CharField(label=_("เลขที่คำสั่ง"), max_length=60, required=False)
    from_day = ThaiDateField(label=_("ตั้งแต่วันที่"), required=False)
    until = ThaiDateField(label=_("ถึงวันที่"), required=False)

    def offer_roles(self, roles: Iterable[Role]) -> None:
        offered = [(role.value, role.label) for role in roles]
        self.fields["role"].widget.choices = [("", _("— เลือกบทบาท —")), *offered]


class EndAppointmentForm(forms.Form):
    last_day = ThaiDateField(label=_("วันสุดท้ายที่ทำหน้าที่"))


class ImportForm(forms.Form):
    """A CSV file, looked at first."""

    file = forms.FileField(
        label=_("ไฟล์ CSV"),
        help_text=_("บันทึกจาก Excel เป็น CSV ได้เลย อ่านได้ทั้ง UTF-8 และ TIS-620 ไม่เกิน 1 MB"),
        error_messages={"required": _("โปรดเลือกไฟล์"), "empty": _("ไฟล์นี้ว่างเปล่า โปรดเลือกไฟล์อื่น")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > 1024 * 1024:
            raise forms.ValidationError(_("ไฟล์ใหญ่เกิน 1 MB โปรดแบ่งเป็นหลายไฟล์"))
        return file
