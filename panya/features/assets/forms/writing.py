"""The forms about assets; what they accept is decided by the actions."""

import re
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from panya.base.ui.forms import ThaiDateField
from panya.features.assets.actions.facts import Facts, Part
from panya.features.assets.actions.placing import AssetWish
from panya.features.assets.models import AssetType, ContributorRole, KnowledgeForm
from panya.features.assets.permissions import may_choose_readers, may_move
from panya.features.assets.queries.assets import aims_to_choose, facts_of, units_to_move_to
from panya.features.assets.structure import NAMES, parts_of, typed_parts
from panya.shared.content.diff import Named
from panya.shared.content.forms.place import PlaceForm
from panya.shared.content.forms.text import TextForm, TypedField
from panya.shared.content.models import Item, Practice, Retention, Revision
from panya.shared.content.text import Text
from panya.shared.people.models import User

_SIGNS = re.compile(r"[,،、，\n]+")
# Rows for those who had a part: all that are there, and so many empty ones.
EMPTY_ROWS = 3
MOST_ROWS = 40


class AssetTextForm(TextForm):
    """Title, lead and body as every text; when to use it, steps, cautions and laws as parts that also stand alone."""

    typed = (*TextForm.typed, "title_en", "situation", "steps", "cautions", "legal_refs")
    chosen = (*TextForm.chosen, "type")

    type = forms.ChoiceField(label=_("ประเภท"), choices=AssetType.choices, required=False)
    title_en = TypedField(
        label=_("ชื่อเรื่องภาษาอังกฤษ"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "lang": "en"})
    )
    situation = TypedField(
        label=_("ใช้เมื่อไร"),
        help_text=_("ผู้อ่านเจอสถานการณ์แบบไหนจึงควรหยิบเรื่องนี้มาใช้"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    steps = TypedField(
        label=_("ขั้นตอน"),
        help_text=_("บรรทัดละหนึ่งขั้น ไม่ต้องใส่เลข จะพิมพ์เป็นรายการตรวจได้"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    cautions = TypedField(
        label=_("ข้อควรระวัง"),
        help_text=_("บรรทัดละหนึ่งข้อ"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    legal_refs = TypedField(
        label=_("กฎหมายที่เกี่ยวข้อง"),
        help_text=_(
            "บรรทัดละหนึ่งรายการ คั่นด้วยขีดตั้ง เช่น พ.ร.บ.ข้อมูลข่าวสารของราชการ พ.ศ. 2540 | มาตรา 9 | ข้อมูลที่ต้องจัดให้ประชาชนดู"
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def text(self) -> Text:
        """What was typed; empty parts too, so that what was taken out does not stay from the text before."""
        parts = typed_parts(self.cleaned_data)
        structured = {
            "situation": "", "steps": [], "cautions": [], "legal_refs": [], "title_en": "", "type": "",
        }  # fmt: skip
        return replace(super().text(), structured=structured | parts.as_json() | {"type": self.cleaned_data["type"]})

    @classmethod
    def fields_of(cls, revision: Revision) -> dict[str, Any]:
        return super().fields_of(revision) | parts_of(revision.structured).as_typed()

    @classmethod
    def parts_of(cls, revision: Revision) -> list[Named]:
        title, lead, *others = super().parts_of(revision)
        typed = parts_of(revision.structured).as_typed()
        own = [(str(cls.base_fields[name].label), typed[name]) for name in NAMES]
        return [title, lead, *own, *others]


class AssetPlaceForm(PlaceForm):
    """Where an asset stands, what it is and serves; before it is first shown also who reads it."""

    type = forms.ChoiceField(label=_("ประเภท"), choices=AssetType.choices)
    form = forms.ChoiceField(label=_("ความรู้นี้มาจากไหน"), choices=KnowledgeForm.choices, widget=forms.RadioSelect)
    unit = forms.ChoiceField(label=_("หน่วยงานเจ้าของ"))
    topics = forms.MultipleChoiceField(label=_("หัวข้อ"), required=False, widget=forms.CheckboxSelectMultiple)
    process_step = TypedField(
        label=_("ใช้ในขั้นตอนไหนของงาน"),
        help_text=_("เช่น รับคำขอ ตรวจเอกสาร เจรจา"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    valid_from = ThaiDateField(label=_("ใช้ได้ตั้งแต่วันที่"), required=False)
    practices = forms.MultipleChoiceField(
        label=_("ช่วยเรื่องใดตามมาตรา 11"),
        choices=Practice.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    aims = forms.MultipleChoiceField(
        label=_("ประเด็นยุทธศาสตร์และตัวชี้วัดที่ช่วย"), required=False, widget=forms.CheckboxSelectMultiple
    )
    competences = TypedField(
        label=_("สมรรถนะที่เรื่องนี้ช่วยพัฒนา"),
        help_text=_("คั่นด้วยจุลภาค"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    retention = forms.ChoiceField(label=_("เก็บไว้นานเท่าไร"), choices=Retention.choices)
    declassify_on = ThaiDateField(
        label=_("ทบทวนชั้นการเข้าถึงในวันที่"),
        help_text=_("สำหรับเรื่องที่เปิดให้อ่านแคบ ถึงวันนั้นระบบจะเตือนให้ดูว่าเปิดกว้างขึ้นได้หรือยัง"),
        required=False,
    )

    def __init__(self, *args: Any, item: Item, by: User, **kwargs: Any) -> None:
        self.facts = facts_of(item)
        super().__init__(*args, item=item, by=by, **kwargs)
        topics = self.fields.pop("topic").choices[1:]  # type: ignore[attr-defined]
        self.fields["topics"].choices = topics  # type: ignore[attr-defined]
        units = units_to_move_to(item, by) if may_move(by, item) else [item.unit]
        self.fields["unit"].choices = [(unit.code, unit.name) for unit in units]  # type: ignore[attr-defined]
        aims = [(aim.pk, str(aim)) for aim in aims_to_choose(item)]
        self.fields["aims"].choices = aims  # type: ignore[attr-defined]
        self.chooses_readers = may_choose_readers(by, item)
        if self.decides_readers and not self.chooses_readers:
            for name in ("access", "circles", "circles_typed"):
                del self.fields[name]
        if not may_move(by, item):
            for name in ("retention", "declassify_on"):
                self.fields[name].disabled = True

    def present(self, item: Item) -> dict[str, Any]:
        facts = self.facts
        return super().present(item) | {
            "type": facts.type,
            "form": facts.form,
            "unit": item.unit.code,
            "topics": [topic.slug for topic in item.topics.all()],
            "process_step": facts.process_step,
            "valid_from": facts.valid_from,
            "practices": item.practices,
            "aims": [aim.pk for aim in item.aims.all()],
            "competences": ", ".join(competence.name for competence in item.competences.all()),
            "retention": item.retention,
            "declassify_on": item.declassify_on,
        }

    def asset_wish(self) -> AssetWish:
        """All that the writer asks for."""
        fields = self.cleaned_data
        facts = Facts(
            type=fields["type"],
            form=fields["form"],
            process_step=fields["process_step"],
            valid_from=fields["valid_from"],
            contributors=self._contributors(),
            practices=tuple(fields["practices"]),
            aims=tuple(int(key) for key in fields["aims"]),
            competences=tuple(_SIGNS.split(fields["competences"])),
            retention=fields["retention"],
            declassify_on=fields["declassify_on"],
        )
        self.cleaned_data.setdefault("topic", "")
        topics = tuple(dict.fromkeys(filter(None, [*fields["topics"], fields["suggested_topic"]])))
        return AssetWish(self.wish(), facts, unit=fields["unit"], topics=topics)

    def _contributors(self) -> tuple[Part, ...]:
        sent = cast(QueryDict, self.data)
        pairs = zip(sent.getlist("contributor")[:MOST_ROWS], sent.getlist("contributor_role"), strict=False)
        return tuple(Part(name.replace("\x00", ""), role) for name, role in pairs if name.strip())

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Name and role of each row: as sent, else as it stands, and some empty ones."""
        if self.is_bound:
            found = [(part.name, part.role) for part in self._contributors()]
        else:
            found = [(one.shown_name, one.role) for one in self.facts.contributors.all()]
        return [*found, *[("", ContributorRole.TELLER.value)] * EMPTY_ROWS]

    @property
    def roles(self) -> list[tuple[str, Any]]:
        return list(ContributorRole.choices)


class PromoteForm(forms.Form):
    """As which type of asset a note is to go on."""

    type = forms.ChoiceField(
        label=_("เป็นองค์ความรู้ประเภทใด"),
        choices=AssetType.choices,
        initial=AssetType.STORY,
        widget=forms.RadioSelect,
        error_messages={"required": _("โปรดเลือกประเภทหนึ่งประเภท")},
    )
