"""Plain text: the only kind whose name is asked, since a page of HTML is text as well."""

import re
from pathlib import Path

from panya.shared.files.inspecting import web_pages
from panya.shared.files.inspecting.verdict import Unfit, Verdict

_TYPES = {
    "txt": "text/plain",
    "text": "text/plain",
    "log": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
_PAGES = {"html", "htm"}
# The head of a mail: lines of names and values, among them who wrote it.
_MAIL = re.compile(r"(?:(?!From:)(?:[!-9;-~]{1,80}:|[ \t]).{0,2000}\r?\n){0,200}From:", re.IGNORECASE)
# Thai was kept in this table of characters before Unicode.
_THAI = "cp874"
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 26, 27})
_MANY_CONTROLS = 0.02


def take(path: Path, name: str) -> Verdict:
    """Text in UTF-8, UTF-16 or the old Thai table, under a name that says text; anything else is unknown."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    content = path.read_bytes()
    words = decoded(content)
    if words is None:
        raise Unfit("unknown")
    if extension in _PAGES and words.lstrip("\ufeff \t\r\n").startswith("<"):
        web_pages.refuse_what_acts(words)
        return Verdict("text/html", "html")
    if extension == "eml" and _MAIL.match(words):
        return Verdict("message/rfc822", "eml")
    if extension not in _TYPES:
        start = words.lstrip("\ufeff \t\r\n").lower()
        raise Unfit("page" if start.startswith(("<", "mime-version")) else "unknown")
    return Verdict(_TYPES[extension], extension)


def decoded(content: bytes) -> str | None:
    """The text in one of the three writings that Thai offices use; None where it is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _in(content, "utf-16")
    if len(content.translate(None, _CONTROLS)) < len(content) * (1 - _MANY_CONTROLS) - 2:
        return None
    words = _in(content, "utf-8")
    return _in(content, _THAI) if words is None else words


def _in(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
