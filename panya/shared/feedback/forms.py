"""What people fill in under a record."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from panya.base.core.clock import today
from panya.base.thai.dates import BUDDHIST_ERA, Language, fiscal_year, fiscal_year_bounds, format_month
from panya.base.ui.forms import ThaiDateField
from panya.shared.content.queries import topics_in_order, topics_to_choose
from panya.shared.feedback.models import ReportReason, UseManner, UseResult
from panya.shared.feedback.queries.uses import Asked, last_twelve_months
from panya.shared.people.forms.fields import UnitField, offer_units

_SALT = "panya.shared.feedback.forms"
# Quicker than anybody types; a day later the page is too old.
_SHORTEST, _LONGEST = 2, 24 * 3600


def began() -> str:
    """A mark of this moment, to see how long the form was filled in."""
    return signing.TimestampSigner(salt=_SALT).sign("form")


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("ความเห็น"),
        error_messages={"required": _("โปรดพิมพ์ความเห็นก่อนส่ง")},
        widget=forms.Textarea(attrs={"rows": 4, "data-mentions": ""}),
    )


class HumanForm(forms.Form):
    """What guests send: machines fill in what people do not see, and are quick."""

    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    began = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, str]:
        fields = super().clean() or {}
        if fields.get("website") or not self._took_time(fields.get("began", "")):
            raise forms.ValidationError(_("ส่งเร็วเกินไปหรือหน้านี้เปิดไว้นานแล้ว โปรดอ่านทวนแล้วกดส่งอีกครั้ง"))
        return fields

    def begin_again(self) -> None:
        """For showing a form again that was sent: the time counts from now on."""
        self.data = {**{name: self.data.get(name, "") for name in self.data}, "began": began()}

    def _took_time(self, mark: str) -> bool:
        signer = signing.TimestampSigner(salt=_SALT)
        try:
            signer.unsign(mark, max_age=_LONGEST)
        except signing.BadSignature:
            return False
        try:
            signer.unsign(mark, max_age=_SHORTEST)
        except signing.SignatureExpired:
            return True
        return False


class GuestForm(HumanForm):
    """A guest's comment."""

    name = forms.CharField(
        label=_("ชื่อที่ให้แสดง"),
        error_messages={"required": _("โปรดใส่ชื่อที่อยากให้ขึ้นหน้าความเห็น ใช้ชื่อเล่นก็ได้")},
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    text = forms.CharField(
        label=_("ความเห็น"),
        error_messages={"required": _("โปรดพิมพ์ความเห็นก่อนส่ง")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผล"),
        help_text=_("ผู้เขียนความเห็นจะเห็นเหตุผลนี้"),
        error_messages={"required": _("โปรดบอกเหตุผล ผู้เขียนความเห็นจะได้เห็น")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("เป็นเรื่องใด"),
        choices=ReportReason.choices,
        error_messages={"required": _("โปรดเลือกว่าเป็นเรื่องใด"), "invalid_choice": _("โปรดเลือกว่าเป็นเรื่องใด")},
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("เล่าให้ผู้ตรวจเข้าใจ"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class OutcomeForm(forms.Form):
    outcome = forms.CharField(
        label=_("ทำอะไรไปแล้ว"),
        error_messages={"required": _("โปรดบอกสั้น ๆ ว่าทำอะไรไปแล้ว")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PrivacyForm(forms.Form):
    text_th = forms.CharField(label=_("ประกาศภาษาไทย"), widget=forms.Textarea(attrs={"rows": 16}))
    text_en = forms.CharField(label=_("ประกาศภาษาอังกฤษ"), widget=forms.Textarea(attrs={"rows": 16, "lang": "en"}))


class UsefulForm(HumanForm):
    """Was this useful, and what is missing; guests and members alike."""

    useful = forms.ChoiceField(
        label=_("เรื่องนี้มีประโยชน์กับคุณไหม"),
        choices=[("1", _("มีประโยชน์")), ("0", _("ยังไม่มีประโยชน์"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("โปรดเลือกว่ามีประโยชน์หรือไม่"), "invalid_choice": _("โปรดเลือกว่ามีประโยชน์หรือไม่")},
    )
    missing = forms.CharField(
        label=_("ยังขาดอะไร"),
        help_text=_("เจ้าของเรื่องจะได้อ่าน โปรดอย่าใส่ข้อมูลส่วนตัว"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InformationForm(HumanForm):
    """A request under section 11 of the Official Information Act."""

    name = forms.CharField(
        label=_("ชื่อและนามสกุล"),
        error_messages={"required": _("โปรดใส่ชื่อ")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = forms.CharField(
        label=_("ให้ติดต่อกลับทางใด"),
        help_text=_("โทรศัพท์ อีเมล หรือที่อยู่"),
        error_messages={"required": _("โปรดใส่ช่องทางที่เจ้าหน้าที่จะติดต่อกลับ")},
    )
    purpose = forms.CharField(label=_("ขอเพื่ออะไร"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class CaseForm(forms.Form):
    number = forms.CharField(
        label=_("เลขที่คำขอ"),
        help_text=_("เช่น BCDFG-HJKMN"),
        error_messages={"required": _("โปรดใส่เลขที่คำขอ")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class AnswerForm(forms.Form):
    granted = forms.ChoiceField(
        label=_("ผลการพิจารณา"),
        choices=[("1", _("เปิดเผยให้")), ("0", _("ไม่อาจเปิดเผยได้"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("โปรดเลือกผลการพิจารณา")},
    )
    words = forms.CharField(
        label=_("คำตอบถึงผู้ขอ"),
        help_text=_("เนื้อหาหรือวิธีรับเอกสาร หรือเหตุผลและมาตราที่ไม่อาจเปิดเผยได้ ใครก็ตามที่มีเลขที่คำขอจะอ่านคำตอบนี้ได้"),
        error_messages={"required": _("โปรดเขียนคำตอบ: เนื้อหาหรือวิธีรับเอกสาร หรือเหตุผลที่ไม่อาจเปิดเผยได้")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AmountField(forms.DecimalField):
    """Hours or baht as people type them: with commas, in Thai digits; nothing is 0."""

    def __init__(self, **how: Any) -> None:
        wrong = _("โปรดใส่ตัวเลข เช่น 6 หรือ 1.5")
        messages = {"invalid": wrong, "max_digits": wrong, "max_whole_digits": wrong, "max_decimal_places": wrong}
        messages["min_value"] = _("ตัวเลขต้องไม่ติดลบ")
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(
            required=False, min_value=0, max_digits=12, decimal_places=2, error_messages=messages, widget=widget, **how
        )

    def to_python(self, value: Any) -> Any:
        typed = value.replace(",", "") if isinstance(value, str) else value
        return super().to_python(typed) or Decimal(0)


class UseForm(forms.Form):
    """A use in under a minute: three answers that are there already, the rest if there is something to tell."""

    result = forms.ChoiceField(label=_("ได้ผลอย่างไร"), choices=UseResult.choices, widget=forms.RadioSelect)
    manner = forms.ChoiceField(label=_("นำไปใช้อย่างไร"), choices=UseManner.choices, widget=forms.RadioSelect)
    used_on = ThaiDateField(label=_("ใช้วันไหน"))
    work = forms.CharField(
        label=_("ใช้ในงานใด"),
        help_text=_("เช่น ชื่อโครงการ เรื่อง หรือภารกิจ พิมพ์แล้วเลือกจากที่มี หรือเขียนใหม่"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "works", "maxlength": 200}),
    )
    what = forms.CharField(label=_("เกิดอะไรขึ้น"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    hours = AmountField(label=_("ประหยัดเวลาได้กี่ชั่วโมง"))
    improvement = forms.CharField(
        label=_("อยากให้เรื่องนี้ปรับปรุงอะไร"),
        help_text=_("เจ้าของเรื่องจะได้อ่านและตอบคุณ"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    baht = AmountField(label=_("ประหยัดเงินได้กี่บาท"))
    error_avoided = forms.CharField(label=_("ช่วยเลี่ยงความผิดพลาดใด"), required=False)
    evidence = forms.CharField(label=_("หลักฐาน"), help_text=_("เช่น เลขหนังสือ หรือที่อยู่ของรายงาน"), required=False)

    MORE = ("baht", "error_avoided", "evidence")

    @property
    def needed(self) -> list[forms.BoundField]:
        return [self[name] for name in ("result", "manner")]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE]

    @property
    def shows_more(self) -> bool:
        """Open where something stands in it, or must be mended."""
        return any(bound.errors or bound.value() not in {None, "", 0, Decimal(0)} for bound in self.more)


def a_new_use() -> dict[str, Any]:
    """What is so most often: today, as it is. The result is never taken for granted: figures rest on it."""
    return {"used_on": today(), "manner": UseManner.AS_IS}


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผล"),
        help_text=_("ผู้บันทึกจะเห็นเหตุผลนี้"),
        error_messages={"required": _("โปรดบอกเหตุผล ผู้บันทึกจะได้เห็น")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ImprovementForm(forms.Form):
    taken_up = forms.ChoiceField(
        label=_("จะทำอย่างไรกับข้อเสนอนี้"),
        choices=[("1", _("นำไปปรับปรุงแล้ว")), ("0", _("ไม่ได้ปรับปรุง"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("โปรดเลือกว่าปรับปรุงแล้วหรือไม่")},
    )
    words = forms.CharField(
        label=_("บอกผู้เสนอ"),
        help_text=_("ถ้าไม่ปรับปรุง โปรดบอกเหตุผล"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class UseFiguresForm(forms.Form):
    """What the figures are about; an address that asks for nothing asks for the last twelve months of everything."""

    time = forms.CharField(label=_("ช่วงเวลา"), required=False, widget=forms.Select)
    unit = UnitField(label=_("หน่วยงาน"), nothing=_("ทุกหน่วยงาน"), required=False)
    topic = forms.SlugField(label=_("หัวข้อ"), required=False, widget=forms.Select)

    def offer(self) -> None:
        """Fill the lists: the last five fiscal years and the last twelve months, units, topics."""
        self.fields["time"].widget.choices = _times(today())
        offer_units(self)
        topics = [(topic.slug, str(topic)) for topic in topics_to_choose()]
        self.fields["topic"].widget.choices = [("", _("ทุกหัวข้อ")), *topics]

    def asked(self) -> Asked:
        """What was asked for; a part that nobody can read asks for nothing."""
        self.is_valid()
        fields = self.cleaned_data
        slug = fields.get("topic")
        topic = topics_in_order().filter(slug=slug).first() if slug else None
        return Asked(*_days_of(fields.get("time", "")), unit=fields.get("unit"), topic=topic)


def _times(day: date) -> list[tuple[str, Any]]:
    is_english = (get_language() or "th").startswith("en")
    language: Language = "en" if is_english else "th"
    shift = BUDDHIST_ERA if is_english else 0
    this_year = fiscal_year(day)
    years = [
        (f"{year}", gettext("ปีงบประมาณ %(year)d") % {"year": year - shift})
        for year in range(this_year, this_year - 5, -1)
    ]
    months = []
    for back in range(12):
        months_since_0 = day.year * 12 + day.month - 1 - back
        first = date(months_since_0 // 12, months_since_0 % 12 + 1, 1)
        months.append((f"{first:%Y-%m}", format_month(first, language)))
    return [("", gettext("12 เดือนล่าสุด")), (gettext("ปีงบประมาณ"), years), (gettext("เดือน"), months)]


def _days_of(time: str) -> tuple[date, date]:
    """The first and the last day of a fiscal year (2570), a month (2026-11) or a time (day..day), not beyond today."""
    day = today()
    try:
        if ".." in time:
            first, last = (date.fromisoformat(part) for part in time.split("..", 1))
        elif "-" in time:
            first = date.fromisoformat(f"{time}-01")
            last = date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
        else:
            first, last = fiscal_year_bounds(int(time))
    except (ValueError, OverflowError):
        return last_twelve_months(day)
    return (first, min(last, day)) if first <= day else last_twelve_months(day)
