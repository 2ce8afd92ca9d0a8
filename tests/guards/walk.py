"""Everything that every role can fetch, fetched once for all guards that look at pages."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.db import connection, transaction
from django.template import engines
from django.template.base import FilterExpression
from django.urls import resolve

from tests.guards import permission_table
from tests.guards.permission_table import Row, doors
from tests.guards.visitor import TOKEN, Page, Visitor, begin_new_limits
from tests.guards.world import NEVER, TALKERS, Thing, World

NOTHING = Thing("nothing", {})
NOWHERE = "/no-such-page"
# How many links are followed beyond what the table knows, and how many to one path with other parameters.
_MOST_LINKS = 15
_MOST_VARIANTS = 4
# A person may ask ten a minute; the first records are one of each class.
_MOST_QUESTIONS = 6
_VALUE = re.compile(r'="(/[^"#]*)')
_LEADS = ("href", "src", "action", "hx-get", "data-url")
# Roles between which every other difference of rights lies.
_SPEAK_ENGLISH = ("anonymous", "author", "administrator")
_MOST_DOORS_OPEN = ("administrator",)
_ASK_ODDLY = ("anonymous", "mentor", "other_unit", "author")

_BAD = ("%00", "9" * 30, "%ED%A0%80%FF", "9" * 5000)
_ASK_WITH = (
    "/search",
    "/ask",
    "/search/suggest",
    "/search/desk",
    "/search/desk/ask",
    "/assets/",
    "/assets/new",
    "/notes/",
    "/notes/tags",
    "/notes/titles",
    "/people/choose",
    "/people/suggest",
    "/people/competences",
    "/manage/people",
    "/mentions/",
    "/mentions/101",
    "/notifications/",
    "/manage/units",
    "/due/",
    "/trust/records",
    "/uses/works",
    "/figures/uses",
    "/figures/uses/rows",
)


@dataclass
class Walk:
    """The answers by role and address, and the template variables that nobody had given."""

    # By role and kind: each process that walks builds a world of its own, with other numbers by chance.
    things: dict[str, dict[str, list[Thing]]]
    tokens: dict[str, tuple[str, frozenset[str]]]
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)
    english: dict[tuple[str, str], Page] = field(default_factory=dict)
    odd: list[Page] = field(default_factory=list)
    unknown_variables: set[str] = field(default_factory=set)
    # Of all worlds: each has made secrets of its own.
    buried: set[str] = field(default_factory=set)

    @property
    def all(self) -> list[Page]:
        return [*self.pages.values(), *self.english.values(), *self.odd]

    def of(self, role: str) -> list[Page]:
        return [page for page in self.all if page.role == role]


def walk(world: World, role: str) -> Walk:
    """Fetch everything as this role; in English and with odd questions too where the roles differ most."""
    walked = Walk({role: world.things}, world.tokens, buried=set(world.buried))
    with unknown_variables(walked.unknown_variables):
        visitor = world.visitor(role)
        for url in _addresses(world, role):
            walked.pages[role, url] = asked(visitor, "GET", url)
        for url in _like_the_hidden(walked, role):
            walked.pages[role, url] = asked(visitor, "GET", url)
        for url in _linked(list(walked.pages.values())):
            walked.pages[role, url] = asked(visitor, "GET", url)
        if role in _SPEAK_ENGLISH:
            visitor = world.visitor(role, language="en")
            walked.english = {(role, url): asked(visitor, "GET", url) for url in _one_of_each(walked, role)}
        if role in _ASK_ODDLY:
            walked.odd += _odd_answers(world, world.visitor(role))
        if role in _MOST_DOORS_OPEN:
            visitor = world.visitor(role)
            walked.odd += [asked(visitor, "GET", url) for url in _nonsense()]
    return walked


def united(parts: list[Walk]) -> Walk:
    """What the walks of single roles saw, as one."""
    whole = Walk({}, parts[0].tokens)
    for part in parts:
        whole.things |= part.things
        whole.pages |= part.pages
        whole.english |= part.english
        whole.odd += part.odd
        whole.unknown_variables |= part.unknown_variables
        whole.buried |= part.buried
    return whole


def asked(
    visitor: Visitor, method: str, url: str, fields: dict[str, Any] | None = None, *, token: bool = True, **headers: str
) -> Page:
    """The answer, with what it wrote into the database; undone afterwards."""
    wrote: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE")):
            wrote.append(sql[:60])
        return execute(sql, params, many, context)

    visitor.asked += 1
    if visitor.asked % 25 == 0:
        begin_new_limits()
    with transaction.atomic(), connection.execute_wrapper(note):
        if method == "POST" and token:
            page = visitor.post(url, fields)
        else:
            page = visitor.ask(method, url, **(TOKEN if token and method not in {"GET", "HEAD"} else {}), **headers)
        transaction.set_rollback(True)
    return page.having_written(wrote)


def questions(there: dict[str, list[Thing]], rows: list[Row]) -> Iterator[tuple[Row, str, str, Thing]]:
    """Rows that readers use about every thing there is; the others about one thing for each set of rights."""
    for row in rows:
        things = there[row.about] if row.about else [NOTHING]
        once = list({thing.rights: thing for thing in things}.values())
        if row.reads:
            yield from ((row, "GET", row.reads, thing) for thing in (things if row.guests else once))
        if row.writes:
            yield from ((row, "POST", row.writes, thing) for thing in once)


def search_for(thing: Thing, tokens: dict[str, tuple[str, frozenset[str]]]) -> str:
    """A search with the tokens of a record's published title, lead, body and tag."""
    places = {f"{part} of {thing.state}" for part in ("title", "lead", "body", "tag")}
    words = [token for token, (place, _seen_by) in tokens.items() if place in places]
    return "/search?" + urlencode({"q": " ".join(words)})


