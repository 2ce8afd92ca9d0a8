"""Fields of our own: the one date field (B.E. on Thai pages, C.E. on English ones) and the long list to search in."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from panya.base.thai.dates import BUDDHIST_ERA, DateError, format_date, parse_date


class ThaiDateInput(forms.TextInput):
    """A text field with a calendar beside it; without JavaScript the text field suffices."""

    template_name = "ui/components/date_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        thai = _on_thai_page()
        context["widget"]["attrs"].setdefault("autocomplete", "off")
        return {**context, "era": BUDDHIST_ERA if thai else 0, "language": "th" if thai else "en"}

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, datetime.date):
            return format_date(value, "long", "th" if _on_thai_page() else "en")
        return super().format_value(value)


class SearchSelect(forms.Select):
    """One of many: with JavaScript a field that finds the choice by its words, without it the list."""

    template_name = "ui/components/search_select.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, {**(attrs or {}), "data-search": ""})


class ThaiDateField(forms.DateField):
    """A day, written in any form that the Thai date parser knows."""

    widget = ThaiDateInput
    default_error_messages = {
        "invalid": _("อ่านวันที่นี้ไม่ออก โปรดเขียนเป็น วัน เดือน ปี เช่น 22/5/2549 หรือ 22 พ.ค. 2549"),
        "no_such_day": _("ไม่มีวันที่นี้ในปฏิทิน โปรดตรวจวันและเดือนอีกครั้ง"),
        "required": _("โปรดใส่วันที่ เช่น 22 พ.ค. 2549"),
    }

    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.date):
            return super().to_python(value)
        try:
            return parse_date(str(value))
        except DateError as error:
            code = "no_such_day" if error.code == "no_such_day" else "invalid"
            raise ValidationError(self.error_messages[code], code=code) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def _on_thai_page() -> bool:
    return (get_language() or "th").startswith("th")
