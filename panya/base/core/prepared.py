"""Querysets that are written as SQL once: on small questions the ORM spends most of its time writing SQL."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connections, models

from panya.base.core.clock import today

M = TypeVar("M", bound=models.Model)

# Stands for an argument while the SQL is written; no id is ever below zero.
_FIRST_STAND_IN = -(2**52)
_KEPT_AT_MOST = 200


class Prepared(Generic[M]):
    """Calls `build(*numbers)` for the SQL once a day for each count of numbers, then only fills the numbers in.

    `build` returns a queryset, takes whole numbers only and decides nothing by their values.
    """

    def __init__(self, build: Callable[..., models.QuerySet[M]]) -> None:
        self._build = build
        self._written: dict[tuple[Any, ...], tuple[type[M], str, str, tuple[Any, ...]]] = {}

    def __call__(self, *numbers: int) -> list[M]:
        """The rows that `build(*numbers)` selects."""
        # Conditions on today's date are written into the SQL: another day, another SQL.
        shape = (len(numbers), today())
        if shape not in self._written:
            if len(self._written) >= _KEPT_AT_MOST:
                self._written.clear()
            self._written[shape] = self._write(len(numbers))
        model, alias, sql, places = self._written[shape]
        values = [numbers[place.index] if isinstance(place, _Place) else place for place in places]
        return list(model._base_manager.using(alias).raw(sql, values))

    def _write(self, count: int) -> tuple[type[M], str, str, tuple[Any, ...]]:
        stand_ins = {_FIRST_STAND_IN - index: _Place(index) for index in range(count)}
        queryset = self._build(*stand_ins)
        compiler = queryset.query.get_compiler(connection=connections[queryset.db])
        sql, values = compiler.as_sql()
        return queryset.model, queryset.db, sql, tuple(stand_ins.get(value, value) for value in values)


class _Place:
    """Where the argument of this index goes."""

    def __init__(self, index: int) -> None:
        self.index = index
