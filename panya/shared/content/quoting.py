"""A passage of a record that somebody cites: the one plain text in which it is counted, its address, and its mark.

The plain text of a revision is its lead, its structured parts and its body, a line between them, as the search reads
it. `start` and `end` of a citation are code points in it; the number of the revision stands beside them, because an
edited text counts otherwise.
"""

import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from panya.base.core.typed_numbers import LARGEST, whole_number
from panya.shared.content.models import Item, Revision
from panya.shared.content.passages import Passage, marked, squeezed
from panya.shared.content.text import structured_text

LONGEST = 1_000
# Marking goes letter by letter: in a book the box above the text must do.
_LONGEST_BODY = 200_000
_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
ANCHOR = "passage-quote"


@dataclass(frozen=True, slots=True)
class Quote:
    """What the page shows of a passage that a link leads to."""

    text: str
    # Names the passage; what is kept of a page depends on it.
    key: str
    # The text was edited since: what was cited is no longer what readers may see.
    is_earlier: bool = False
    # It stands in the body and is marked there; else the box above the text carries the anchor.
    in_body: bool = False
    occurrence: int = 0


def citable_text(revision: Revision) -> str:
    """The plain text in which citations of this revision are counted."""
    return f"{revision.lead}\n{structured_text(revision.structured)}\n{revision.body_text}".strip()


def quote_url(item: Item, revision: Revision, start: int, end: int) -> str:
    """The address of the record with this passage highlighted."""
    asked = urlencode({"quote": f"{start}-{end}", "revision": str(revision.number)})
    return f"{item.get_absolute_url()}?{asked}#{ANCHOR}"


def quote_of(request: HttpRequest, revision: Revision) -> Quote | None:
    """The passage that the address of a page names in the text that this page shows; None where it names none."""
    span = _SPAN.fullmatch(request.GET.get("quote", ""))
    if span is None:
        return None
    number = whole_number(request.GET.get("revision"), most=LARGEST, default=revision.number)
    start, end = int(span[1]), min(int(span[2]), int(span[1]) + LONGEST)
    key = f"{number}.{start}-{end}"
    if number != revision.number:
        return Quote("", key, is_earlier=True)
    text = citable_text(revision)
    return _placed(text, start, end, key, revision) if text[start:end].strip() else None


def with_mark(html: SafeString, quote: Quote | None) -> SafeString:
    """The body with the passage marked, where it stands in the body."""
    if quote is None or not quote.in_body:
        return html
    return marked(html, [Passage("quote", quote.text, quote.occurrence)])


def _placed(text: str, start: int, end: int, key: str, revision: Revision) -> Quote:
    quote, body = text[start:end], revision.body_text.strip()
    before = len(text) - len(body)
    if start < before or len(body) > _LONGEST_BODY or not text.endswith(body):
        return Quote(quote, key)
    told, wanted = squeezed(body), squeezed(quote)
    # How often the same words stand before it.
    at = len(squeezed(body[: start - before]))
    return Quote(quote, key, in_body=wanted in told, occurrence=_count_before(told, wanted, at))


def _count_before(text: str, wanted: str, place: int) -> int:
    count, at = 0, text.find(wanted)
    while 0 <= at < place:
        count, at = count + 1, text.find(wanted, at + 1)
    return count
