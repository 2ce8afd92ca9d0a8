"""Sign-in, passwords and their reset."""

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.shared.people.actions.passwords import LONGEST


def password_input(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})


class SignInForm(forms.Form):
    """One name, whichever the person has, and the password."""

    login = forms.CharField(
        label=_("อีเมลหรือรหัสบุคลากร"),
        max_length=254,
        error_messages={"required": _("โปรดใส่อีเมลหรือรหัสบุคลากร")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("รหัสผ่าน"),
        max_length=1000,
        strip=False,
        error_messages={"required": _("โปรดใส่รหัสผ่าน")},
        widget=password_input("current-password"),
    )


class ForgottenPasswordForm(forms.Form):
    login = forms.CharField(
        label=_("อีเมลหรือรหัสบุคลากร"),
        max_length=254,
        error_messages={"required": _("โปรดใส่อีเมลหรือรหัสบุคลากร")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    new_password = forms.CharField(
        label=_("รหัสผ่านใหม่"),
        help_text=_("อย่างน้อย 10 ตัวอักษร จะเป็นคำไทยหลายคำต่อกันก็ได้ จำง่ายและเดายาก"),
        max_length=LONGEST,
        strip=False,
        error_messages={"required": _("โปรดใส่รหัสผ่านใหม่")},
        widget=password_input("new-password"),
    )
    again = forms.CharField(
        label=_("รหัสผ่านใหม่อีกครั้ง"),
        max_length=LONGEST,
        strip=False,
        error_messages={"required": _("โปรดใส่รหัสผ่านใหม่อีกครั้ง")},
        widget=password_input("new-password"),
    )

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new_password"):
            raise forms.ValidationError(_("รหัสผ่านสองช่องไม่ตรงกัน โปรดพิมพ์ใหม่"))
        return again


class ChangePasswordForm(NewPasswordForm):
    """The same, with the present password first."""

    field_order = ["old_password", "new_password", "again"]
    old_password = forms.CharField(
        label=_("รหัสผ่านปัจจุบัน"),
        max_length=1000,
        strip=False,
        error_messages={"required": _("โปรดใส่รหัสผ่านปัจจุบัน")},
        widget=password_input("current-password"),
    )
