"""The words of a page of the web in one pass: whatever is left open costs no more than what is well formed."""

import re
from html import unescape

_BLOCKS = frozenset(
    {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "section", "article", "pre"}
)
_CELLS = frozenset({"td", "th"})
_COMMENT = "<!--"
# No attempt goes beyond the next `<`, and none is made twice: html.parser looks for every missing end till the end.
_MARKUP = re.compile(
    _COMMENT
    + r"""|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/<>]*+)(?:(?:[^<>"']|"[^"<]*"|'[^'<]*')*+>|[^<>]*+>)"""
    + r"""|<[!?/][^<>]*+>"""
)
# Nothing in these is shown.
_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "template", "title", "noscript")}
# No letter has such a number, and Python refuses to read it.
_NO_LETTER = re.compile("&#[0-9]{8,}+;?")


def words_of_page(html: str) -> str:
    """What people see of a page: blocks on lines of their own, a tab before each cell."""
    pieces, place = [], 0
    while found := _MARKUP.search(html, place):
        pieces += [html[place : found.start()], _instead_of(found)]
        place = _after(html, found)
    pieces.append(html[place:])
    return unescape(_NO_LETTER.sub("", "".join(pieces)))


def _instead_of(found: re.Match[str]) -> str:
    name = (found["name"] or "").lower()
    if name in _CELLS and not found["end"]:
        return "\t"
    return "\n" if name in _BLOCKS else ""


def _after(html: str, found: re.Match[str]) -> int:
    """Where the text goes on; a comment or a part that is not shown and has no end takes the rest with it."""
    if found.group() == _COMMENT:
        end = html.find("-->", found.end())
        return end + 3 if end >= 0 else len(html)
    unshown = _ENDS.get((found["name"] or "").lower())
    if unshown is None or found["end"]:
        return found.end()
    closing = unshown.search(html, found.end())
    return closing.start() if closing else len(html)
