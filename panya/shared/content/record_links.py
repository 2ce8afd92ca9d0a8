"""`[[30449]]`, or a pasted address of a record here: becomes a link when it is saved, and a row when it is published.

Nothing is looked up while a text is saved: a link to a hidden record looks like one to a record that never was.
"""

import re

from django.conf import settings
from django.urls import reverse

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
    parts, inside = _TAG.split(html), 0
    for place, part in enumerate(parts):
        if place % 2:
            inside += bool(_OPENS.match(part)) - bool(_CLOSES.match(part))
        elif not inside and part:
            parts[place] = _written().sub(_as_link, part)
    return "".join(parts)


def records_linked(html: str) -> list[int]:
    """The numbers of the records to which cleaned HTML leads, each once, in order."""
    found = [_number_in(href) for href in _HREF.findall(html)] if "<a " in html else []
    return list(dict.fromkeys(number for number in found if number is not None))[:MOST_LINKS]


def keep_links(item: Item, html: str) -> None:
    """Make the rows agree with the text that readers see, in its transaction; hidden targets are rows too."""
    numbers = records_linked(html)
    before = set(Link.objects.filter(source=item, kind=Link.MENTIONS).values_list("target", flat=True))
    wanted = _items_numbered(numbers) - {item.pk} if numbers else set()
    if before - wanted:
        Link.objects.filter(source=item, kind=Link.MENTIONS, target__in=before - wanted).delete()
    Link.objects.bulk_create(Link(source=item, target_id=pk) for pk in sorted(wanted - before))


def _items_numbered(numbers: list[int]) -> set[int]:
    """A number is that of a record here, else the one that a record had elsewhere."""
    found = set(Item.objects.filter(pk__in=numbers).values_list("pk", flat=True))
    others = [number for number in numbers if number not in found]
    old = Item.objects.filter(old_number__in=others).order_by("-pk").values_list("old_number", "pk") if others else []
    return found | set(dict(old).values())


def _written() -> re.Pattern[str]:
    """How people write a record: its number in brackets, its whole address, or its path by itself."""
    site = re.escape(settings.PANYA_URL)
    path = rf"(?:{'|'.join(map(re.escape, _paths()))})[1-9][0-9]{{0,{_LONGEST - 1}}}"
    end = r"(?![0-9A-Za-z_/?#=%-])"
    return re.compile(rf"\[\[ ?([1-9][0-9]{{0,{_LONGEST - 1}}}) ?\]\]|(?<![0-9A-Za-z_.:/=-])((?:{site})?{path}){end}")


def _as_link(match: re.Match[str]) -> str:
    href = f"{_paths()[0]}{match[1]}" if match[1] else match[2].removeprefix(settings.PANYA_URL)
    return f'<a href="{href}" rel="{_REL}">{match[0]}</a>'


def _number_in(href: str) -> int | None:
    path = href.removeprefix(settings.PANYA_URL).partition("#")[0].partition("?")[0].rstrip("/")
    for beginning in _paths():
        number = path.removeprefix(beginning)
        if number != path and number.isascii() and number.isdecimal() and len(number) <= _LONGEST:
            return int(number)
    return None


def _paths() -> list[str]:
    """What the addresses of records begin with."""
    return [reverse(kind.url_name, args=[1]).removesuffix("1") for kind in all_kinds()]
