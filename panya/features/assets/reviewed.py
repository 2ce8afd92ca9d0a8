"""A text of an asset part by part, as a reviewer sees it, with remarks marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from panya.features.assets.comparing import LABELS
from panya.features.assets.structure import Parts, parts_of
from panya.shared.content.html import shown_html
from panya.shared.content.models import Remark, Revision
from panya.shared.content.passages import Passage, marked

_OTHER = _("ส่วนอื่น")


@dataclass(frozen=True)
class ShownPart:
    """One part of a text as HTML; its name is what remarks call it."""

    name: str
    html: SafeString

    @property
    def label(self) -> str | Promise:
        return LABELS.get(self.name, _OTHER)


def shown_parts(revision: Revision, remarks: Iterable[Remark] = ()) -> list[ShownPart]:
    """The parts that have words, in the order of the asset's page, the passages of these remarks marked."""
    passages: dict[str, list[Passage]] = {}
    for remark in remarks:
        if remark.quote:
            passage = Passage(remark.public_id, remark.quote, remark.occurrence)
            passages.setdefault(remark.part, []).append(passage)
    drawn = {name: html for name, html in _as_html(revision).items() if html}
    return [ShownPart(name, marked(html, passages.get(name, []))) for name, html in drawn.items()]


def _as_html(revision: Revision) -> dict[str, str]:
    parts = parts_of(revision.structured)
    return {
        "title": format_html("{}", revision.title),
        "title_en": format_html("{}", parts.title_en),
        "lead": linebreaks(revision.lead, autoescape=True) if revision.lead else "",
        "situation": linebreaks(parts.situation, autoescape=True) if parts.situation else "",
        "steps": _list("ol", parts.steps),
        "cautions": _list("ul", parts.cautions),
        "legal_refs": _laws(parts),
        "body": shown_html(revision.body_html),
    }


def _list(tag: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    rows = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html("<{}>{}</{}>", tag, rows, tag)


def _laws(parts: Parts) -> str:
    return _list("ul", [f"{ref.law} {ref.section} {ref.about}".strip() for ref in parts.legal_refs])
