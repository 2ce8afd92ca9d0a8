"""`[[30449]]`, or a pasted address of a record here: becomes a link when it is saved, and a row when it is published.

Nothing is looked up while a text is saved: a link to a hidden record looks like one to a record that never was.
"""

import re
from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse

from panya.base.core.many import these
from panya.shared.content.kinds import all_kinds
from panya.shared.content.models import Item, Link

_LONGEST = 18  # digits: what a column of eight bytes holds
_TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')
_HREF = re.compile(r'<a (?:[a-z]+="[^"]*" )*?href="([^"]*)"')
_OPENS = re.compile(r"<(a|pre|code)\b")
_CLOSES = re.compile(r"</(a|pre|code)>")
# As the cleaner writes every link, so that cleaning once more changes nothing.
_REL = "noopener noreferrer nofollow"
MOST_LINKS = 200


def link_records(html: str) -> str:
    """Cleaned HTML in which `[[30449]]` and addresses of records are links; the words stay as they were typed."""
    if "[[" not in html and "/" not in html:
        return html
    # Written once a text: a long one has tens of thousands of parts.
    parts, inside, written = _TAG.split(html), 0, _written()
    for place, part in enumerate(parts):
        if place % 2:
            inside += bool(_OPENS.match(part)) - bool(_CLOSES.match(part))
        elif not inside and part:
            parts[place] = written.sub(_as_link, part)
    return "".join(parts)


def records_linked(html: str) -> list[int]:
    """The numbers of the records to which cleaned HTML leads, each once, in order."""
    paths = _paths()
    found = [_number_in(href, paths) for href in _HREF.findall(html)] if "<a " in html else []
    return list(dict.fromkeys(number for number in found if number is not None))[:MOST_LINKS]


def keep_links(texts: Mapping[int, str]) -> None:
    """Make the rows of these items agree with the texts that readers see, in their transaction.

    Hidden targets are rows too.
    """
    numbers = {source: records_linked(html) for source, html in texts.items()}
    known = _items_numbered({number for found in numbers.values() for number in found})
    wanted = {(source, known[number]) for source, found in numbers.items() for number in found if number in known}
    wanted = {(source, target) for source, target in wanted if source != target}
    rows = Link.objects.filter(source__in=these(texts), kind=Link.MENTIONS).values_list("pk", "source", "target")
    before = {(source, target): pk for pk, source, target in rows}
    gone = [pk for row, pk in before.items() if row not in wanted]
    if gone:
        Link.objects.filter(pk__in=these(gone)).delete()
    new = sorted(wanted - before.keys())
    Link.objects.bulk_create([Link(source_id=source, target_id=target) for source, target in new], batch_size=500)


def first_address() -> str:
    """What a record's address begins with, where nothing but its number is written: it leads on to every kind."""
    return reverse("record", args=[1]).removesuffix("1")


def _items_numbered(numbers: set[int]) -> dict[int, int]:
    """A number is that of a record here, else the one that a record had elsewhere."""
    if not numbers:
        return {}
    here = {pk: pk for pk in Item.objects.filter(pk__in=these(numbers)).values_list("pk", flat=True)}
    others = numbers - here.keys()
    old = Item.objects.filter(old_number__in=these(others)).order_by("-pk") if others else Item.objects.none()
    return here | dict(old.values_list("old_number", "pk"))


def _written() -> re.Pattern[str]:
    """How people write a record: its number in brackets, its whole address, or its path by itself."""
    site = re.escape(settings.PANYA_URL)
    path = rf"(?:{'|'.join(map(re.escape, _paths()))})[1-9][0-9]{{0,{_LONGEST - 1}}}"
    end = r"(?![0-9A-Za-z_/?#=%-])"
    return re.compile(rf"\[\[ ?([1-9][0-9]{{0,{_LONGEST - 1}}}) ?\]\]|(?<![0-9A-Za-z_.:/=-])((?:{site})?{path}){end}")


def _as_link(match: re.Match[str]) -> str:
    href = f"{first_address()}{match[1]}" if match[1] else match[2].removeprefix(settings.PANYA_URL)
    return f'<a href="{href}" rel="{_REL}">{match[0]}</a>'


def _number_in(href: str, paths: list[str]) -> int | None:
    path = href.removeprefix(settings.PANYA_URL).partition("#")[0].partition("?")[0].rstrip("/")
    for beginning in paths:
        number = path.removeprefix(beginning)
        if number != path and number.isascii() and number.isdecimal() and len(number) <= _LONGEST:
            return int(number)
    return None


def _paths() -> list[str]:
    """What the addresses of records begin with."""
    return [first_address(), *(reverse(kind.url_name, args=[1]).removesuffix("1") for kind in all_kinds())]
