"""Forms of the review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from panya.base.core.clock import today
from panya.base.core.errors import Refused
from panya.base.ui.forms import ThaiDateField
from panya.shared.content.actions.places import READERS_LIMIT
from panya.shared.content.actions.reviewing.asking import USUAL_TIME
from panya.shared.content.choices import BY_CIRCLE, Access, CheckPoint
from panya.shared.content.forms.place import ReferencesField
from panya.shared.content.forms.secrecy import SecrecyForm
from panya.shared.content.forms.text import TypedField
from panya.shared.content.models import Item
from panya.shared.content.queries import circles_opening
from panya.shared.people.actions.circles import circles_from_references
from panya.shared.people.choosing import Choice, chosen_from, reference_typed
from panya.shared.people.models import Circle, User
from panya.shared.people.queries import find_person, parted, reference_of

PEOPLE_LIMIT = 20


class PeopleForm(forms.Form):
    """Colleagues chosen by name: ticked in the list, or typed line by line where there is no JavaScript."""

    people_field = "reviewers"

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    @property
    def people_chosen(self) -> list[Choice]:
        """Who is ticked, also after a refusal."""
        return chosen_from(self[self.people_field].value() or [], self.by)

    def people(self) -> list[User]:
        """The people that are meant; refused where one of them is nobody."""
        typed = [line for line in self.cleaned_data[f"{self.people_field}_typed"].splitlines() if line.strip()]
        references = list(dict.fromkeys([*self.cleaned_data[self.people_field], *typed]))[:PEOPLE_LIMIT]
        found = [find_person(parted(reference_typed(reference, self.by))[1]) for reference in references]
        people = [person for person in found if person is not None]
        if len(people) < len(references):
            raise Refused(_("ไม่พบบางคนที่เลือก โปรดเลือกใหม่จากรายชื่อที่ขึ้นเมื่อพิมพ์ชื่อ"))
        return people


class AskForm(SecrecyForm, PeopleForm):
    """Who reviews, by when, and what the reviewer should know."""

    reviewers = ReferencesField(label=_("ผู้ตรวจ"), required=False)
    reviewers_typed = TypedField(required=False)
    words = TypedField(
        label=_("ข้อความถึงผู้ตรวจ"),
        help_text=_("อยากให้ดูตรงไหนเป็นพิเศษ"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due_on = ThaiDateField(label=_("ขอให้ตรวจภายในวันที่"), initial=lambda: today() + USUAL_TIME)
    shows_at_once = forms.TypedChoiceField(
        label=_("เมื่อผ่านการตรวจ"),
        choices=[("yes", _("ให้ผู้อ่านเห็นทันที")), ("no", _("รอให้ฉันกดเผยแพร่เอง"))],
        initial="yes",
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class DecisionForm(forms.Form):
    """The eight points and what the reviewer says of the whole."""

    ticked = forms.MultipleChoiceField(
        label=_("ตรวจแล้วว่า"), choices=CheckPoint.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    words = TypedField(
        label=_("ความเห็นถึงผู้เขียน"),
        help_text=_("ถ้าส่งกลับ โปรดบอกว่าต้องแก้อะไร"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sha256 = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class RemarkForm(forms.Form):
    """What is said about a passage."""

    quote = TypedField(
        label=_("ข้อความที่พูดถึง"),
        help_text=_("เลือกข้อความในเนื้อหาแล้วจะขึ้นที่นี่ หรือคัดลอกมาวาง เว้นว่างได้ถ้าพูดถึงทั้งเรื่อง"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    said = TypedField(
        label=_("ข้อสังเกต"),
        error_messages={"required": _("โปรดเขียนว่าสังเกตเห็นอะไร")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    part = TypedField(required=False, widget=forms.HiddenInput)
    occurrence = forms.IntegerField(required=False, min_value=0, max_value=10_000, widget=forms.HiddenInput)


class ReassignForm(PeopleForm):
    """Who reviews in whose place."""

    people_field = "to"

    from_ = forms.ChoiceField(label=_("แทนใคร"))
    to = ReferencesField(label=_("ผู้ตรวจคนใหม่"), required=False)
    to_typed = TypedField(required=False)
    words = TypedField(label=_("เหตุผล"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, waiting: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(person.public_id, person.name) for person in waiting]
        self.fields["from_"].choices = names  # type: ignore[attr-defined]


class HandOverForm(PeopleForm):
    """Who answers for the asset from now on, and why."""

    people_field = "to"

    to = ReferencesField(label=_("เจ้าของคนใหม่"), required=False)
    to_typed = TypedField(required=False)
    reason = TypedField(
        label=_("เหตุผล"),
        error_messages={"required": _("โปรดบอกเหตุผลที่ส่งมอบ")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AccessForm(forms.Form):
    """Who shall read the asset, and why."""

    access = forms.ChoiceField(label=_("ชั้นการเข้าถึงใหม่"), choices=Access.choices, widget=forms.RadioSelect)
    circles = ReferencesField(label=_("หน่วยงาน วง หรือบุคคลที่อ่านได้"), required=False)
    circles_typed = TypedField(required=False)
    reason = TypedField(
        label=_("เหตุผล"),
        help_text=_("ผู้อนุมัติและผู้ตรวจสอบจะอ่าน"),
        error_messages={"required": _("โปรดบอกเหตุผลที่ขอเปลี่ยน")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, item: Item, by: User, **kwargs: Any) -> None:
        references = [reference_of(circle) for circle in circles_opening(item)]
        kwargs.setdefault("initial", {"access": item.access, "circles": references})
        super().__init__(*args, **kwargs)
        self.item, self.by = item, by

    @property
    def circles_chosen(self) -> list[Choice]:
        """The ticked readers, also after a refusal."""
        return chosen_from(self["circles"].value() or [], self.by, already=circles_opening(self.item))

    def circles_meant(self) -> list[Circle]:
        """The readers that are meant, those of now among them."""
        if self.cleaned_data["access"] not in BY_CIRCLE:
            return []
        typed = [line for line in self.cleaned_data["circles_typed"].splitlines() if line.strip()]
        references = [reference_typed(one, self.by) for one in [*self.cleaned_data["circles"], *typed][:READERS_LIMIT]]
        return list(circles_from_references(references, self.by, already=self.item.circles.all()))


class DeclineForm(forms.Form):
    """Why a request is not agreed to."""

    words = TypedField(
        label=_("เหตุผลที่ไม่อนุมัติ"),
        error_messages={"required": _("โปรดบอกเหตุผลที่ไม่อนุมัติ")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
