"""The forms about notes; what they accept is decided by the actions."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.shared.content.actions.places import PlaceWish
from panya.shared.content.forms.place import PlaceForm
from panya.shared.content.forms.text import RecordNumberField, TypedField
from panya.shared.content.models import Item, Notebook
from panya.shared.content.queries import notebooks_of
from panya.shared.people.models import User


class NotePlaceForm(PlaceForm):
    """Where a note stands and who may read it: as every record, and in a notebook."""

    notebook = forms.ChoiceField(label=_("สมุด"), required=False)
    new_notebook = TypedField(
        label=_("หรือตั้งสมุดใหม่ชื่อ"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, item: Item, by: User, **kwargs: Any) -> None:
        super().__init__(*args, item=item, by=by, **kwargs)
        self.fields["notebook"].choices = _notebook_choices(item, by)  # type: ignore[attr-defined]

    def present(self, item: Item) -> dict[str, Any]:
        return super().present(item) | {"notebook": item.notebook.public_id if item.notebook else ""}

    def wish(self) -> PlaceWish:
        fields = self.cleaned_data
        return replace(super().wish(), notebook=fields["notebook"], new_notebook=fields["new_notebook"])


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
    superseded_by = RecordNumberField(
        label=_("หมายเลขบันทึกที่ใช้แทน"),
        help_text=_("ถ้ามีเรื่องใหม่กว่า ใส่หมายเลขไว้ ผู้อ่านจะตามไปอ่านได้"),
        required=False,
    )


def _notebook_choices(item: Item, by: User) -> list[tuple[str, Any]]:
    """The writer's own notebooks; a co-editor leaves the note in the notebook where it stands."""
    own: list[Notebook] = list(notebooks_of(by)) if by.pk in {item.author_id, item.owner_id} else []
    if item.notebook is not None and item.notebook not in own:
        own.insert(0, item.notebook)
    choices: list[tuple[str, Any]] = [(notebook.public_id, notebook.name) for notebook in own]
    return choices if item.notebook is not None else [("", _("— ไม่อยู่ในสมุด —")), *choices]
