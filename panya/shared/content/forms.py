"""Parts of forms that several features ask for about a text or a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.shared.content.secrecy import LONGEST_REASON


class TypedField(forms.CharField):
    """What a person typed; NUL, which no database holds, is left out instead of refusing all the rest."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\x00", "")


class SecrecyForm(forms.Form):
    """Asks why a text is shown to others though it speaks of secrets or holds a citizen's number.

    Its template part is content/parts/secrecy.html, given the findings; the action judges the reason.
    """

    secrecy_reason = TypedField(
        label=_("เหตุผลที่ยืนยันให้เผยแพร่"),
        help_text=_("เช่น เป็นระเบียบที่เปิดเผยแล้ว หรือเป็นเลขสมมุติ เหตุผลนี้จะเก็บไว้ในบันทึกการตรวจสอบ"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
