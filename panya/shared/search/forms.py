"""Forms of kept searches."""

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.shared.content.forms.text import TypedField
from panya.shared.search.models import Alert


class SavedSearchForm(forms.Form):
    """How a kept search is called, and when to tell what it finds anew."""

    name = TypedField(
        label=_("ชื่อ"),
        error_messages={"required": _("โปรดตั้งชื่อ")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    alert = forms.ChoiceField(
        label=_("เมื่อมีเรื่องใหม่ตรงกับการค้นนี้"),
        choices=Alert.choices,
        initial=Alert.DAILY,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("โปรดเลือกว่าจะให้แจ้งเมื่อใด")),
    )