def question_for(thing: Thing, tokens: dict[str, tuple[str, frozenset[str]]]) -> str:
    """A question that only the text of a record answers: what its fields hold."""
    return search_for(thing, tokens).replace("/search?", "/ask?", 1)


def _addresses(world: World, role: str) -> list[str]:
    """Every address that the table knows, about every thing that makes a difference, and lists asked in every way."""
    paths = {door.pattern: door for door in doors()}
    rows = [row for row in permission_table.table().rows.values() if row.pattern in paths]
    asked_for = [(row, thing) for row, method, _rule, thing in questions(world.things, rows) if method == "GET"]
    found = [paths[row.pattern].path(thing.values) for row, thing in asked_for]
    found += [paths[row.pattern].path(one.values) for row, _t in asked_for for one in _written_by(world, role, row)]
    found += [NOWHERE, *(search_for(thing, world.tokens) for thing in world.things["item"])]
    found += [question_for(thing, world.tokens) for thing in world.things["item"][:_MOST_QUESTIONS]]
    return list(dict.fromkeys([*found, *lists_asked_otherwise(world)]))


def _like_the_hidden(walked: Walk, role: str) -> list[str]:
    """For every address behind which something is hidden, the same about a thing that never was."""
    paths = {door.pattern: door for door in doors()}
    rows = [row for row in permission_table.table().rows.values() if row.pattern in paths and row.about]
    hidden = [
        row.pattern
        for row, method, _rule, thing in questions(walked.things[role], rows)
        if method == "GET" and walked.pages[role, paths[row.pattern].path(thing.values)].status == 404
    ]
    return [paths[pattern].path(NEVER) for pattern in dict.fromkeys(hidden)]


def _written_by(world: World, role: str, row: Row) -> list[Thing]:
    return [thing for thing in world.things.get(row.about, []) if role in thing.writers]


def lists_asked_otherwise(world: World) -> list[str]:
    person, circle = world.person("author"), world.circle
    return [
        *(f"/people/{world.person(role).public_id}" for role in TALKERS),
        "/search?q=ขุมทรัพย์",
        "/search?q=ขุมทรัพย์&page=2",
        "/search?q=ขุมทรัพย์&unit=ALPHA&kind=note",
        "/search?q=ทุกคนใช้",
        "/search/suggest?q=ขุมทรัพย์",
        "/search/suggest?q=ทุกคน",
        "/search/desk?show=left",
        "/search/desk?days=7",
        "/search/desk/ask?words=ขุมทรัพย์&named=คุณ",
        "/search?tag=1&topic=topic-105",
        "/search?topic=topic-104&q=ขุมทรัพย์",
        "/search?year=2569&q=ขุมทรัพย์",
        "/assets/?sort=used",
        "/assets/?topic=topic-205&type=manual",
        "/assets/?unit=ALPHA&validity=current",
        "/assets/?access=RESTRICTED",
        "/assets/new?template=story",
        "/notes/?of=mine",
        "/notes/?of=unit",
        "/notes/?page=2",
        "/notes/new?template=lesson",
        "/notes/new?template=steps&format=markdown",
        "/notes/tags?tags=ขุมทรัพย์",
        "/notes/tags?tags=ทุก",
        "/notes/titles?q=ขุมทรัพย์",
        "/people/choose?q=ขุมทรัพย์",
        "/people/choose?q=คุณ",
        f"/people/choose?q=กรม&circles=circle:{circle.public_id}&circles=person:{person.public_id}",
        f"/people/suggest?q=คุณ&circle={circle.public_id}",
        "/people/competences?new_expertise=ขุมทรัพย์",
        "/manage/people?q=คุณ&unit=ALPHA",
        *(f"/mentions/{number}?q=คุณ" for number in (101, 104, 105, 111)),
        "/mentions/?q=ขุมทรัพย์",
        "/mentions/?q=คุณ",
        "/notifications/?page=2",
        "/notifications/count?shown=0",
        "/audit/?acts=access",
        "/audit/?number=105",
        "/audit/?unit=ALPHA",
        *(f"/audit/{thing.values['pk']}" for thing in world.things["audit_entry"]),
        "/manage/people?inactive=1",
        "/manage/units?closed=1",
        f"/people/{person.public_id}?page=2",
        f"/circles/{circle.public_id}?q=คุณ",
        "/sign-in?next=/notes/105",
        "/due/?of=units",
        "/due/?of=units&state=current",
        "/due/?state=current",
        "/trust/records?of=overdue",
        "/trust/records?of=ownerless&unit=ALPHA",
        "/uses/works?work=ขุมทรัพย์",
        "/figures/uses?unit=ALPHA&time=2569",
        *(f"/figures/uses/rows?rows={rows}" for rows in ("reused", "published", "across", "uses", "hours", "worked")),
        "/tags/?sort=name",
        "/tags/?q=ขุมทรัพย์",
        "/tags/?page=2",
        "/terms/?q=ขุมทรัพย์",
        "/terms/?letter=ข",
        "/topics/new?under=shown",
        "/aims/?year=2560",
        "/wanted/?show=answered",
        "/wanted/?show=closed",
        "/wanted/?answer=101",
        "/wanted/new?title=ขุมทรัพย์",
    ]


