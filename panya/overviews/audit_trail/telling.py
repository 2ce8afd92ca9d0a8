"""An entry in words, cut to what its auditor may read: never the title or the text of a record that is hidden."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from panya.base.thai.dates import Language, format_date, format_datetime
from panya.overviews.audit_trail.words import ACCOUNTS, ACTS, METADATA, NAMES, THINGS, VOCABULARY, WORDS
from panya.shared.audit.models import AuditEntry
from panya.shared.content.models import Access, Item, Licence, Status
from panya.shared.people.models import Role, Unit, User

_ACCOUNTS = {"person", "unit", "sign_in"}
# What everybody reads on its own page: no words of a record.
_VOCABULARY = {"topic", "term", "aim"}
# A code, a number, a day or an id; words of a language have letters beyond it, or spaces.
_CODE = re.compile(r"[A-Za-z0-9_.:+/-]{0,80}")
_DAY, _MOMENT = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(Z|[+-]\d\d:\d\d)")
_CHOICES: dict[str, dict[str, Any]] = {
    "access": dict(Access.choices),
    "licence": dict(Licence.choices),
    "default_licence": dict(Licence.choices),
    "status": dict(Status.choices),
    "role": dict(Role.choices),
}
_PLACES = {"audit", "site"}
_PEOPLE = {"co_editors", "members", "added", "removed", "reviewer", "owner"}
_UNITS = {"unit", "parent", "successor"}


@dataclass(frozen=True)
class Change:
    """One field as it was and as it became; cut where it holds words that the auditor may not read."""

    label: str | Promise
    before: str
    after: str
    cut: bool = False


@dataclass(frozen=True)
class Told:
    """An entry as the page shows it."""

    entry: AuditEntry
    act: str | Promise
    thing: str | Promise
    name: str
    href: str
    changes: list[Change]
    reason: str
    reason_cut: bool

    @property
    def fields(self) -> str:
        """What changed, in short."""
        return ", ".join(str(change.label) for change in self.changes[:4])


@dataclass(frozen=True)
class _Known:
    """What the entries speak of, as far as the auditor may know it."""

    records: dict[int, Item]
    people: dict[str, User]
    units: dict[str, Unit]


def tell(entries: list[AuditEntry], auditor: User) -> list[Told]:
    """These entries in words; the same few questions for any number of them."""
    known = _known(entries, auditor)
    return [_tell(entry, known) for entry in entries]


def language_of_page() -> Language:
    return "en" if (get_language() or "th").startswith("en") else "th"


def _tell(entry: AuditEntry, known: _Known) -> Told:
    name, href = _name(entry, known)
    is_open = _is_open(entry, known)
    return Told(
        entry=entry,
        act=ACTS.get(entry.verb, entry.verb),
        thing=THINGS.get(entry.object_kind, entry.object_kind),
        name=name,
        href=href,
        changes=list(_changes(entry, known, is_open)),
        reason=entry.reason if is_open else "",
        reason_cut=bool(entry.reason) and not is_open,
    )


def _known(entries: list[AuditEntry], auditor: User) -> _Known:
    numbers = {number for entry in entries for number in _numbers(entry)}
    readable = Item.objects.visible_to(auditor).filter(pk__in=numbers)
    ids, codes = set(_under(entries, _PEOPLE)), set(_under(entries, _UNITS))
    ids |= {entry.object_id for entry in entries if entry.object_kind == "person"}
    codes |= {entry.object_id for entry in entries if entry.object_kind == "unit"}
    people = User.objects.filter(public_id__in=ids)
    units = Unit.objects.filter(code__in=codes)
    return _Known(
        {item.pk: item for item in readable},
        {person.public_id: person for person in people},
        {unit.code: unit for unit in units},
    )


def _is_open(entry: AuditEntry, known: _Known) -> bool:
    """Whether its words may be read: about accounts and vocabulary always, about a record only with the right to it."""
    numbers = _numbers(entry)
    if numbers:
        return all(number in known.records for number in numbers)
    return entry.object_kind in _ACCOUNTS | _VOCABULARY | {"audit"}


def _numbers(entry: AuditEntry) -> list[int]:
    """The records that an entry is about."""
    found = [entry.object_id] if entry.object_kind == "item" else []
    found += [
        str(value["item"]) for value in (entry.before, entry.after) if isinstance(value, dict) and "item" in value
    ]
    return [int(number) for number in found if number.isascii() and number.isdigit() and len(number) < 18]


def _name(entry: AuditEntry, known: _Known) -> tuple[str, str]:
    """How the thing is called and where it is shown; of what is hidden, its number."""
    numbers = _numbers(entry)
    item = known.records.get(numbers[0]) if numbers else None
    if item is not None:
        return f"{item.pk} {item.title}", item.get_absolute_url()
    if numbers:
        return str(numbers[0]), ""
    if person := known.people.get(entry.object_id) if entry.object_kind == "person" else None:
        return person.name, "" if person.is_built_in else person.get_absolute_url()
    if unit := known.units.get(entry.object_id) if entry.object_kind == "unit" else None:
        return unit.name, ""
    if entry.object_kind in _PLACES and not entry.object_id.isdigit():
        # The thing alone says what it is; its id is a word of the program.
        return "", ""
    return entry.object_id, ""


def _changes(entry: AuditEntry, known: _Known, is_open: bool) -> Iterator[Change]:
    before, after = _fields(entry.before), _fields(entry.after)
    for key in [*before, *(key for key in after if key not in before)]:
        was, became = before.get(key), after.get(key)
        if entry.before is not None and entry.after is not None and was == became:
            continue
        yield _change(entry, key, (was, became), known, is_open)


def _change(entry: AuditEntry, key: str, values: tuple[Any, Any], known: _Known, is_open: bool) -> Change:
    accounts = ACCOUNTS if entry.object_kind in _ACCOUNTS else {}
    label = next((words[key] for words in (accounts, METADATA, WORDS, VOCABULARY, ACCOUNTS) if key in words), key)
    is_public = entry.object_kind in _VOCABULARY and (key in VOCABULARY or key in ACCOUNTS)
    if not (key in accounts or is_public or _may_show(key, values, is_open)):
        return Change(label, "", "", cut=True)
    was, became = (_shown(key, value, known) for value in values)
    return Change(label, was, became)


def _may_show(key: str, values: tuple[Any, Any], is_open: bool) -> bool:
    if key in WORDS:
        return is_open
    if key not in METADATA:
        return False
    return is_open or key in NAMES or all(_is_code(value) for value in values)


def _is_code(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_is_code(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return all(_is_code(part) for part in value)
    return not isinstance(value, str) or _CODE.fullmatch(value) is not None


def _fields(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    return {} if value is None else {"": value}


def _under(entries: Iterable[AuditEntry], keys: set[str]) -> Iterator[str]:
    """Every text under one of these keys, before and after."""
    for entry in entries:
        for value in (entry.before, entry.after):
            for key, found in _fields(value).items():
                if key in keys:
                    yield from (
                        part for part in (found if isinstance(found, list) else [found]) if isinstance(part, str)
                    )


def _shown(key: str, value: Any, known: _Known) -> str:
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("ใช่") if value else _("ไม่")
    if isinstance(value, list):
        return ", ".join(_shown(key, part, known) for part in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return _text(key, str(value), known)


def _text(key: str, value: str, known: _Known) -> str:
    if key in _UNITS and value in known.units:
        return known.units[value].name
    if key in _PEOPLE and value in known.people:
        return known.people[value].name
    if value in _CHOICES.get(key, {}):
        return str(_CHOICES[key][value])
    language = language_of_page()
    try:
        if _DAY.fullmatch(value):
            return format_date(date.fromisoformat(value), "medium", language)
        if _MOMENT.fullmatch(value):
            return format_datetime(datetime.fromisoformat(value), "short", language)
    except ValueError:
        pass
    return value
