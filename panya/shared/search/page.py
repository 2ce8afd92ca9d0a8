"""What the search page shows beside the results: filters as links, pages before and after."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from panya.base.core.typed_numbers import whole_number
from panya.shared.search.facets import Value
from panya.shared.search.queries import SearchAnswer

PAGE_LENGTH = 20
# As many pages as there can be counted records.
LAST_PAGE = 50
_TITLES: dict[str, str | Promise] = {
    "kind": _("ประเภท"),
    "unit": _("หน่วยงาน"),
    "topic": _("หัวข้อ"),
    "tag": _("คำสำคัญ"),
    "year": _("ปีที่เขียน"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter as a link: it narrows the search, or takes the narrowing back where it is current."""

    label: str
    count: int | None
    href: str
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
        choices = [self._current(name, chosen)] if chosen else []
        choices += [self._choice(name, value) for value in offered if not chosen or value.key != chosen.key]
        return Group(_TITLES[name], choices, open=bool(chosen) or name == "kind")

    def _current(self, name: str, chosen: Value) -> Choice:
        rest = {other: key for other, key in self.chosen.items() if other != name}
        return Choice(chosen.label, None, self._address(rest), current=True)

    def _choice(self, name: str, value: Value) -> Choice:
        return Choice(value.label, value.count, self._address({**self.chosen, name: value.key}), current=False)

    def _address(self, filters: dict[str, str], number: int = 1) -> str:
        parameters = {"q": self.answer.query, **filters, **({"page": str(number)} if number > 1 else {})}
        return f"{reverse('search')}?{urlencode(parameters)}"


def page_number(text: str) -> int:
    """The page that an address asks for; anything else than a page of ours is the first."""
    return max(whole_number(text, most=LAST_PAGE, default=1), 1)