def _linked(pages: list[Page]) -> list[str]:
    """Where these pages lead to that was not asked yet."""
    known = {page.url for page in pages}
    found: dict[str, None] = {}
    counts: dict[str, int] = {}
    for page in pages:
        for link in _links(page.body):
            url = link.replace("&amp;", "&")
            path = urlsplit(url).path
            if url in known or url in found or path.startswith("/static/") or counts.get(path, 0) >= _MOST_VARIANTS:
                continue
            counts[path] = counts.get(path, 0) + 1
            found[url] = None
    # The paths that few pages lead to first: they are the ones that nothing else asks for.
    return sorted(found, key=lambda url: counts[urlsplit(url).path])[:_MOST_LINKS]


def _links(body: str) -> Iterator[str]:
    """Values first, their names then: a pattern that begins with the names would try all of them at each letter."""
    yield from (value[1] for value in _VALUE.finditer(body) if body.endswith(_LEADS, 0, value.start()))


def _one_of_each(walked: Walk, role: str) -> list[str]:
    """An open page of every pattern."""
    open_pages = [page.url for page in walked.of(role) if page.status == 200]
    return list({resolve(urlsplit(url).path).view_name: url for url in open_pages}.values())


def _odd_answers(world: World, visitor: Visitor) -> Iterator[Page]:
    """HEAD, htmx and JSON where a browser would ask for a page."""
    numbers = [thing.values["number"] for thing in world.things["item"]]
    for number in [*numbers, NEVER["number"]]:
        yield asked(visitor, "HEAD", f"/notes/{number}")
        yield asked(visitor, "GET", f"/notes/{number}", **{"HX-Request": "true"})
    for key in world.tag_keys:
        yield asked(visitor, "GET", f"/search?q=ขุมทรัพย์&tag={key}")
    for url in ("/", "/notes/", "/search?q=ขุมทรัพย์", "/notes/tags?tags=ขุมทรัพย์", "/people/choose?q=คุณ", NOWHERE):
        yield asked(visitor, "GET", url, **{"HX-Request": "true"})
        yield asked(visitor, "GET", url, Accept="application/json")


def _nonsense() -> list[str]:
    """NUL, numbers that no database holds and broken bytes in every argument and parameter."""
    doors_with_arguments = [door for door in doors() if door.parameters]
    arguments = [door.path(dict.fromkeys(door.parameters, bad)) for door in doors_with_arguments for bad in _BAD]
    names = (
        "q",
        "tag",
        "unit",
        "topic",
        "type",
        "kind",
        "year",
        "page",
        "start",
        "tags",
        "circle",
        "circles",
        "new_expertise",
    )
    asked_with = [f"{path}?" + "&".join(f"{name}={bad}" for name in names) for path in _ASK_WITH for bad in _BAD]
    return [*arguments, *asked_with]


class unknown_variables:
    """While this lasts, notes every template variable that has no value and no default."""

    def __init__(self, found: set[str]) -> None:
        self._found = found
        self._engine = engines["django"].engine

    def __enter__(self) -> None:
        self._before = self._engine.string_if_invalid
        self._engine.string_if_invalid = _Invalid(self._found)

    def __exit__(self, *error: object) -> None:
        self._engine.string_if_invalid = self._before


class _Invalid(str):
    """Empty text; FilterExpression.resolve asks whether it is empty, and that is the moment to note who asks."""

    def __new__(cls, found: set[str]) -> "_Invalid":
        self = super().__new__(cls)
        self.found = found
        return self

    def __bool__(self) -> bool:
        frame = sys._getframe(1)
        asking = frame.f_locals.get("self")
        if isinstance(asking, FilterExpression) and "context" in frame.f_locals:
            names = {getattr(function, "_filter_name", "") for function, _args in asking.filters}
            if not names & {"default", "default_if_none"}:
                template = frame.f_locals["context"].render_context.template
                self.found.add(f"{template.name}: {asking.token}")
        return False
