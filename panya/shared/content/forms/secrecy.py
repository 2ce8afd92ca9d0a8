"""The field that asks why a text is shown to others all the same."""

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.shared.content.secrecy import LONGEST_REASON


class _ReasonField(forms.CharField):
    # Shown only where the action asks for it: there it is not optional.
    is_needed_where_shown = True


class SecrecyForm(forms.Form):
    """Asks why a text is shown to others though it speaks of secrets or holds a citizen's number.

    Its template part is content/parts/secrecy.html, given the findings; the action judges the reason.
    """

    secrecy_reason = _ReasonField(
        label=_("เหตุผลที่ยืนยันให้เผยแพร่"),
        help_text=_("เช่น เป็นระเบียบที่เปิดเผยแล้ว หรือเป็นเลขสมมุติ เหตุผลนี้จะเก็บไว้ในบันทึกการตรวจสอบ"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
