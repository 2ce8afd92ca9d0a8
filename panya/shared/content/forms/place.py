"""The form that asks where a record stands and who may read it."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.shared.content.actions.places import PlaceWish
from panya.shared.content.forms.secrecy import SecrecyForm
from panya.shared.content.forms.text import TypedField
from panya.shared.content.models import Access, Item, Licence
from panya.shared.content.permissions import may_change_access
from panya.shared.content.queries import circles_opening
from panya.shared.content.subject_lists import topic_choices
from panya.shared.people.choosing import Choice, chosen_from
from panya.shared.people.models import User
from panya.shared.people.queries import reference_of

_TAG_SIGNS = re.compile(r"[,#\n،、，]+")
TAGS_LIMIT = 20


class ReferencesField(forms.MultipleChoiceField):
    """Units, circles and persons as unit:CODE, circle:ID, person:ID; the action finds out whether they exist."""

    def valid_value(self, value: str) -> bool:
        return True


class PlaceForm(SecrecyForm):
    """Tags, topic, source, licence, readers and co-editors of a record."""

    tags = TypedField(
        label=_("คำสำคัญ"),
        help_text=_("คั่นด้วยจุลภาคหรือ # เช่น การจัดการความรู้, ส่งออก"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "tag-suggestions", "spellcheck": "false"}),
    )
    topic = forms.ChoiceField(label=_("หัวข้อ"), required=False)
    # What was ticked of what the page suggests (content/editor/suggestions.html).
    suggested_tags = ReferencesField(required=False)
    suggested_topic = TypedField(required=False)
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
        kwargs.setdefault("initial", self.present(item))
        super().__init__(*args, **kwargs)
        self.item, self.by = item, by
        self.decides_readers = may_change_access(by, item)
        self.fields["topic"].choices = [("", _("— ยังไม่เลือก —")), *topic_choices(item.topics.all())]  # type: ignore[attr-defined]
        if not self.decides_readers:
            for name in ("access", "circles", "circles_typed", "co_editors", "co_editors_typed"):
                del self.fields[name]

    def present(self, item: Item) -> dict[str, Any]:
        """How the record stands, in the words of this form."""
        topic = item.topics.first()
        return {
            "tags": ", ".join(item.tags.values_list("name", flat=True)),
            "topic": topic.slug if topic else "",
            "source": item.source,
            "licence": item.licence,
            "access": item.access,
            "circles": [reference_of(circle) for circle in circles_opening(item)],
            "co_editors": [f"person:{person.public_id}" for person in item.co_editors.all()],
        }

    def wish(self) -> PlaceWish:
        """What the writer asks for; a co-editor leaves the readers as they are."""
        fields = self.cleaned_data
        present = self.present(self.item)
        return PlaceWish(
            access=fields.get("access", self.item.access),
            licence=fields["licence"],
            readers=self._named("circles", present),
            co_editors=self._named("co_editors", present),
            topic=fields["topic"] or fields["suggested_topic"],
            tags=(*_tags_in(fields["tags"]), *fields["suggested_tags"]),
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
        if len(_tags_in(tags)) > TAGS_LIMIT:
            raise forms.ValidationError(_("ใส่คำสำคัญได้ไม่เกิน 20 คำ เลือกคำที่คนอื่นน่าจะใช้ค้นมากที่สุด"))
        return tags


def _tags_in(typed: str) -> list[str]:
    return [part.strip() for part in _TAG_SIGNS.split(typed) if part.strip()]
