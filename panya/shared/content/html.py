"""The one module that decides what HTML people may store and see (strict allow-list, by nh3)."""

import json
import re
from collections.abc import Iterable
from html import unescape
from typing import Any

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from panya.base.thai.normalise import normalise
from panya.shared.content.depth import is_too_deep
from panya.shared.content.file_links import ADDRESS, without_foreign_pictures

_TAGS = {
    "p", "br", "h2", "h3", "h4", "strong", "em", "u", "s", "sub", "sup", "blockquote", "hr", "pre", "code",
    "ul", "ol", "li", "a", "table", "thead", "tbody", "tr", "th", "td",
    "img",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "img": {"src", "alt", "width", "height"},
}
_SIZE = re.compile(r"[1-9][0-9]{0,4}")
_BREAKS = re.compile(r"[\t\n\r]")
_DROPPED_WITH_CONTENT = {"script", "style", "title", "noscript", "template", "iframe", "object", "svg", "math", "xml"}


def _kept_value(tag: str, attribute: str, value: str) -> str | None:
    """A picture is a file of this site, its size is a number, an address is one line; all else is as listed above."""
    if tag == "img" and attribute == "src":
        return value if ADDRESS.fullmatch(value) else None
    if tag == "img" and attribute in {"width", "height"}:
        return value if _SIZE.fullmatch(value) else None
    if attribute == "href":
        # Browsers read over line breaks in an address: what then stands side by side is normalised too.
        return normalise(_BREAKS.sub("", value))
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_DROPPED_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow",
    strip_comments=True,
    attribute_filter=_kept_value,
)
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|tr|blockquote|pre|table|ul|ol)>|<(?:br|hr)\s*/?>", re.IGNORECASE)
# The editor makes a paragraph of every cell: its end is no line of its own, a row is one.
_CELL_END = re.compile(r"(?:</p>\s*)?</t[dh]>", re.IGNORECASE)
# Not past another “<”: a thousand that are never closed would each be followed to the end.
_TAG = re.compile(r"<[^<>]*>")
_PICTURE = re.compile(r'<img(?:\s+[a-z]+="[^"]*")*?\s+alt="([^"]*)"(?:\s+[a-z]+="[^"]*")*\s*/?>')
_LAZY = '<img loading="lazy" decoding="async"'
_NOT_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
_BLANK_LINES = re.compile(r"\n\s*\n+")


def clean_html(html: str) -> str:
    """Normalised text with allowed tags only; what is not allowed is dropped, its words are kept."""
    if is_too_deep(html):
        html = paragraphs_html(_TAG.sub("", html))
    cleaned = _CLEANER.clean(normalise(html))
    if "&" in html:
        # What stood as &#x…; is a character only now.
        cleaned = _CLEANER.clean(normalise(cleaned))
    return without_foreign_pictures(cleaned).strip()


def shown_html(cleaned: str) -> SafeString:
    """Mark stored HTML as safe to show; it is cleaned once more, so that a row written past us cannot run."""
    shown = without_foreign_pictures(_CLEANER.clean(cleaned))
    return mark_safe(shown.replace("<img", _LAZY))


def put_together(pieces: Iterable[str]) -> SafeString:
    """HTML that was safe to show, after our own marks were put into it; its pieces of text are escaped again."""
    return mark_safe("".join(pieces))


def data_block(facts: dict[str, Any]) -> SafeString:
    """Facts for programs, as JSON that may stand inside a script element: no text of it can end the element."""
    return mark_safe(json.dumps(facts, ensure_ascii=False).translate(_NOT_IN_SCRIPT))


def plain_text(html: str) -> str:
    """The words of cleaned HTML: a line for each block, the words for a picture in its place, no tags."""
    told = _PICTURE.sub(r"\1\n", html)
    lines = _BLOCK_END.sub("\n", _CELL_END.sub(" ", told))
    text = unescape(_TAG.sub("", lines))
    return _BLANK_LINES.sub("\n", text).strip()


def paragraphs_html(text: str) -> str:
    """Plain text as HTML: blank lines part paragraphs, single ones break the line."""
    blocks = re.split(r"\n\s*\n", normalise(text).strip())
    return "".join(f"<p>{escape(block.strip()).replace(chr(10), '<br>')}</p>" for block in blocks if block.strip())
