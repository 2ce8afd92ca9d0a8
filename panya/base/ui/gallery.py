"""What the page of all components shows: one form with every kind of field, and rows of a list."""

import datetime
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.base.ui.forms import ThaiDateField

_ACCESS = [("public", _("เปิดเผยทั่วไป")), ("staff", _("บุคลากรทุกคน")), ("unit", _("เฉพาะหน่วยงาน"))]
_TOPICS = [("trade", _("การค้าระหว่างประเทศ")), ("price", _("ดูแลราคาสินค้า")), ("paper", _("งานสารบรรณ"))]


class GalleryForm(forms.Form):
    """Every kind of field once."""

    title = forms.CharField(
        label=_("ชื่อบันทึก"),
        help_text=_("บอกเรื่องให้ชัดในบรรทัดเดียว"),
        max_length=200,
        error_messages={"required": _("โปรดใส่ชื่อบันทึก แม้เป็นชื่อชั่วคราวก็ได้")},
    )
    lead = forms.CharField(label=_("ความนำ"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    written_on = ThaiDateField(label=_("วันที่เกิดเรื่อง"), help_text=_("เช่น 22/5/2549 หรือ 22 พ.ค. 2549"))
    topic = forms.ChoiceField(label=_("หัวข้อ"), choices=_TOPICS)
    access = forms.ChoiceField(
        label=_("ใครอ่านได้"),
        help_text=_("เปลี่ยนภายหลังได้ทุกเมื่อ"),
        choices=_ACCESS,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("โปรดเลือกจากรายการที่มี")},
    )
    topics = forms.MultipleChoiceField(
        label=_("เรื่องที่ถนัด"), choices=_TOPICS, widget=forms.CheckboxSelectMultiple, required=False
    )
    agreed = forms.BooleanField(label=_("ฉันตรวจแล้วว่าไม่มีข้อมูลลับในบันทึกนี้"), required=False)
    attachment = forms.FileField(label=_("ไฟล์แนบ"), required=False)


@dataclass(frozen=True)
class GalleryRow:
    """One row of a list."""

    number: int
    title: str
    author: str
    unit: str
    written: datetime.datetime
    summary: str


def gallery_rows() -> list[GalleryRow]:
    """A few rows whose texts are long, short and hard to break."""
    day = datetime.datetime(2026, 5, 22, 8, 32, tzinfo=datetime.UTC)
    return [
        GalleryRow(
            1000001 + 37 * place,
            title,
            author,
            unit,
            day - datetime.timedelta(days=9 * place),
            summary,
        )
        for place, (title, author, unit, summary) in enumerate(_TEXTS)
    ]


_TEXTS = (
    (
        "เคล็ดลับการเจรจากับผู้ส่งออกผลไม้ให้ได้ข้อตกลงที่ทั้งสองฝ่ายอยู่ได้นาน",
        "เพ็ญศรี ที่ปรึกษา",
        "สำนักงานพาณิชย์จังหวัดจันทบุรี",
        "เตรียมตัวเลขสามชุดก่อนเข้าห้อง ฟังให้จบก่อนเสนอราคา และจบทุกครั้งด้วยการทวนสิ่งที่ตกลงกัน",
    ),
    (
        "ออกหนังสือรับรองถิ่นกำเนิดสินค้าอย่างไรไม่ให้ถูกตีกลับ",
        "กำพล น้ำใจดี",
        "กรมการค้าต่างประเทศ",
        "ห้าจุดที่เจ้าหน้าที่ปลายทางตรวจบ่อยที่สุด พร้อมตัวอย่างที่กรอกถูกและผิด",
    ),
    (
        "RCEP กับผู้ประกอบการรายย่อย",
        "Somsri W.",
        "กรมเจรจาการค้าระหว่างประเทศ",
        "สรุปจากเวทีแลกเปลี่ยนเรียนรู้",
    ),
)
