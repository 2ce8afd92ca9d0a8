"""docs/permissions.yml, read and compared with the addresses that Django resolves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

import yaml
from django.urls import URLPattern, URLResolver, get_resolver

from tests.guards.source import REPOSITORY
from tests.guards.visitor import Page
from tests.guards.world import OUTSIDE, ROLES, SIGNED_OUT, WRITERS, Thing

TABLE = REPOSITORY / "docs" / "permissions.yml"
KEYS = {"about", "reads", "writes", "guests", "writes_on_get"}


@dataclass(frozen=True)
class Door:
    """One address of the site and the view behind it."""

    pattern: str
    name: str
    view: Callable[..., Any]
    parameters: tuple[str, ...]

    @property
    def asks_for_sign_in(self) -> bool:
        return getattr(self.view, "login_required", True)

    @property
    def writes_on_get(self) -> bool:
        return getattr(self.view, "writes_on_get", False)

    def path(self, values: dict[str, Any]) -> str:
        """The address with these arguments (one pattern may share its name with another)."""
        path = self.pattern
        for parameter in self.parameters:
            before, _open, rest = path.partition("<")
            path = f"{before}{values[parameter]}{rest.partition('>')[2]}"
        return f"/{path}"


@dataclass(frozen=True)
class Row:
    """What the table says of one address: what it is about, and the rule for reading and for writing."""

    pattern: str
    about: str = ""
    reads: str = ""
    writes: str = ""
    # True: people who are not signed in reach the view (it decides itself).
    guests: bool = False
    writes_on_get: bool = False

    @property
    def rules(self) -> set[str]:
        return {rule for rule in (self.reads, self.writes) if rule}


@dataclass(frozen=True)
class Table:
    rules: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)


def doors(resolver: URLResolver | None = None) -> list[Door]:
    """Every address there is; nothing is left out."""
    return list(_walk(resolver or get_resolver(), "", ()))


@cache
def table() -> Table:
    """The table as it is written, read once; an unknown key in a row is an error."""
    read = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    for pattern, row in read["urls"].items():
        assert set(row) <= KEYS, f"{pattern}: unknown {set(row) - KEYS}"
    return Table(read["rules"], {pattern: Row(pattern, **row) for pattern, row in read["urls"].items()})


def differences(there: list[Door], said: Table) -> list[str]:
    """Where the table and the site disagree: no row, a stale row, an unknown rule, another way of signing in."""
    patterns = {door.pattern for door in there}
    found = [f"{pattern}: no row" for pattern in sorted(patterns - said.rows.keys())]
    found += [f"{pattern}: stale row" for pattern in sorted(said.rows.keys() - patterns)]
    found += [f"{pattern}: twice" for pattern in patterns if sum(door.pattern == pattern for door in there) > 1]
    used = {rule for row in said.rows.values() for rule in row.rules}
    found += [f"rule {rule}: not explained" for rule in sorted(used - said.rules.keys())]
    found += [f"rule {rule}: not used" for rule in sorted(said.rules.keys() - used)]
    for door in there:
        if row := said.rows.get(door.pattern):
            found += _disagreements(door, row)
    return found


def _disagreements(door: Door, row: Row) -> Iterator[str]:
    if not row.rules:
        yield f"{door.pattern}: names no rule"
    if row.guests == door.asks_for_sign_in:
        yield f"{door.pattern}: guests is {row.guests}, the view says {not door.asks_for_sign_in}"
    if row.writes_on_get != door.writes_on_get:
        yield f"{door.pattern}: writes_on_get is {row.writes_on_get}, the view says {door.writes_on_get}"
    if bool(door.parameters) != bool(row.about):
        yield f"{door.pattern}: has arguments, or none, but is about “{row.about}”"


def _walk(resolver: URLResolver, before: str, outer: tuple[str, ...]) -> Iterator[Door]:
    for entry in resolver.url_patterns:
        pattern = before + str(entry.pattern)
        parameters = (*outer, *_parameters(entry))
        if isinstance(entry, URLPattern):
            yield Door(pattern, entry.name or "", entry.callback, parameters)
        else:
            yield from _walk(entry, pattern, parameters)


def _parameters(entry: URLPattern | URLResolver) -> list[str]:
    pattern = entry.pattern
    return list(getattr(pattern, "converters", None) or pattern.regex.groupindex)


class Outcome(StrEnum):
    """How the site answers: what was asked for, as if it never was, not yours, or sign in first."""

    OPEN = "open"
    HIDDEN = "hidden"
    REFUSED = "refused"
    SIGN_IN = "sign-in"


_STATUS = {404: Outcome.HIDDEN, 403: Outcome.REFUSED} | dict.fromkeys((200, 204, 302, 303, 409, 422), Outcome.OPEN)


def outcome_of(page: Page) -> Outcome | str:
    """What this answer says; a status that no rule knows (500, 405) stands for itself."""
    if page.headers.get("Location", "").startswith("/sign-in?"):
        return Outcome.SIGN_IN
    return _STATUS.get(page.status, f"{page.status} {page.fault!r}")


def expected(row: Row, rule: str, role: str, thing: Thing) -> Outcome:
    """What the rule says to this role about this thing."""
    if role in SIGNED_OUT and not row.guests:
        return Outcome.SIGN_IN
    return RULES[rule](role, thing)


def _among(allowed: frozenset[str], otherwise: Outcome) -> Callable[[str, Thing], Outcome]:
    return lambda role, thing: Outcome.OPEN if role in allowed else otherwise


def _readers(role: str, thing: Thing) -> Outcome:
    return Outcome.OPEN if role in thing.readers else Outcome.HIDDEN


def _among_readers(attribute: str) -> Callable[[str, Thing], Outcome]:
    def rule(role: str, thing: Thing) -> Outcome:
        if role in getattr(thing, attribute):
            return Outcome.OPEN
        return Outcome.REFUSED if role in thing.readers else Outcome.HIDDEN

    return rule


def _card(role: str, thing: Thing) -> Outcome:
    return Outcome.OPEN if role in thing.readers | thing.cards else Outcome.HIDDEN


def _unless_restricted(role: str, thing: Thing) -> Outcome:
    """Readers, but of a RESTRICTED one nobody takes anything along."""
    return Outcome.REFUSED if role in thing.readers and "RESTRICTED" in thing.state else _readers(role, thing)


def _staff_of_published(but: str) -> Callable[[str, Thing], Outcome]:
    """Staff who read what is published and in use, but for some of them; other readers are refused."""

    def rule(role: str, thing: Thing) -> Outcome:
        allowed = thing.readers - OUTSIDE - SIGNED_OUT - (getattr(thing, but) if but else frozenset())
        if thing.state.startswith("published") and role in allowed:
            return Outcome.OPEN
        return Outcome.REFUSED if role in thing.readers else Outcome.HIDDEN

    return rule


def _thanker(role: str, thing: Thing) -> Outcome:
    """Readers of what was published, but not those who wrote it."""
    refused = thing.readers if thing.state.startswith("draft") else thing.readers & thing.writers
    return Outcome.REFUSED if role in refused else _readers(role, thing)


def _item_user(role: str, thing: Thing) -> Outcome:
    """The staff among the readers, of what is published."""
    if role not in thing.readers:
        return Outcome.HIDDEN
    return Outcome.REFUSED if role in OUTSIDE or not thing.state.startswith("published") else Outcome.OPEN


def _item_open(role: str, thing: Thing) -> Outcome:
    if role not in thing.readers:
        return Outcome.HIDDEN
    return Outcome.OPEN if thing.state.startswith("published PUBLIC") and role not in thing.writers else Outcome.REFUSED


def _requestable(role: str, thing: Thing) -> Outcome:
    return Outcome.OPEN if thing.state.startswith("published REQUEST") else Outcome.HIDDEN


def _use_answerer(role: str, thing: Thing) -> Outcome:
    """Who writes the record that was used."""
    return Outcome.REFUSED if role in thing.readers - WRITERS else _readers(role, thing)


def _kept(attribute: str) -> Callable[[str, Thing], Outcome]:
    """First the manager, then whom the manager keeps, then what the manager may do with this one."""

    def rule(role: str, thing: Thing) -> Outcome:
        if role not in MANAGERS:
            return Outcome.REFUSED
        return _among_readers(attribute)(role, thing)

    return rule


def _import(role: str, thing: Thing) -> Outcome:
    return Outcome.OPEN if role in thing.writers else Outcome.REFUSED


ADMINISTRATORS = frozenset({"administrator"})
AUDITORS = frozenset({"auditor"})
KM_TEAMS = frozenset({"km_team", "same_unit"})
SUBJECT_KEEPERS = KM_TEAMS | ADMINISTRATORS
MANAGERS = ADMINISTRATORS | {"unit_administrator"}
_ALL = frozenset(ROLES)
RULES: dict[str, Callable[[str, Thing], Outcome]] = {
    "anyone": _among(_ALL, Outcome.REFUSED),
    "signed-in": _among(_ALL - SIGNED_OUT, Outcome.REFUSED),
    "staff": _among(_ALL - SIGNED_OUT - OUTSIDE, Outcome.REFUSED),
    "manager": _among(MANAGERS, Outcome.REFUSED),
    "administrator": _among(ADMINISTRATORS, Outcome.REFUSED),
    "item": _readers,
    "item-or-card": _card,
    "item-editor": _among_readers("writers"),
    "item-thanker": _thanker,
    "followed": _readers,
    "item-retirer": _among_readers("retirers"),
    "file": _readers,
    "own-draft": _readers,
    "notebook": _readers,
    "fed": _readers,
    "own-notebook": lambda role, thing: Outcome.OPEN if role in thing.keepers else Outcome.HIDDEN,
    "own-circle": _readers,
    "item-export": _unless_restricted,
    "item-for-staff": lambda role, thing: Outcome.REFUSED if role in OUTSIDE else _readers(role, thing),
    "own-notification": _readers,
    "comment": _readers,
    "comment-author": _among_readers("writers"),
    "comment-keeper": _among_readers("keepers"),
    "audit-reader": _among(AUDITORS, Outcome.REFUSED),
    "audit-entry": lambda role, thing: _readers(role, thing) if role in AUDITORS else Outcome.REFUSED,
    "km-team": _among(KM_TEAMS, Outcome.REFUSED),
    "moderator": lambda role, thing: _readers(role, thing) if role in KM_TEAMS else Outcome.REFUSED,
    "subject-keeper": _among(SUBJECT_KEEPERS, Outcome.REFUSED),
    "tag-keeper": lambda role, thing: _readers(role, thing) if role in SUBJECT_KEEPERS else Outcome.REFUSED,
    "wanted-closer": lambda role, thing: Outcome.OPEN if role in thing.keepers else Outcome.REFUSED,
    "own-saved-search": _readers,
    "search-ask": _readers,
    "own-question": lambda role, thing: _readers(role, thing) if role in SUBJECT_KEEPERS else Outcome.REFUSED,
    "search-answerer": _among_readers("writers"),
    "aim-keeper": _among(ADMINISTRATORS, Outcome.REFUSED),
    "own-passkey": _readers,
    "own-sign-in": _readers,
    "kept-person": _kept("readers"),
    "person-keeper": _kept("keepers"),
    "appointer": _kept("writers"),
    "item-asker": _among_readers("keepers"),
    "review": _readers,
    "review-decider": _among_readers("keepers"),
    "review-asker": _among_readers("writers"),
    "review-keeper": _among_readers("keepers"),
    "remark-writer": _among_readers("writers"),
    "remark-author": _among_readers("keepers"),
    "hand-over": _among_readers("keepers"),
    "access-change": _readers,
    "access-approver": _among_readers("keepers"),
    "access-asker": _among_readers("writers"),
    "item-user": _item_user,
    "use": _readers,
    "use-editor": _among_readers("writers"),
    "use-recorder": _among_readers("keepers"),
    "use-confirmer": _among_readers("retirers"),
    "use-answerer": _use_answerer,
    "item-open": _item_open,
    "requestable": _requestable,
    "request-holder": _readers,
    "request-handler": lambda role, thing: Outcome.OPEN if role in thing.writers else Outcome.HIDDEN,
    "import": _import,
    "link": _readers,
    # What is kept fresh, in the bin, long enough.
    "asset-renewer": _among_readers("writers"),
    "asset-retirer": _among_readers("keepers"),
    "item-deleter": _among_readers("writers"),
    "binned": _among_readers("writers"),
    "retention": _among(KM_TEAMS | ADMINISTRATORS, Outcome.REFUSED),
    # Proposed texts and translations.
    "suggester": _staff_of_published("writers"),
    "translator": _staff_of_published(""),
    "suggestion": _readers,
    "suggestion-maker": _among_readers("writers"),
    "suggestion-decider": _among_readers("keepers"),
}
