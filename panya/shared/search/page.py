"""What the search page shows beside the results: filters as links, pages before and after."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from panya.base.core.typed_numbers import whole_number
from panya.shared.search.answer import SearchAnswer
from panya.shared.search.facets import Value
from panya.shared.search.understanding.box import Token, written
from panya.shared.search.why import Why

PAGE_LENGTH = 20
# As many pages as there can be counted records.
LAST_PAGE = 50
_TITLES: dict[str, str | Promise] = {
    "kind": _("ประเภท"),
    "unit": _("หน่วยงาน"),
    "topic": _("หัวข้อ"),
    "tag": _("คำสำคัญ"),
    "year": _("ปีที่เขียน"),
    "author": _("ผู้เขียน"),
    "validity": _("ความเป็นปัจจุบัน"),
    "files": _("ไฟล์แนบ"),
    "access": _("ชั้นการเข้าถึง"),
}
_SORTS: dict[str, str | Promise] = {
    "best": _("ตรงที่สุด"),
    "new": _("ใหม่ที่สุด"),
    "old": _("เก่าที่สุด"),
    "used": _("ใช้มากที่สุด"),
}
# What all records of a search share is no choice.
_NEED_TWO = {"validity", "access"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter as a link: it narrows the search, or takes the narrowing back where it is current."""

    label: str
    count: int | None
    # Escaped, for each stands twice on the page and there are a hundred.
    href: SafeString
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The choices of one facet."""

    title: str | Promise
    choices: list[Choice]
    open: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Addresses of everything that can be done with one answer."""

    answer: SearchAnswer
    number: int = 1
    # What was typed is sought as it is, without a guess at the keyboard.
    as_typed: bool = False
    reasons: Mapping[int, Why] = field(default_factory=dict)
    may_see_why: bool = False

    @property
    def groups(self) -> list[Group]:
        """The facets that offer a choice, with what is chosen first."""
        made = [self._group(name) for name in _TITLES]
        return [group for group in made if group.choices]

    @property
    def chosen(self) -> dict[str, str]:
        """The filters in force, as the form repeats them."""
        return {name: value.key for name, value in self.answer.chosen.items()}

    @property
    def chips(self) -> list[Choice]:
        """What narrows this search, each with the address without it."""
        filters = [
            replace(self._current(name, value), label=f"{_TITLES[name]}: {value.label}")
            for name, value in self.answer.chosen.items()
        ]
        return filters + [
            Choice(gettext("ไม่เอา “%(words)s”") % {"words": token.text}, None, self._without_token(at), current=True)
            for at, token in enumerate(self.answer.understood.tokens)
            if token.what == "without"
        ]

    @property
    def sorts(self) -> list[Choice]:
        """The orders to choose from; without words nothing is better than another."""
        offered = [name for name in _SORTS if name != "best" or self.answer.understood.sought]
        now = self.answer.sort if self.answer.sort in offered else "new"
        return [
            Choice(str(_SORTS[name]), None, escape(self._address(self.chosen, sort=name)), current=name == now)
            for name in offered
        ]

    @property
    def words_apart(self) -> str:
        """The same search with the words of its phrases anywhere."""
        tokens = [
            replace(token, what="word", quoted=False) if token.what == "phrase" else token for token in self.tokens
        ]
        return self._address(self.chosen, query=written(tokens)) if self.answer.understood.has_phrases else ""

    @property
    def did_you_mean(self) -> str:
        return self._address(self.chosen, query=self.answer.did_you_mean) if self.answer.did_you_mean else ""

    @property
    def typed(self) -> str:
        """The search for what was typed, letter by letter."""
        return self._address(self.chosen, query=self.answer.typed) + "&typed=1" if self.answer.typed else ""

    @property
    def why(self) -> str:
        """The same page with or without the reasons of its order."""
        here = self._address(self.chosen, self.number)
        return here if self.reasons else f"{here}&why=1"

    @property
    def tokens(self) -> list[Token]:
        return list(self.answer.understood.tokens)

    @property
    def without_filters(self) -> str:
        return self._address({}) if self.answer.chosen else ""

    @property
    def to_save(self) -> str:
        """Where this search is kept under a name."""
        return f"{reverse('saved_search_new')}?{urlencode({'q': self.answer.query, **self.chosen})}"

    @property
    def previous(self) -> str:
        return self._address(self.chosen, self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        shown = self.number * PAGE_LENGTH
        return self._address(self.chosen, self.number + 1) if shown < self.answer.total else ""

    def _group(self, name: str) -> Group:
        chosen = self.answer.chosen.get(name)
        offered: list[Value] = getattr(self.answer.facets, name)
        if name in _NEED_TWO and len(offered) < 2 and not chosen:
            offered = []
        choices = [self._current(name, chosen)] if chosen else []
        # The address once for all of them: only the last part differs.
        rest = escape(self._address({other: key for other, key in self.chosen.items() if other != name}))
        choices += [
            Choice(value.label, value.count, rest + escape(f"&{urlencode({name: value.key})}"), current=False)
            for value in offered
            if not chosen or value.key != chosen.key
        ]
        return Group(_TITLES[name], choices, open=bool(chosen) or name == "kind")

    def _current(self, name: str, chosen: Value) -> Choice:
        rest = {other: key for other, key in self.chosen.items() if other != name}
        return Choice(chosen.label, None, escape(self._address(rest)), current=True)

    def _without_token(self, at: int) -> SafeString:
        tokens = self.tokens
        return escape(self._address(self.chosen, query=written(tokens[:at] + tokens[at + 1 :])))

    def _address(self, filters: dict[str, str], number: int = 1, *, query: str | None = None, sort: str = "") -> str:
        sort = sort or self.answer.sort
        parameters = {"q": self.answer.query if query is None else query, **filters}
        parameters |= {"sort": sort} if sort != "best" else {}
        parameters |= {"page": str(number)} if number > 1 else {}
        parameters |= {"typed": "1"} if self.as_typed else {}
        return f"{reverse('search')}?{urlencode(parameters)}"


def page_number(text: str) -> int:
    """The page that an address asks for; anything else than a page of ours is the first."""
    return max(whole_number(text, most=LAST_PAGE, default=1), 1)
