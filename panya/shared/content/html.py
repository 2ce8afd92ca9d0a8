"""The one module that decides what HTML people may store and see (strict allow-list, by nh3)."""

import re
from html import unescape

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from panya.base.thai.normalise import normalise
from panya.shared.content.depth import is_too_deep

_TAGS = {
    "p", "br", "h2", "h3", "h4", "strong", "em", "u", "s", "sub", "sup", "blockquote", "hr", "pre", "code",
    "ul", "ol", "li", "a", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
_DROPPED_WITH_CONTENT = {"script", "style", "title", "noscript", "template", "iframe", "object", "svg", "math", "xml"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_DROPPED_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow",
    strip_comments=True,
)
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|tr|blockquote|pre|table|ul|ol)>|<(?:br|hr)\s*/?>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_BLANK_LINES = re.compile(r"\n\s*\n+")


def clean_html(html: str) -> str:
    """Normalised text with allowed tags only; what is not allowed is dropped, its words are kept."""
    if is_too_deep(html):
        html = paragraphs_html(_TAG.sub("", html))
    cleaned = _CLEANER.clean(normalise(html))
    if "&" in html:
        # What stood as &#x…; is a character only now.
        cleaned = _CLEANER.clean(normalise(cleaned))
    return cleaned.strip()


def shown_html(cleaned: str) -> SafeString:
    """Mark stored HTML as safe to show; it is cleaned once more, so that a row written past us cannot run."""
    return mark_safe(_CLEANER.clean(cleaned))


def plain_text(html: str) -> str:
    """The words of cleaned HTML: a line for each block, no tags."""
    lines = _BLOCK_END.sub("\n", _CELL_END.sub(" ", html))
    text = unescape(_TAG.sub("", lines))
    return _BLANK_LINES.sub("\n", text).strip()


def paragraphs_html(text: str) -> str:
    """Plain text as HTML: blank lines part paragraphs, single ones break the line."""
    blocks = re.split(r"\n\s*\n", normalise(text).strip())
    return "".join(f"<p>{escape(block.strip()).replace(chr(10), '<br>')}</p>" for block in blocks if block.strip())
