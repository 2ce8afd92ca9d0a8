"""Authors by the name that readers see: accounts, and names as an import gives them."""

from dataclasses import dataclass

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Concat, Trim

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
    read = Item.objects.visible_to(reader).filter(status=Status.PUBLISHED).order_by()
    return _found(name, read, "iexact") or _found(name, read, "icontains")


def _found(name: str, read: QuerySet[Item], how: str) -> Authors | None:
    shown = Trim(Concat("first_name", Value(" "), "last_name", output_field=CharField()))
    people = User.objects.annotate(shown=shown).filter(**{f"shown__{how}": name}).values_list("pk", flat=True)[:_MOST]
    accounts = read.filter(author__in=list(people)).values_list("author_id", flat=True).distinct()
    named = read.filter(**{"author": None, f"author_name__{how}": name})
    names = named.values_list("author_name", flat=True).distinct()[:_MOST]
    found = Authors(name, frozenset(accounts), frozenset(names))
    return found if found.accounts or found.names else None
