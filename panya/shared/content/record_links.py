"""Where texts name other records: `[[30449]]` and pasted addresses become plain links."""

import re

from django.conf import settings

# Also in urls.py of the notes; written out, because stored texts hold it.
PREFIX = "/notes/"
_MOST_LINKS = 500
# No column of eight bytes holds more than 18 nines.
_NUMBER = r"[1-9][0-9]{0,17}"
_HREF = re.compile(r'<a href="([^"]*)"')
_MARKUP = re.compile(r"(<[^<>]*>)")
_OPAQUE = re.compile(r"<(/?)(a|code|pre)\b")
# `[[30449]]`, or an address that stands in the text as it was pasted; after it nothing that would belong to it.
_WRITTEN = re.compile(
    rf"\[\[({_NUMBER})\]\]"
    rf"|(?<![0-9A-Za-z_./:@#?=&%-])(https?://[0-9A-Za-z.:-]{{1,255}})?{PREFIX}({_NUMBER})(?![0-9A-Za-z_/?#=&%-])"
)


def with_links(html: str) -> str:
    """Cleaned HTML in which records that are named by number or address are links.

    Whether such a record is there is never asked: the text looks the same if it is hidden, or never was.
    """
    if "[[" not in html and PREFIX not in html:
        return html
    parts, closed = _MARKUP.split(html), 0
    for place, part in enumerate(parts):
        if place % 2:
            opaque = _OPAQUE.match(part)
            closed += (-1 if opaque[1] else 1) if opaque else 0
        elif not closed:
            parts[place] = _WRITTEN.sub(_link, part)
    return "".join(parts)


def numbers_in(html: str) -> list[int]:
    """The numbers of the records that cleaned HTML links to, each once, in order."""
    found = [number for href in _HREF.findall(html) if (number := _number(href)) is not None]
    return list(dict.fromkeys(found))[:_MOST_LINKS]


def _link(match: re.Match[str]) -> str:
    base, number = match[2], match[1] or match[3]
    if base is not None and base != settings.PANYA_URL:
        return match[0]
    return f'<a href="{PREFIX}{number}" rel="noopener noreferrer nofollow">{match[0]}</a>'


def _number(href: str) -> int | None:
    path = href.removeprefix(settings.PANYA_URL)
    match = re.match(rf"{PREFIX}({_NUMBER})(?:[?#]|$)", path)
    return int(match[1]) if match else None
