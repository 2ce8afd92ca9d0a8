"""Forms of those who keep records: renew, retire, throw away."""

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.base.ui.forms import ThaiDateField
from panya.shared.content.forms.text import RecordNumberField

# Longer ones are cut or refused by the action, in words.
_LONGEST = 1_000


class RenewForm(forms.Form):
    """What was looked at; the record then holds as long as its type allows, or until an earlier day."""

    reason = forms.CharField(
        label=_("ตรวจอะไรแล้ว"),
        help_text=_("เช่น ตรวจกับระเบียบฉบับล่าสุดแล้ว ขั้นตอนยังเหมือนเดิม"),
        max_length=_LONGEST,
        error_messages={"required": _("โปรดบอกสั้น ๆ ว่าตรวจอะไรแล้ว")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    until = ThaiDateField(
        label=_("ทบทวนครั้งถัดไปภายในวันที่"),
        help_text=_("ไม่ใส่ ระบบจะนับให้ตามประเภท คือ 12 เดือน หรือ 6 เดือนสำหรับกฎหมายหรือระเบียบ"),
        required=False,
    )


class RetireForm(forms.Form):
    """Why a record goes out of use, and what replaces it."""

    reason = forms.CharField(
        label=_("เลิกใช้เพราะอะไร"),
        help_text=_("ผู้อ่านจะเห็นเหตุผลนี้ก่อนเนื้อหา"),
        max_length=_LONGEST,
        error_messages={"required": _("โปรดบอกเหตุผลที่เลิกใช้ ผู้อ่านจะได้รู้ว่าควรไปอ่านอะไรแทน")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    superseded_by = RecordNumberField(
        label=_("หมายเลขเรื่องที่ใช้แทน"),
        help_text=_("ผู้ที่เปิดลิงก์เก่าจะได้ทางไปอ่านเรื่องใหม่"),
        required=False,
    )
    for_some_readers = forms.BooleanField(
        label=_("ผู้อ่านบางคนเปิดเรื่องที่ใช้แทนไม่ได้ ตั้งใจเช่นนั้น"),
        help_text=_("ใช้เมื่อเรื่องใหม่เปิดให้คนกลุ่มแคบกว่า ผู้ที่เปิดไม่ได้จะเห็นแต่เหตุผล"),
        required=False,
    )


class DeleteForm(forms.Form):
    """Why a record is thrown away; of a draft that nobody else saw no reason is asked."""

    reason = forms.CharField(
        label=_("ทิ้งเพราะอะไร"), max_length=_LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
