"""Forms about oneself and one's circles."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class ProfileForm(forms.Form):
    about = forms.CharField(
        label=_("เรื่องของฉัน"),
        help_text=_("งานที่ทำ เรื่องที่ถนัด หรือเรื่องที่ยินดีให้ถาม"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    language = forms.ChoiceField(label=_("ภาษาของหน้าเว็บ"), choices=settings.LANGUAGES, widget=forms.RadioSelect)


class CircleForm(forms.Form):
    name = forms.CharField(label=_("ชื่อวง"), max_length=120, error_messages={"required": _("โปรดใส่ชื่อวง")})
