"""An asset as one Markdown file: what stands on its page, with where it comes from."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from panya.features.assets.citing import citation
from panya.features.assets.structure import Parts, parts_of
from panya.shared.content.html import paragraphs_html
from panya.shared.content.markdown import html_to_markdown
from panya.shared.content.models import Item, Revision


def as_markdown(item: Item, revision: Revision) -> str:
    """Title, lead, the structured parts, the body, and the line by which to cite it."""
    parts = parts_of(revision.structured)
    blocks = [f"# {_plain(revision.title)}", _plain(parts.title_en), _plain(revision.lead), *_structured(parts)]
    blocks += [html_to_markdown(revision.body_html), "---", _plain("\n".join(_source(item)))]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _structured(parts: Parts) -> Iterable[str]:
    laws = [" ".join(filter(None, (ref.law, ref.section, ref.about))) for ref in parts.legal_refs]
    if parts.situation:
        yield _section(_("ใช้เมื่อไร"), _plain(parts.situation))
    if parts.steps:
        steps = "\n".join(f"{place}. {_plain(step)}" for place, step in enumerate(parts.steps, 1))
        yield _section(_("ขั้นตอน"), steps)
    for heading, lines in ((_("ข้อควรระวัง"), parts.cautions), (_("กฎหมายที่เกี่ยวข้อง"), laws)):
        if lines:
            yield _section(heading, "\n".join(f"- {_plain(line)}" for line in lines))


def _section(heading: str, text: str) -> str:
    return f"## {heading}\n\n{text}"


def _source(item: Item) -> list[str]:
    lines = [citation(item), " ".join((_("สัญญาอนุญาต:"), str(item.get_licence_display())))]
    if item.is_retired:
        lines += [_("องค์ความรู้นี้เลิกใช้แล้ว"), item.retired_reason]
    if item.published_id is None:
        lines.append(_("ฉบับร่าง ยังไม่ผ่านการตรวจ"))
    return lines


def _plain(text: str) -> str:
    return html_to_markdown(paragraphs_html(text))
