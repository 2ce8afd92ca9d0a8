"""The structured parts of an asset's text: they lie in `Revision.structured` and are approved with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.base.thai.normalise import normalise, normalise_line
from panya.shared.content.models import Revision
from panya.shared.content.prompts import prompts_in
from panya.shared.content.text import Text

TITLE_LIMIT = 300
LINES_LIMIT = 100
LINE_LIMIT = 2_000
# Between the law, the section and what it says, on one typed line.
_SIGN = "|"
NAMES = ("situation", "steps", "cautions", "legal_refs", "title_en")


@dataclass(frozen=True)
class LegalRef:
    """A law that the asset rests on, and where in it."""

    law: str
    section: str = ""
    about: str = ""


@dataclass(frozen=True)
class Parts:
    """When to use it, what to do step by step, what to beware of, which laws it rests on; and its English title."""

    situation: str = ""
    steps: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    legal_refs: tuple[LegalRef, ...] = ()
    title_en: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it stands in the revision; parts without words are left out."""
        laws = [{"law": ref.law, "section": ref.section, "about": ref.about} for ref in self.legal_refs]
        parts = {
            "situation": self.situation,
            "steps": list(self.steps),
            "cautions": list(self.cautions),
            "legal_refs": laws,
            "title_en": self.title_en,
        }
        return {name: part for name, part in parts.items() if part}

    def as_typed(self) -> dict[str, str]:
        """As it stands in the fields of the editor: a step, a caution, a law a line."""
        laws = [f" {_SIGN} ".join((ref.law, ref.section, ref.about)).rstrip(f" {_SIGN}") for ref in self.legal_refs]
        return {
            "title_en": self.title_en,
            "situation": self.situation,
            "steps": "\n".join(self.steps),
            "cautions": "\n".join(self.cautions),
            "legal_refs": "\n".join(laws),
        }


def parts_of(structured: dict[str, Any]) -> Parts:
    """Read the parts of a revision."""
    return Parts(
        situation=structured.get("situation", ""),
        steps=tuple(structured.get("steps", ())),
        cautions=tuple(structured.get("cautions", ())),
        legal_refs=tuple(LegalRef(**ref) for ref in structured.get("legal_refs", ())),
        title_en=structured.get("title_en", ""),
    )


def typed_parts(fields: Mapping[str, str]) -> Parts:
    """What was typed into the fields of the editor."""
    return Parts(
        situation=normalise(fields["situation"]).strip(),
        steps=_lines(fields["steps"]),
        cautions=_lines(fields["cautions"]),
        legal_refs=tuple(_law(line) for line in _lines(fields["legal_refs"])),
        title_en=normalise_line(fields["title_en"]),
    )


def with_checked_parts(text: Text) -> Text:
    """The text with its parts as they are stored; raises Refused with what to shorten."""
    parts = parts_of(text.structured)
    if len(parts.title_en) > TITLE_LIMIT:
        raise Refused(_("ชื่อเรื่องภาษาอังกฤษยาวได้ไม่เกิน %(limit)d ตัวอักษร") % {"limit": TITLE_LIMIT})
    _refuse_longer(_("ใช้เมื่อไร"), (parts.situation,))
    _refuse_longer(_("ขั้นตอน"), parts.steps)
    _refuse_longer(_("ข้อควรระวัง"), parts.cautions)
    _refuse_longer(_("กฎหมายที่เกี่ยวข้อง"), tuple(f"{ref.law}{ref.section}{ref.about}" for ref in parts.legal_refs))
    others = {name: part for name, part in text.structured.items() if name not in NAMES}
    return replace(text, structured=others | parts.as_json())


def prompts_in_text(text: Text | Revision) -> int:
    """How many words of the template still wait to be written over, in all parts of a text."""
    typed = parts_of(text.structured).as_typed()
    return sum(prompts_in(part) for part in (text.title, text.lead, text.body_html, *typed.values()))


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(line for line in map(normalise_line, normalise(typed).splitlines()) if line)


def _law(line: str) -> LegalRef:
    law, section, about = (part.strip() for part in (*line.split(_SIGN, 2), "", "")[:3])
    return LegalRef(law, section, about)


def _refuse_longer(name: str, lines: tuple[str, ...]) -> None:
    if len(lines) > LINES_LIMIT:
        raise Refused(
            _("%(part)sมีได้ไม่เกิน %(limit)d ข้อ โปรดรวมข้อหรือแบ่งเป็นหลายเรื่อง") % {"part": name, "limit": LINES_LIMIT}
        )
    if any(len(line) > LINE_LIMIT for line in lines):
        raise Refused(
            _("%(part)sข้อหนึ่งยาวได้ไม่เกิน %(limit)s ตัวอักษร โปรดแบ่งเป็นหลายข้อหรือย้ายไปไว้ในเนื้อหา")
            % {"part": name, "limit": f"{LINE_LIMIT:,}"}
        )
