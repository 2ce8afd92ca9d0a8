"""A note as one Markdown file: what stands on its page, with where it comes from."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from panya.base.thai.dates import Language, format_date, to_bangkok
from panya.shared.content.html import paragraphs_html
from panya.shared.content.markdown import html_to_markdown
from panya.shared.content.models import Item, Revision


def as_markdown(item: Item, revision: Revision, address: str) -> str:
    """Title, lead, text, and the line that says who wrote it, under which number and licence."""
    parts = [f"# {html_to_markdown(paragraphs_html(revision.title))}"]
    if revision.lead:
        parts.append(html_to_markdown(paragraphs_html(revision.lead)))
    parts.append(html_to_markdown(revision.body_html))
    parts += ["---", "\n".join(_source(item, address))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _source(item: Item, address: str) -> list[str]:
    language: Language = "en" if get_language() == "en" else "th"
    written = format_date(to_bangkok(item.written_at).date(), "long", language) if item.written_at else ""
    told = [
        (_("โดย"), item.author_shown),
        ("", item.unit.name),
        (_("หมายเลขบันทึก:"), str(item.number)),
        (_("เขียน:"), written),
        (_("สัญญาอนุญาต:"), str(item.get_licence_display())),
    ]
    lines = [" · ".join(f"{label} {words}".strip() for label, words in told if words)]
    if item.is_retired:
        lines += [_("บันทึกนี้เลิกใช้แล้ว"), item.retired_reason]
    if item.published_id is None:
        lines.append(_("ฉบับร่าง ยังไม่เผยแพร่"))
    return [html_to_markdown(paragraphs_html(line)) for line in lines if line] + [f"<{address}>"]
