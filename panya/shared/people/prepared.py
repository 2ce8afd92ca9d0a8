"""Questions of what a reader may see, as SQL that was written before."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from panya.base.core.prepared import Prepared
from panya.shared.people.models import GUEST, Standing

T = TypeVar("T")


class PreparedForReaders(Generic[T]):
    """Calls `build(standing, *asked)`, which starts at what a standing opens; each asked is a number, or many.

    `asks` says how many there are.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, T]], *, asks: int = 1) -> None:
        def of(*arguments: Any, is_staff: bool) -> QuerySet[Any, T]:
            asked, (person, *units) = arguments[:asks], arguments[asks:]
            return build(Standing(person, is_staff, tuple(units)), *asked)

        self._guests: Prepared[T] = Prepared(partial(build, GUEST))
        self._outsiders: Prepared[T] = Prepared(partial(of, is_staff=False))
        self._staff: Prepared[T] = Prepared(partial(of, is_staff=True))

    def __call__(self, standing: Standing, *asked: int | Collection[int]) -> list[T]:
        """The rows that `build(standing, *asked)` selects."""
        if standing.person_id is None:
            return self._guests(*asked)
        if not standing.is_staff:
            return self._outsiders(*asked, standing.person_id)
        return self._staff(*asked, standing.person_id, *standing.unit_ids)
