"""What keeps an account safe: codes, passkeys, the proof that it is still the same person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.shared.people.forms.sign_in import password_input
from panya.shared.people.second_step.passkeys import LONGEST_ANSWER

_CODE = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


class AppCodeForm(forms.Form):
    """The six digits that the app shows now."""

    code = forms.CharField(
        label=_("รหัส 6 หลักจากแอป"),
        max_length=20,
        error_messages={"required": _("โปรดใส่รหัส 6 หลักที่แอปแสดง")},
        widget=forms.TextInput(attrs={**_CODE, "inputmode": "numeric"}),
    )


class SecondStepForm(forms.Form):
    """A code of the app, or one of the recovery codes."""

    code = forms.CharField(
        label=_("รหัสจากแอปยืนยันตัวตน หรือรหัสกู้คืน"),
        max_length=50,
        error_messages={"required": _("โปรดใส่รหัสจากแอป หรือรหัสกู้คืนหนึ่งรหัส")},
        widget=forms.TextInput(attrs=_CODE),
    )


class ConfirmForm(forms.Form):
    """Everything that signing in asks this person for."""

    password = forms.CharField(
        label=_("รหัสผ่าน"),
        max_length=1000,
        strip=False,
        error_messages={"required": _("โปรดใส่รหัสผ่าน")},
        widget=password_input("current-password"),
    )
    code = forms.CharField(
        label=_("รหัสจากแอปยืนยันตัวตน หรือรหัสกู้คืน"),
        max_length=50,
        error_messages={"required": _("โปรดใส่รหัสจากแอป หรือรหัสกู้คืนหนึ่งรหัส")},
        widget=forms.TextInput(attrs=_CODE),
    )

    def ask_for(self, *, password: bool, code: bool) -> None:
        """Leave out what this person does not have."""
        if not password:
            del self.fields["password"]
        if not code:
            del self.fields["code"]


class PasskeyAnswerForm(forms.Form):
    """What the browser says about a passkey; filled in by passkey.js."""

    credential = forms.CharField(
        max_length=LONGEST_ANSWER,
        widget=forms.HiddenInput,
        error_messages={"required": _("เบราว์เซอร์ยังไม่ได้ส่งกุญแจผ่านมา โปรดกดปุ่มอีกครั้ง")},
    )


class NewPasskeyForm(PasskeyAnswerForm):
    """The same, with the name by which the person will know the key again."""

    field_order = ["name", "credential"]
    name = forms.CharField(
        label=_("ชื่อกุญแจ"),
        help_text=_("เช่น โทรศัพท์ของฉัน หรือคอมพิวเตอร์ที่โต๊ะ"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PasskeyNameForm(forms.Form):
    name = forms.CharField(
        label=_("ชื่อกุญแจ"),
        max_length=60,
        error_messages={"required": _("โปรดตั้งชื่อกุญแจ")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ReasonForm(forms.Form):
    """Why an administrator takes a second step away."""

    reason = forms.CharField(
        label=_("เหตุผล"),
        help_text=_("เจ้าของบัญชีจะเห็นเหตุผลนี้ เช่น โทรศัพท์หาย แจ้งด้วยตนเองที่กองการเจ้าหน้าที่"),
        max_length=500,
        error_messages={"required": _("โปรดบอกเหตุผล")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
