"""Authors by the name that readers see: accounts, and names as an import gives them."""

from dataclasses import dataclass

from django.db.models import CharField, Q, Value
from django.db.models.functions import Concat, Length, Trim

from panya.base.thai.normalise import identity_key, normalise_line
from panya.shared.content.models import Item, Status
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader

_MOST = 200


@dataclass(frozen=True, slots=True)
class Authors:
    """Those of one name, or whose names hold what was asked for."""

    name: str
    accounts: frozenset[int]
    names: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.accounts or self.names)

    @property
    def as_indexed(self) -> frozenset[str]:
        """As in `Document.authors`."""
        accounts = {f"person:{pk}" for pk in self.accounts}
        return frozenset(accounts | {f"name:{identity_key(name)}" for name in self.names})

    @property
    def condition(self) -> Q:
        return Q(author_id__in=self.accounts) | Q(author=None, author_name__in=self.names)


def find_authors(name: str, reader: Reader) -> Authors | None:
    """Those of exactly this name; else those whose name holds it. Only authors of what this reader may read whole."""
    name = normalise_line(name)
    if not name:
        return None
    accounts, names = _accounts(name, reader), _names(name, reader)
    exactly = name.casefold()
    same = Authors(
        name,
        frozenset(pk for pk, shown in accounts.items() if shown.casefold() == exactly),
        frozenset(each for each in names if each.casefold() == exactly),
    )
    found = same or Authors(name, frozenset(accounts), names)
    return found or None


def _accounts(name: str, reader: Reader) -> dict[int, str]:
    """Accounts whose name holds this one and what they are called; those of exactly this name come first."""
    shown = Trim(Concat("first_name", Value(" "), "last_name", output_field=CharField()))
    people = User.objects.annotate(shown=shown).filter(shown__icontains=name).order_by(Length("shown"), "pk")
    called = dict(people.values_list("pk", "shown")[:_MOST])
    if not called:
        return {}
    read = Item.objects.visible_to(reader).filter(status=Status.PUBLISHED, author__in=called).order_by()
    return {pk: called[pk] for pk in read.values_list("author_id", flat=True).distinct()}


def _names(name: str, reader: Reader) -> frozenset[str]:
    """Names without an account that hold this one; those of exactly this name come first."""
    named = Item.objects.visible_to(reader).filter(status=Status.PUBLISHED, author=None, author_name__icontains=name)
    names = named.order_by(Length("author_name"), "author_name").values_list("author_name", flat=True)
    return frozenset(names.distinct()[:_MOST])
