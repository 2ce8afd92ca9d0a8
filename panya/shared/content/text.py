"""The text of a record on its way in: normalised, cleaned, and refused where it is too long."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.base.thai.clusters import truncate
from panya.base.thai.normalise import normalise, normalise_line
from panya.shared.content.choices import Access
from panya.shared.content.html import clean_html, plain_text
from panya.shared.content.record_links import link_records

TITLE_LIMIT = 300
LEAD_LIMIT = 1_000
BODY_LIMIT = 1_000_000
STRUCTURED_LIMIT = 200_000
SUMMARY_LIMIT = 300
KEEPS_BODY = {Access.REQUEST, Access.RESTRICTED}
_LINES_ABOVE_TITLE = 3  # news items begin with their date, then say their title once more


@dataclass(frozen=True)
class Text:
    """What a person wrote; `cleaned()` is the only way into a Revision."""

    title: str
    lead: str = ""
    body_html: str = ""
    structured: dict[str, Any] = field(default_factory=dict)

    def cleaned(self) -> "Text":
        """Normalise and clean every part; raise Refused with what to do where a part is missing or too long."""
        title, lead = normalise_line(self.title), normalise(self.lead).strip()
        if not title:
            raise Refused(_("โปรดตั้งชื่อเรื่องก่อน จะสั้นเพียงไม่กี่คำก็ได้"))
        _refuse_longer(title, TITLE_LIMIT, _("ชื่อเรื่อง"))
        _refuse_longer(lead, LEAD_LIMIT, _("คำนำ"))
        _refuse_longer(self.body_html, BODY_LIMIT, _("เนื้อหา"))
        body = link_records(clean_html(self.body_html))
        _refuse_longer(body, BODY_LIMIT, _("เนื้อหา"))
        structured = _cleaned_part(self.structured)
        _refuse_longer(json.dumps(structured, ensure_ascii=False), STRUCTURED_LIMIT, _("ส่วนย่อยของเรื่อง"))
        return Text(title, lead, body, structured)

    @property
    def body_text(self) -> str:
        return plain_text(self.body_html)

    def summary_for(self, access: str) -> str:
        """What lists show under the title: the lead, else the beginning of the body after a repeated title.

        The card of a REQUEST record stands open to everyone, and every look at a RESTRICTED text is written
        down: neither shows its body in a list.
        """
        shown = self.lead if self.lead or access in KEEPS_BODY else self._opening()
        return truncate(_one_line(shown)[: SUMMARY_LIMIT * 2], SUMMARY_LIMIT)

    def _opening(self) -> str:
        lines = self.body_text[: SUMMARY_LIMIT * 5].split("\n")
        for at, line in enumerate(lines[:_LINES_ABOVE_TITLE]):
            if _one_line(line) == self.title and lines[at + 1 :]:
                return "\n".join(lines[at + 1 :])
        return "\n".join(lines)


def structured_text(structured: dict[str, Any]) -> str:
    """The words in the structured parts, a line each; which files are attached is not text."""
    return "\n".join(words_in({name: part for name, part in structured.items() if name != "files"}))


def words_in(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, list | dict):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from words_in(inner)


def _cleaned_part(part: Any) -> Any:
    if isinstance(part, dict):
        return {normalise_line(name): _cleaned_part(inner) for name, inner in part.items()}
    if isinstance(part, list):
        return [_cleaned_part(inner) for inner in part]
    return normalise(part).strip() if isinstance(part, str) else part


def _one_line(cleaned: str) -> str:
    return " ".join(cleaned.split())


def _refuse_longer(text: str, limit: int, what: str) -> None:
    if len(text) > limit:
        raise Refused(
            _("%(what)sยาว %(length)s ตัวอักษร เกินที่เก็บได้ %(limit)s ตัวอักษร โปรดแบ่งเป็นหลายบันทึกหรือตัดให้สั้นลง")
            % {"what": what, "length": f"{len(text):,}", "limit": f"{limit:,}"}
        )
