"""The forms by which assets come of one another: proposals, merging, translations, syntheses."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from panya.base.thai.normalise import normalise
from panya.features.assets.forms.writing import AssetTextForm
from panya.features.assets.models import AssetType
from panya.features.assets.structure import parts_of, typed_parts
from panya.shared.content.forms.text import MARKDOWN, RecordNumberField, TypedField, typed_html
from panya.shared.content.markdown import html_to_markdown
from panya.shared.content.models import Revision
from panya.shared.content.text import Text

THIS, OTHER = "this", "other"


class WholeTextForm(AssetTextForm):
    """A whole text in plain fields, the body as Markdown: what is not touched stays as it was, to the letter."""

    type = None  # type: ignore[assignment]
    format = None  # type: ignore[assignment]
    body = TypedField(
        label=_("เนื้อหา"),
        help_text=_("เว้นบรรทัดเพื่อขึ้นย่อหน้าใหม่ ขึ้นต้นด้วย ## เป็นหัวข้อ ขึ้นต้นด้วย - เป็นรายการ"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(self, *args: Any, start: Text, **kwargs: Any) -> None:
        self.start = start
        self.body_as_typed = html_to_markdown(start.body_html)
        typed = {"title": start.title, "lead": start.lead, "body": self.body_as_typed}
        kwargs.setdefault("initial", typed | parts_of(start.structured).as_typed())
        super().__init__(*args, **kwargs)

    def text(self) -> Text:
        """What was typed; a body that nobody touched is the one from which it began."""
        fields = self.cleaned_data
        untouched = _lines(fields["body"]) == _lines(self.body_as_typed)
        body = self.start.body_html if untouched else typed_html(fields["body"], MARKDOWN)
        return Text(fields["title"], fields["lead"], body, typed_parts(fields).as_json())


class SuggestionForm(WholeTextForm):
    """A better text, and why it is better."""

    reason = TypedField(
        label=_("แก้อะไร เพราะอะไร"),
        help_text=_("เช่น อัตราค่าธรรมเนียมเปลี่ยนตามประกาศใหม่ เจ้าของเรื่องจะเห็นเหตุผลนี้ก่อนตัดสินใจ"),
        error_messages={"required": _("โปรดบอกสั้น ๆ ว่าแก้อะไร เพราะอะไร")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class WordsForm(forms.Form):
    """What is said with a decision."""

    words = TypedField(label=_("บอกผู้เสนอว่าทำไมยังไม่รับ"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class MergeForm(forms.Form):
    """Which asset is the same as this one, which of them stays, and why."""

    other = RecordNumberField(
        label=_("หมายเลขขององค์ความรู้ที่ซ้ำกับเรื่องนี้"),
    )
    stays = forms.ChoiceField(
        label=_("เก็บเรื่องใดไว้"), choices=[(THIS, ""), (OTHER, "")], initial=THIS, widget=forms.RadioSelect
    )
    reason = TypedField(
        label=_("รวมเพราะอะไร"),
        help_text=_("ผู้อ่านเรื่องที่เลิกใช้จะเห็นเหตุผลนี้"),
        error_messages={"required": _("โปรดบอกเหตุผลที่รวม ผู้อ่านเรื่องที่เลิกใช้จะได้เข้าใจ")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: QueryDict | None = None, *, this: int, other: int | None) -> None:
        super().__init__(data, initial={"other": other})
        says = _("เก็บ %(stays)s เลิกใช้ %(goes)s")
        choices = [(THIS, says % {"stays": this, "goes": other}), (OTHER, says % {"stays": other, "goes": this})]
        self.fields["stays"].choices = choices  # type: ignore[attr-defined]


class TranslationForm(WholeTextForm):
    """The text in the other language, written beside the original."""

    reason = None  # type: ignore[assignment]
    title_en = None  # type: ignore[assignment]

    def text(self) -> Text:
        fields = self.cleaned_data | {"title_en": ""}
        parts = typed_parts(fields).as_json()
        return Text(fields["title"], fields["lead"], typed_html(fields["body"], MARKDOWN), parts)


class ReliesForm(forms.Form):
    """A record that this asset cannot do without."""

    number = RecordNumberField(
        label=_("หมายเลขบันทึกที่เรื่องนี้ต้องใช้"),
    )


class SynthesisForm(forms.Form):
    """What a synthesis is called and is; which passages go into it stands in the page."""

    title = TypedField(
        label=_("ชื่อเรื่องที่สังเคราะห์"),
        error_messages={"required": _("โปรดตั้งชื่อเรื่องก่อน จะสั้นเพียงไม่กี่คำก็ได้")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    type = forms.ChoiceField(label=_("ประเภท"), choices=AssetType.choices, initial=AssetType.ANALYSIS)


def text_of(revision: Revision) -> Text:
    """A saved text as one that can be changed."""
    return Text(revision.title, revision.lead, revision.body_html, revision.structured)


def _lines(typed: str) -> list[str]:
    return [line.rstrip() for line in normalise(typed).strip().splitlines()]
