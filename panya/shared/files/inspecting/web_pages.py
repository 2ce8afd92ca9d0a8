"""A page of the web is taken where it only says something: nothing in it runs, frames, sends or fetches."""

import re
from html.parser import HTMLParser

from panya.shared.files.inspecting.verdict import Unfit

_ACTING = frozenset(
    {
        "script",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "base",
        "link",
        "form",
        "svg",
        "math",
        "portal",
        "fencedframe",
        "noscript",
    }
)
_FETCHING = frozenset(
    {
        "href",
        "src",
        "srcset",
        "action",
        "formaction",
        "background",
        "poster",
        "data",
        "cite",
        "longdesc",
        "ping",
        "manifest",
        "xlink:href",
        "imagesrcset",
    }
)
_INSIDE = re.compile(r"\s*(?:#|mailto:|tel:|data:image/(?:png|jpeg|gif|webp);base64,|$)", re.IGNORECASE)
_STYLE = re.compile(r"url\s*\(|@import|expression\s*\(|\\\\", re.IGNORECASE)

_MOST_OPEN = 1_000


class _Looker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        if tag in _ACTING or (tag == "meta" and any(name == "http-equiv" for name, _value in attrs)):
            raise Unfit("page")
        for name, value in attrs:
            said = value or ""
            if name.startswith("on") or (name in _FETCHING and not _INSIDE.match(said)):
                raise Unfit("page")
            if name == "style" and _STYLE.search(said):
                raise Unfit("page")

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style and _STYLE.search(data):
            raise Unfit("page")


def refuse_what_acts(html: str) -> None:
    """Unfit where the page could do anything, wherever somebody opens it."""
    if _is_left_open(html):
        raise Unfit("damaged")
    looker = _Looker()
    looker.feed(html)
    looker.close()
    # What a parser takes for a comment or for text may be an element for a browser.
    if re.search(r"<\s*/?\s*(?:script|iframe|frame|object|embed|svg)", html, re.IGNORECASE):
        raise Unfit("page")


def _is_left_open(html: str) -> bool:
    """Whether very many tags or comments have no end; the parser would look for each till the end of the file."""
    return any(html.count(start, html.rfind(end) + 1) > _MOST_OPEN for start, end in (("<", ">"), ("<!--", "-->")))
