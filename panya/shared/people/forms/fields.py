"""Fields that choose a unit."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from panya.base.ui.forms import SearchSelect
from panya.shared.people.models import Unit
from panya.shared.people.queries import find_unit, under_each_other, units_to_choose

_CHOOSE = _("— เลือกหน่วยงาน —")


class UnitField(forms.CharField):
    """A unit chosen by its code from the tree; `offer` narrows the choice, `nothing` is the name of no unit."""

    widget = SearchSelect
    default_error_messages = {
        "required": _("โปรดเลือกหน่วยงาน"),
        "unknown": _("ไม่พบหน่วยงานนี้ โปรดเลือกใหม่จากรายการ"),
    }

    def __init__(self, *, nothing: str | Promise = _CHOOSE, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.nothing = nothing

    def offer(self, units: Iterable[Unit] | None = None) -> None:
        """Fill the list: every unit of today, or those of these that are open."""
        kept = None if units is None else {unit.pk for unit in units}
        rows = [row for row in under_each_other(units_to_choose()) if kept is None or row[0].pk in kept]
        options = [(unit.code, "\u2003" * depth + unit.name) for unit, depth in rows]
        self.widget.choices = [("", self.nothing), *options]

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if isinstance(value, Unit):
            return value
        unit = find_unit(str(value))
        if unit is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return unit

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Unit) else value


def offer_units(form: forms.Form, units: Iterable[Unit] | None = None) -> None:
    """Fill every unit list of the form."""
    chosen = None if units is None else list(units)
    for field in form.fields.values():
        if isinstance(field, UnitField):
            field.offer(chosen)
