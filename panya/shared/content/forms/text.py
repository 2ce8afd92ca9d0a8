"""What is typed in the editor, and fields that every form about records uses."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.base.core.errors import Refused
from panya.base.core.typed_numbers import LARGEST
from panya.shared.content.diff import Named, text_parts
from panya.shared.content.forms.secrecy import SecrecyForm
from panya.shared.content.html import clean_html, paragraphs_html
from panya.shared.content.markdown import html_to_markdown, markdown_to_html
from panya.shared.content.models import Revision
from panya.shared.content.prompts import prompts_in
from panya.shared.content.text import Text

_MARKUP = re.compile(
    r"</?(?:p|br|h[1-6]|ul|ol|li|strong|em|b|i|a|table|blockquote|pre|div|span|img)\b[^<>]*>", re.IGNORECASE
)
RICH, MARKDOWN = "rich", "markdown"
FORMATS = [(RICH, _("ข้อความจัดรูป")), (MARKDOWN, "Markdown")]
MARKDOWN_LIMIT = 300_000


class TypedField(forms.CharField):
    """What a person typed; NUL, which no database holds, is left out instead of refusing all the rest."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\x00", "")


class RecordNumberField(forms.IntegerField):
    """The number of a record, as it stands on its page."""

    default_error_messages = dict.fromkeys(
        ("invalid", "min_value", "max_value"), _("หมายเลขบันทึกเป็นตัวเลขล้วน เช่น 1000045")
    )

    def __init__(self, **kwargs: Any) -> None:
        typed = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(min_value=1, max_value=LARGEST, widget=typed, **kwargs)


class TextForm(SecrecyForm):
    """Title, lead and body. Lengths are judged by the action, so that nothing typed is cut off unseen.

    A feature with more parts extends it: it adds the names of its fields (each of one value) to `typed` or `chosen`,
    writes them into `Text.structured` in `text`, takes them out of it in `fields_of` and names them in `parts_of`.
    """

    # What the draft keeps: the parts that people write, the first four in this order, and what they choose.
    typed: tuple[str, ...] = ("title", "lead", "body", "reason")
    chosen: tuple[str, ...] = ("format",)

    format = forms.ChoiceField(
        label=_("วิธีพิมพ์"), choices=FORMATS, required=False, initial=RICH, widget=forms.RadioSelect
    )

    title = TypedField(
        label=_("ชื่อเรื่อง"),
        error_messages={"required": _("โปรดตั้งชื่อเรื่องก่อน จะสั้นเพียงไม่กี่คำก็ได้")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "editor__title"}),
    )
    lead = TypedField(
        label=_("คำนำ"),
        help_text=_("หนึ่งหรือสองประโยคที่บอกว่าเรื่องนี้ช่วยอะไรได้ จะขึ้นใต้ชื่อเรื่องในรายการ"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    body = TypedField(label=_("เนื้อหา"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 16}))
    reason = TypedField(
        label=_("แก้อะไรไปบ้าง"),
        help_text=_("เพื่อนร่วมเขียนจะเห็นในประวัติ"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def text(self) -> Text:
        """What was typed; a body without markup (no JavaScript) becomes paragraphs, Markdown what it stands for."""
        fields = self.cleaned_data
        return Text(fields["title"], fields["lead"], typed_html(fields["body"], fields["format"]))

    @classmethod
    def fields_of(cls, revision: Revision) -> dict[str, Any]:
        """A saved text as the form shows it."""
        return {"title": revision.title, "lead": revision.lead, "body": revision.body_html}

    @classmethod
    def parts_of(cls, revision: Revision) -> list[Named]:
        """The named parts of a saved text that are compared with those of another: the same ones for each text."""
        return text_parts(revision)

    @classmethod
    def kept(cls) -> tuple[str, ...]:
        """The names of what a draft keeps, in the order in which the browser keeps them too."""
        return (*cls.typed, *cls.chosen)

    @property
    def more(self) -> list[forms.BoundField]:
        """The parts that only this kind has, as the page shows them above the body."""
        usual = {*TextForm.typed, *TextForm.chosen}
        return [self[name] for name in self.kept() if name not in usual]

    @property
    def spelled(self) -> list[str]:
        """The plain parts in which misspelt words are looked for, beside the body."""
        return [name for name in self.typed if name not in {"body", "reason"}]

    @property
    def is_markdown(self) -> bool:
        return self["format"].value() == MARKDOWN

    @property
    def prompts(self) -> int:
        """How many places of a starter wait to be written."""
        return sum(prompts_in(str(self[name].value() or "")) for name in self.typed)


def typed_html(body: str, format_: str = RICH) -> str:
    """The body as HTML; one without markup (no JavaScript) becomes paragraphs, Markdown what it stands for."""
    if format_ != MARKDOWN:
        return body if _MARKUP.search(body) else paragraphs_html(body)
    if len(body) > MARKDOWN_LIMIT:
        raise Refused(
            _("เนื้อหาแบบ Markdown ยาวได้ไม่เกิน %(limit)s ตัวอักษร โปรดสลับเป็นข้อความจัดรูป หรือแบ่งเป็นหลายบันทึก")
            % {"limit": f"{MARKDOWN_LIMIT:,}"}
        )
    return markdown_to_html(body)


def typed_markdown(body: str) -> str:
    """A body of the rich editor as Markdown."""
    if len(body) > MARKDOWN_LIMIT:
        raise Refused(_("เรื่องนี้ยาวเกินกว่าจะสลับเป็น Markdown ได้ พิมพ์ต่อแบบข้อความจัดรูปได้ตามเดิม"))
    return html_to_markdown(clean_html(typed_html(body)))
