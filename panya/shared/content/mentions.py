"""`@name`: a plain link to a person's page; who is mentioned is told once, if that person may read the record."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext as _

from panya.base.core.clock import today
from panya.base.core.errors import Refused
from panya.base.thai.normalise import normalise_line
from panya.shared.content.choices import FOR_ALL_STAFF
from panya.shared.content.models import Item
from panya.shared.content.queries import may_read
from panya.shared.notifications import actions as notifications
from panya.shared.people.models import Circle, Unit, User
from panya.shared.people.queries import named, with_standing, with_units

KIND = "content.mention"
MOST_AT_ONCE = 20
_LONGEST_NAME = 201
_MOST_SUCCESSIONS = 4
SHORTEST = 2
_MOST_SUGGESTED = 8
_LINK = re.compile(r'<a href="/people/([0-9a-z]{1,20})"[^<>]*>(?:\s|<[^<>]*>){0,4}@')
_MARKUP = re.compile(r"(<[^<>]*>)")
# After a Latin letter or a digit it is an address, not a name; Thai words stand without spaces.
_SIGN = re.compile(r"(?<![0-9A-Za-z_.@/+-])@(?=\S)")
_CODE = re.compile(r" \(([0-9A-Za-z._-]{1,30})\)")


@dataclass(frozen=True)
class Suggestion:
    """One person as the list under `@…` offers it; with the code where another reader has the same name."""

    name: str
    detail: str
    url: str
    code: str


def who_reads(item: Item) -> QuerySet[User]:
    """The staff who may read this record once it is published as it stands, and those who write it."""
    writers = Q(pk__in=[pk for pk in (item.author_id, item.owner_id) if pk]) | Q(items_co_edited=item)
    writing = User.objects.active().filter(writers).values("pk")
    people = with_standing(User.objects.active())
    if item.access in FOR_ALL_STAFF:
        return people.filter(Q(unit_is_own=True) | Q(pk__in=writing))
    return people.filter(Q(_in_circles(item), unit_is_own=True) | Q(pk__in=writing))


def suggestions(words: str, item: Item | None, *, by: User) -> list[Suggestion]:
    """Readers whose name contains the words, for whoever writes `@…`; of a record that is not saved yet: the staff."""
    words = normalise_line(words)[:100]
    if len(words) < SHORTEST:
        return []
    readers = who_reads(item) if item is not None else with_standing(User.objects.active()).filter(Q(unit_is_own=True))
    begins = Case(When(first_name__istartswith=words.split(" ")[0], then=0), default=1)
    offered = named(readers.exclude(pk=by.pk), words).order_by(begins, "name_sort", "pk")
    found = with_units(offered[:_MOST_SUGGESTED])
    alike = readers.filter(first_name__in=[one.first_name for one in found])
    names = [one.name for one in alike]
    return [
        Suggestion(
            one.name,
            one.unit.name if one.unit else "",
            one.get_absolute_url(),
            (one.person_code or "") if names.count(one.name) > 1 else "",
        )
        for one in found
    ]


def may_read_now(item: Item, people: list[User]) -> list[User]:
    """Of these few people those who may read the record at this moment; `visible_to` decides, for each of them."""
    return [person for person in with_units(people) if may_read(person, item)]


def tell_mentioned(item: Item, html: str, *, by: User, key: str, before: str = "", at: str = "") -> None:
    """Tell those whom this text mentions and the text `before` did not, in the transaction that shows it.

    `at` is the part of the record's page where the text stands (its id).
    """
    mentioned = set(_LINK.findall(html)) - set(_LINK.findall(before))
    if not mentioned:
        return
    if len(mentioned) > MOST_AT_ONCE:
        raise Refused(_("กล่าวถึงได้ครั้งละไม่เกิน %(limit)d คน โปรดกล่าวถึงเฉพาะคนที่เกี่ยวข้อง") % {"limit": MOST_AT_ONCE})
    people = may_read_now(item, list(User.objects.active().filter(public_id__in=mentioned)))
    notifications.tell(KIND, people, subject=item.pk, by=by, key=key, words={"at": at} if at else {})


def link_names(html: str, item: Item) -> str:
    """HTML of plain text in which each `@ชื่อ สกุล` of one who may read the record is a link to that person.

    The longest name counts; of two people with one name nobody is meant, unless the person code follows in
    brackets (the code itself is not shown).
    """
    parts = _MARKUP.split(html)
    texts = [unescape(part) if place % 2 == 0 else "" for place, part in enumerate(parts)]
    known = _named(_beginnings(texts), item)
    if not known:
        return html
    inside_link = False
    for place, part in enumerate(parts):
        if place % 2:
            inside_link = part.startswith("<a ") or (inside_link and part != "</a>")
        elif not inside_link and "@" in part:
            parts[place] = "".join(_linked(texts[place], known))
    return "".join(parts)


def mention_of(person: User) -> str:
    """How a mention of this person is written in HTML."""
    return f'<a href="{escape(person.get_absolute_url())}">@{escape(person.name, quote=False)}</a>'


def _in_circles(item: Item) -> Q:
    """People in the circles of this record as they stand today; the other way round than `CircleQuerySet.joined_by`."""
    circles = list(item.circles.select_related("unit"))
    members = Circle.members.through.objects.filter(circle__in=circles)
    wanted = Q(own_circle__in=circles) | Q(pk__in=members.values("user"))
    for circle in circles:
        for unit in _successors(circle.unit) if circle.unit else ():
            wanted |= Q(unit_path__startswith=unit.path)
    return wanted


def _successors(unit: Unit) -> list[Unit]:
    """This unit, and what it went over to where it ended: as far as `UnitQuerySet.succeeded_by` follows."""
    found = [unit]
    if unit.valid_to is not None and unit.valid_to < today():
        while unit.renamed_to is not None and len(found) <= _MOST_SUCCESSIONS:
            unit = unit.renamed_to
            found.append(unit)
    return found


def _beginnings(texts: list[str]) -> list[str]:
    """What follows each @, as far as a name can reach."""
    found = [text[sign.end() : sign.end() + _LONGEST_NAME] for text in texts for sign in _SIGN.finditer(text)]
    return found[: MOST_AT_ONCE * 3]


def _named(beginnings: list[str], item: Item) -> dict[str, list[User]]:
    """Readers of the record by name, whose given name stands behind one of the signs."""
    given = {beginning[:length] for beginning in beginnings for length in range(1, 41)}
    people = who_reads(item).filter(first_name__in=given) if given else []
    known: dict[str, list[User]] = {}
    for person in people:
        known.setdefault(person.name, []).append(person)
    return known


def _linked(text: str, known: dict[str, list[User]]) -> Iterator[str]:
    done = 0
    for sign in _SIGN.finditer(text):
        rest = text[sign.end() : sign.end() + _LONGEST_NAME]
        name = max((name for name in known if rest.startswith(name)), key=len, default="")
        if not name or sign.start() < done:
            continue
        code = _CODE.match(text, sign.end() + len(name))
        people = known[name]
        by_code = [person for person in people if code and (person.person_code or "").upper() == code[1].upper()]
        meant = by_code or (people if len(people) == 1 else [])
        if not meant:
            continue
        yield escape(text[done : sign.start()], quote=False)
        yield mention_of(meant[0])
        done = code.end() if by_code and code else sign.end() + len(name)
    yield escape(text[done:], quote=False)
