"""The words of a block as Markdown: looks as signs, and every sign that was only a letter told apart by a backslash."""

import re
from collections.abc import Callable
from itertools import pairwise

from panya.shared.content.markdown.shapes import BREAK, Mark, Run, nested, opening

_SIGNS = {"strong": "**", "em": "*", "s": "~~"}
_ALWAYS = re.compile(r"[\\`*]|<(?=[a-zA-Z/!?]|$)|&(?=[#a-zA-Z])|~(?=~)|\](?=[(\[])|!$|(?<!\w)_|_(?!\w)|^~|~$|\]$")
_IN_LABEL = re.compile(r"[\\`*\[\]<>&~_]")
_AT_START = re.compile(
    r"(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)"
    r"|(?=#{1,6}(?:\s|$)|>|[-+](?:\s|$)|\[[^\]]*\]:|[|:\-+=_~][\s|:\-+=_~]*$)"
)
_UNSEEN_EDGE = re.compile(r"^[^\S \n]|[^\S \n]$")
_NOT_WORDS = re.compile(r"<[^<>]*>|[*~\\\s]")
_PLAIN_ADDRESS = re.compile(r"https?://[^\s<>\\\"`]+")
_BACKTICKS = re.compile("`+")
_BREAK_SIGN = "\x00"  # in no text: `normalise` takes it out


def lines_of(runs: list[Run], *, careful: bool) -> str:
    """A paragraph: a line break is a new line where that reads back, else <br>."""
    parts = _inline(runs, careful=careful).split(_BREAK_SIGN)
    text = _line(parts[0], start=True)
    for before, part in pairwise(parts):
        if _has_words(before) and _has_words(part):
            text += "\n" + _line(part)
        else:
            text += "<br>" + part
    return text


def line_of(runs: list[Run], *, careful: bool) -> str:
    """What must stay on one line: a heading or a cell."""
    text = "<br>".join(_inline(runs, careful=careful).split(_BREAK_SIGN))
    text = _UNSEEN_EDGE.sub(_numbered, text)
    return re.sub(r"(?:(?<=\s)|^)(#+)$", lambda match: "\\" + match[0], text)


def escaped_label(text: str) -> str:
    return _IN_LABEL.sub(r"\\\g<0>", text)


def _line(text: str, *, start: bool = False) -> str:
    """Its beginning must not look like a list, a heading or a quotation."""
    text = _UNSEEN_EDGE.sub(_numbered, text)
    if match := _AT_START.match(text):
        if match["number"]:
            return f"{match['number']}\\{text[match.end('number') :]}"
        return "\\" + text
    return text


def _numbered(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _has_words(part: str) -> bool:
    return bool(_NOT_WORDS.sub("", part))


def _inline(runs: list[Run], *, careful: bool) -> str:
    signs = {} if careful else _SIGNS
    found: list[str] = []
    links: list[tuple[Mark, int]] = []
    for run, ended, begun in nested(runs):
        for mark in ended:
            found.append(_end(mark, signs, found, links))
        for mark in begun:
            if mark[1] == "a":
                links.append((mark, len(found)))
            found.append(_begin(mark, signs))
        found.append(_words(run, in_link=bool(links)))
    return "".join(found)


def _begin(mark: Mark, signs: dict[str, str]) -> str:
    if mark[1] == "code":
        return ""
    return "[" if mark[1] == "a" else signs.get(mark[1], opening(mark))


def _end(mark: Mark, signs: dict[str, str], found: list[str], links: list[tuple[Mark, int]]) -> str:
    if mark[1] == "code":
        return ""
    if mark[1] != "a":
        return signs.get(mark[1], f"</{mark[1]}>")
    _mark, began = links.pop()
    address = mark[2]
    words = "".join(found[began + 1 :])
    if _PLAIN_ADDRESS.fullmatch(address) and words == escaped_label(address):
        del found[began:]
        return f"<{address}>"
    return f"]({_destination(address)})"


def _destination(address: str) -> str:
    told = re.sub(r"[\\<>]|&(?=[#a-zA-Z])", r"\\\g<0>", address)
    if re.search(r"[\s()]", address) or not address:
        return f"<{told}>"
    return re.sub(r"[*_`\[\]]", r"\\\g<0>", told) if re.search(r"[`\[\]]", told) else told


def _words(run: Run, *, in_link: bool) -> str:
    if run.text == BREAK:
        return _BREAK_SIGN
    if any(mark[1] == "code" for mark in run.marks):
        return _code(run.text)
    escape: Callable[[str], str] = escaped_label if in_link else _escaped
    return escape(run.text)


def _escaped(text: str) -> str:
    return _ALWAYS.sub(r"\\\g<0>", text)


def _code(text: str) -> str:
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    edge = " " if text.startswith("`") or text.endswith("`") or (text.startswith(" ") and text.endswith(" ")) else ""
    return f"{fence}{edge}{text}{edge}{fence}"
