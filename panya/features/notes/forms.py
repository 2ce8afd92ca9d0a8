"""The forms about notes; what they accept is decided by the actions."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.base.core.errors import Refused
from panya.features.notes.places import PlaceWish
from panya.features.notes.prompts import prompts_in
from panya.features.notes.queries import circles_opening
from panya.shared.content.forms import SecrecyForm, TypedField
from panya.shared.content.html import clean_html, paragraphs_html
from panya.shared.content.markdown import html_to_markdown, markdown_to_html
from panya.shared.content.models import Access, Item, Licence, Notebook
from panya.shared.content.permissions import may_change_access
from panya.shared.content.queries import notebooks_of
from panya.shared.content.subject_lists import topic_choices
from panya.shared.content.text import Text
from panya.shared.people.choosing import Choice, chosen_from
from panya.shared.people.models import User
from panya.shared.people.queries import reference_of

_MARKUP = re.compile(
    r"</?(?:p|br|h[1-6]|ul|ol|li|strong|em|b|i|a|table|blockquote|pre|div|span|img)\b[^<>]*>", re.IGNORECASE
)
_TAG_SIGNS = re.compile(r"[,#\n،、，]+")
TAGS_LIMIT = 20
RICH, MARKDOWN = "rich", "markdown"
FORMATS = [(RICH, _("ข้อความจัดรูป")), (MARKDOWN, "Markdown")]
MARKDOWN_LIMIT = 300_000


class ReferencesField(forms.MultipleChoiceField):
    """Units, circles and persons as unit:CODE, circle:ID, person:ID; the action finds out whether they exist."""

    def valid_value(self, value: str) -> bool:
        return True


class TextForm(SecrecyForm):
    """Title, lead and body. Lengths are judged by the action, so that nothing typed is cut off unseen."""

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

    @property
    def is_markdown(self) -> bool:
        return self["format"].value() == MARKDOWN

    @property
    def prompts(self) -> int:
        """How many places of a starter wait to be written."""
        return prompts_in(str(self["body"].value() or ""))


class PlaceForm(SecrecyForm):
    """Where a note stands and who may read it."""

    tags = TypedField(
        label=_("คำสำคัญ"),
        help_text=_("คั่นด้วยจุลภาคหรือ # เช่น การจัดการความรู้, ส่งออก"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "tag-suggestions", "spellcheck": "false"}),
    )
    topic = forms.ChoiceField(label=_("หัวข้อ"), required=False)
    notebook = forms.ChoiceField(label=_("สมุด"), required=False)
    new_notebook = TypedField(
        label=_("หรือตั้งสมุดใหม่ชื่อ"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    source = TypedField(
        label=_("ที่มา"),
        help_text=_("หากนำมาจากที่อื่น บอกว่ามาจากใครหรือที่ใด ถ้าเป็นประสบการณ์ของคุณเอง เว้นว่างได้"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    licence = forms.ChoiceField(label=_("สัญญาอนุญาต"), choices=Licence.choices)
    access = forms.ChoiceField(label=_("ใครอ่านได้"), choices=Access.choices, widget=forms.RadioSelect)
    circles = ReferencesField(label=_("หน่วยงาน วง หรือบุคคลที่อ่านได้"), required=False)
    circles_typed = TypedField(required=False)
    co_editors = ReferencesField(label=_("ผู้ช่วยเขียน"), required=False)
    co_editors_typed = TypedField(required=False)

    def __init__(self, *args: Any, item: Item, by: User, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _present(item))
        super().__init__(*args, **kwargs)
        self.item, self.by = item, by
        self.decides_readers = may_change_access(by, item)
        self.fields["topic"].choices = [("", _("— ยังไม่เลือก —")), *topic_choices(item.topics.all())]  # type: ignore[attr-defined]
        self.fields["notebook"].choices = _notebook_choices(item, by)  # type: ignore[attr-defined]
        if not self.decides_readers:
            for name in ("access", "circles", "circles_typed", "co_editors", "co_editors_typed"):
                del self.fields[name]

    def wish(self) -> PlaceWish:
        """What the writer asks for; a co-editor leaves the readers as they are."""
        fields = self.cleaned_data
        present = _present(self.item)
        return PlaceWish(
            access=fields.get("access", self.item.access),
            licence=fields["licence"],
            readers=self._named("circles", present),
            co_editors=self._named("co_editors", present),
            notebook=fields["notebook"],
            new_notebook=fields["new_notebook"],
            topic=fields["topic"],
            tags=tuple(part.strip() for part in _TAG_SIGNS.split(fields["tags"]) if part.strip()),
            source=fields["source"],
        )

    def _named(self, name: str, present: dict[str, Any]) -> tuple[str, ...]:
        """What was ticked, and what was typed line by line where there is no JavaScript."""
        if name not in self.fields:
            return tuple(present[name])
        typed = [line for line in self.cleaned_data[f"{name}_typed"].splitlines() if line.strip()]
        return (*self.cleaned_data[name], *typed)

    @property
    def circles_chosen(self) -> list[Choice]:
        """The ticked readers, also after a refusal."""
        return chosen_from(self["circles"].value() or [], self.by, already=circles_opening(self.item))

    @property
    def co_editors_chosen(self) -> list[Choice]:
        return chosen_from(self["co_editors"].value() or [], self.by)

    def clean_tags(self) -> str:
        tags = str(self.cleaned_data["tags"])
        if sum(bool(part.strip()) for part in _TAG_SIGNS.split(tags)) > TAGS_LIMIT:
            raise forms.ValidationError(_("ใส่คำสำคัญได้ไม่เกิน 20 คำ เลือกคำที่คนอื่นน่าจะใช้ค้นมากที่สุด"))
        return tags


class NotebookForm(forms.Form):
    """The name of a notebook and what it is for."""

    name = TypedField(
        label=_("ชื่อสมุด"),
        error_messages={"required": _("โปรดตั้งชื่อสมุด")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    description = TypedField(label=_("สมุดนี้เก็บเรื่องอะไร"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class RetireForm(forms.Form):
    """Why a note goes out of use, and what replaces it."""

    reason = TypedField(
        label=_("เลิกใช้เพราะอะไร"),
        help_text=_("ผู้อ่านจะเห็นเหตุผลนี้บนหัวบันทึก"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    superseded_by = forms.IntegerField(
        label=_("หมายเลขบันทึกที่ใช้แทน"),
        help_text=_("ถ้ามีเรื่องใหม่กว่า ใส่หมายเลขไว้ ผู้อ่านจะตามไปอ่านได้"),
        required=False,
        min_value=1,
        error_messages={"invalid": _("หมายเลขบันทึกเป็นตัวเลขล้วน เช่น 1000045")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


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


def _present(item: Item) -> dict[str, Any]:
    topic = item.topics.first()
    return {
        "tags": ", ".join(item.tags.values_list("name", flat=True)),
        "topic": topic.slug if topic else "",
        "notebook": item.notebook.public_id if item.notebook else "",
        "source": item.source,
        "licence": item.licence,
        "access": item.access,
        "circles": [reference_of(circle) for circle in circles_opening(item)],
        "co_editors": [f"person:{person.public_id}" for person in item.co_editors.all()],
    }


def _notebook_choices(item: Item, by: User) -> list[tuple[str, Any]]:
    """The writer's own notebooks; a co-editor leaves the note in the notebook where it stands."""
    own: list[Notebook] = list(notebooks_of(by)) if by.pk in {item.author_id, item.owner_id} else []
    if item.notebook is not None and item.notebook not in own:
        own.insert(0, item.notebook)
    choices: list[tuple[str, Any]] = [(notebook.public_id, notebook.name) for notebook in own]
    return choices if item.notebook is not None else [("", _("— ไม่อยู่ในสมุด —")), *choices]
