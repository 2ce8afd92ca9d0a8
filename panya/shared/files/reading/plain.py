"""The words of plain text, pages of the web and mails."""

import csv
import io
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from panya.shared.files.inspecting.texts import decoded
from panya.shared.files.reading.pages import Unreadable, parts_of
from panya.shared.files.reading.web_page import words_of_page

_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_MOST_PARTS = 200


def plain(path: Path) -> list[str]:
    text = decoded(path.read_bytes())
    if text is None:
        raise Unreadable("damaged")
    return parts_of(text)


def table(path: Path) -> list[str]:
    """A line for each row, its cells parted by tabs; what is no table after all is read as text."""
    text = decoded(path.read_bytes())
    if text is None:
        raise Unreadable("damaged")
    first = text.partition("\n")[0]
    parting = max("\t,;", key=first.count)
    try:
        rows = [
            "\t".join(" ".join(cell.split()) for cell in row)
            for row in csv.reader(io.StringIO(text), delimiter=parting)
        ]
    except csv.Error:
        return parts_of(text)
    return parts_of("\n".join(rows))


def page(path: Path) -> list[str]:
    text = decoded(path.read_bytes())
    if text is None:
        raise Unreadable("damaged")
    return parts_of(words_of_page(text))


def mail(path: Path) -> list[str]:
    """Headers that people see, the text, and the names of what is attached: that is never opened."""
    try:
        message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        lines = [f"{name}: {message[name]}" for name in _HEADERS if message[name]]
        shown = [_part(part) for part, _turn in zip(_parts(message), range(_MOST_PARTS), strict=False)]
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError) as fault:
        # The library stumbles over headers that nobody meant to be read.
        raise Unreadable("damaged") from fault
    return parts_of("\n".join([*lines, "", *filter(None, shown)]))


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """What people see of a mail; of two ways to say the same the first, plain one."""
    if not message.is_multipart():
        yield message
        return
    inside = [part for part in message.get_payload() if isinstance(part, EmailMessage)]
    for part in inside[:1] if message.get_content_type() == "multipart/alternative" else inside:
        yield from _parts(part)


def _part(part: EmailMessage) -> str:
    if name := part.get_filename():
        return f"[{name}]"
    if part.get_content_maintype() != "text":
        return ""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        text = payload.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text = decoded(payload) or ""
    return words_of_page(text) if part.get_content_subtype() == "html" else text
