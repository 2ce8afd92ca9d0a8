"""Two texts of an asset part by part: what changed between them, by words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from panya.features.assets.structure import parts_of
from panya.shared.content.diff import Change, diff_words
from panya.shared.content.models import Revision
from panya.shared.content.text import Text

LABELS: dict[str, str | Promise] = {
    "title": _("ชื่อเรื่อง"),
    "title_en": _("ชื่อเรื่องภาษาอังกฤษ"),
    "lead": _("คำนำ"),
    "situation": _("ใช้เมื่อไร"),
    "steps": _("ขั้นตอน"),
    "cautions": _("ข้อควรระวัง"),
    "legal_refs": _("กฎหมายที่เกี่ยวข้อง"),
    "body": _("เนื้อหา"),
}


@dataclass(frozen=True)
class PartChanges:
    """What changed in one part."""

    label: str | Promise
    changes: list[Change]


def changes_in(old: Revision | Text, new: Revision | Text) -> list[PartChanges]:
    """The parts that differ by words, in the order of the page; empty where at most the form differs."""
    before, after = _as_typed(old), _as_typed(new)
    found = [PartChanges(label, diff_words(before[name], after[name])) for name, label in LABELS.items()]
    return [part for part in found if any(change.kind != "same" for change in part.changes)]


def is_same_text(old: Revision | Text, new: Revision | Text) -> bool:
    """Nothing of what readers see differs, form included."""
    return [old.title, old.lead, old.body_html, old.structured] == [new.title, new.lead, new.body_html, new.structured]


def _as_typed(text: Revision | Text) -> dict[str, str]:
    parts = parts_of(text.structured).as_typed()
    return {"title": text.title, "lead": text.lead, "body": text.body_text, **parts}
