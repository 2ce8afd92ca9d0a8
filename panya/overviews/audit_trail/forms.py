"""What an auditor asks for."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.base.thai.normalise import normalise_line
from panya.base.ui.forms import ThaiDateField
from panya.overviews.audit_trail.queries import MOST_PEOPLE, Asked
from panya.overviews.audit_trail.words import GROUPS
from panya.shared.people.forms.fields import UnitField, offer_units
from panya.shared.people.models import Unit
from panya.shared.people.queries import found_by_words


class AskForm(forms.Form):
    """The filters; they stand in the address."""

    acts = forms.ChoiceField(
        label=_("การกระทำ"),
        choices=[("", _("ทุกอย่าง")), *((key, group.label) for key, group in GROUPS.items())],
        required=False,
        error_messages={"invalid_choice": _("โปรดเลือกจากรายการที่มี")},
    )
    who = forms.CharField(label=_("ผู้ทำ (ชื่อ รหัส หรืออีเมล)"), max_length=100, required=False)
    number = forms.IntegerField(
        label=_("หมายเลขบันทึก"),
        min_value=1,
        max_value=2**63 - 1,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("โปรดใส่หมายเลขบันทึกเป็นตัวเลข")),
    )
    thing = forms.CharField(label=_("รหัสของสิ่งนั้น"), max_length=100, required=False)
    unit = UnitField(label=_("หน่วยงาน"), required=False, nothing=_("ทุกหน่วยงาน"))
    from_day = ThaiDateField(label=_("ตั้งแต่วันที่"), required=False)
    to_day = ThaiDateField(label=_("ถึงวันที่"), required=False)

    def __init__(self, data: Any, *, units: Iterable[Unit] | None) -> None:
        super().__init__(data)
        offer_units(self, units)

    def clean_thing(self) -> str:
        return normalise_line(self.cleaned_data["thing"])

    def clean_who(self) -> str:
        who = normalise_line(self.cleaned_data["who"])
        self.people = found_by_words(who, MOST_PEOPLE + 1) if who else None
        if self.people is not None and len(self.people) > MOST_PEOPLE:
            raise forms.ValidationError(_("มีคนชื่อนี้หลายคนเกินไป โปรดพิมพ์ชื่อและนามสกุลให้เต็ม"))
        return who

    def asked(self) -> Asked:
        """What the filters ask for."""
        found = self.cleaned_data
        return Asked(
            acts=found["acts"],
            people=None if self.people is None else tuple(person.pk for person in self.people),
            number=found["number"],
            object_id=found["thing"],
            unit=found["unit"],
            from_day=found["from_day"],
            to_day=found["to_day"],
        )

    def filters(self) -> dict[str, object]:
        """What was asked, as the audit keeps it."""
        found = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return {name: value.code if isinstance(value, Unit) else value for name, value in found.items()}
