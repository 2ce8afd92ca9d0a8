"""Filters typed into the box become those of the address; what names nothing is told and sought as words."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import lru_cache

from django.utils.translation import override

from panya.base.thai.dates import BUDDHIST_ERA
from panya.base.thai.normalise import identity_key
from panya.base.thai.numbers import arabic_digits
from panya.shared.content import kinds
from panya.shared.content.models import Tag, Topic
from panya.shared.content.subject_lists import find_tag
from panya.shared.people.models import Unit
from panya.shared.people.permissions import Reader
from panya.shared.search.authors import find_authors
from panya.shared.search.filters import Filters
from panya.shared.search.understanding.box import Token
from panya.shared.search.understanding.glossary import Glossary

_FIRST_BUDDHIST_YEAR, _CENTURY = 2400, 2500
# One of each kind, or a second one after thinking again; nobody types more, and each costs looks into the database.
_MOST_FILTERS, _MOST_OF_A_KIND = 6, 2


def narrowed(
    tokens: Iterable[Token], filters: Filters, reader: Reader, glossary: Glossary
) -> tuple[list[Token], Filters, list[str]]:
    """The box without its filters, all filters together, and those (as typed) that name nothing to this reader."""
    rest: list[Token] = []
    unknown: list[str] = []
    found: dict[str, str] = {}
    looked_up: dict[Token, str] = {}
    for token in tokens:
        if not token.is_filter:
            rest.append(token)
            continue
        if token not in looked_up and _may_be_looked_up(token, looked_up):
            looked_up[token] = _key(token, reader, glossary)
        if key := looked_up.get(token, ""):
            found[token.what] = key
        else:
            unknown.append(str(token))
            rest.append(Token("word", token.text))
    return rest, replace(filters, **found), list(dict.fromkeys(unknown))


def _may_be_looked_up(token: Token, before: Collection[Token]) -> bool:
    return len(before) < _MOST_FILTERS and sum(other.what == token.what for other in before) < _MOST_OF_A_KIND


@lru_cache(maxsize=8192)
def _folded(name: str) -> str:
    """The identity of a name: to fold those of all units and topics anew with every search takes 20 ms."""
    return identity_key(name)


def _key(token: Token, reader: Reader, glossary: Glossary) -> str:
    """How the address names what was typed; empty where it names nothing."""
    text = token.text
    if token.what == "author":
        return text if find_authors(text, reader) else ""
    if token.what == "tag":
        named = Tag.objects.filter(key=Tag.key_of(text)).values_list("pk", flat=True).first()
        tag = find_tag(named, reader) if named else None
        return str(tag.pk) if tag else ""
    plain: dict[str, Callable[[], str]] = {
        "unit": lambda: _unit(text, glossary),
        "year": lambda: _year(text),
        "kind": lambda: _kind(text),
        "topic": lambda: _topic(text),
    }
    return plain[token.what]()


def _unit(text: str, glossary: Glossary) -> str:
    """By code, name or abbreviation; else the one unit whose name holds it."""
    ways = {way for span in glossary.terms_in(text) if (span.start, span.end) == (0, len(text)) for way in span.ways}
    asked = identity_key(text)
    wanted = {asked, *map(identity_key, ways)}
    units = list(Unit.objects.in_order().values_list("code", "name_th", "name_en", "short_th"))
    for code, *names in units:
        if wanted & {_folded(name) for name in (code, *names) if name}:
            return str(code)
    holding = [code for code, *names in units if any(asked in _folded(name) for name in names)] if asked else []
    return holding[0] if len(holding) == 1 else ""


def _year(text: str) -> str:
    """A year of either era, in figures of either script; two figures are B.E."""
    digits = arabic_digits(text).lower()
    for era in ("พ.ศ.", "ค.ศ.", "พศ", "คศ"):
        digits = digits.removeprefix(era)
    digits = digits.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in {2, 4}:
        return ""
    year = int(digits) + (_CENTURY if len(digits) == 2 else 0)
    return str(year if year >= _FIRST_BUDDHIST_YEAR else year + BUDDHIST_ERA)


def _kind(text: str) -> str:
    asked = identity_key(text)
    for kind in kinds.all_kinds():
        names = [kind.key]
        for language in ("th", "en"):
            with override(language):
                names.append(str(kind.label))
        if asked in map(_folded, names):
            return kind.key
    return ""


def _topic(text: str) -> str:
    asked = identity_key(text)
    for topic in Topic.objects.filter(merged_into=None):
        if asked in {_folded(name) for name in (topic.slug, topic.name_th, topic.name_en) if name}:
            return topic.slug
    return ""
