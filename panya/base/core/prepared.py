"""Querysets that are written as SQL once: on small questions the ORM spends most of its time writing SQL."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connections, models
from django.db.models.expressions import RawSQL

from panya.base.core.clock import today

M = TypeVar("M", bound=models.Model)

# Stands for an argument while the SQL is written; no id is ever below zero.
_FIRST_STAND_IN = -(2**52)
_KEPT_AT_MOST = 200


@dataclass(frozen=True)
class _Written(Generic[M]):
    """One question as SQL, and how a row of its answer becomes a model."""

    model: type[M]
    alias: str
    sql: str
    values: tuple[Any, ...]
    fields: list[str]
    extras: list[tuple[str, int]]
    converters: dict[int, Any]
    convert: Callable[..., Any]

    def filled(self, numbers: tuple[int, ...]) -> list[Any]:
        """The values for the SQL, with these numbers in their places."""
        return [numbers[value.index] if isinstance(value, _Place) else value for value in self.values]


@dataclass(frozen=True)
class _Place:
    """Where the argument of this index goes."""

    index: int


class Prepared(Generic[M]):
    """Calls `build(*numbers)` for the SQL once a day for each count of numbers, then only fills the numbers in.

    `build` returns a queryset without `select_related`, takes whole numbers only and decides nothing by their values.
    """

    def __init__(self, build: Callable[..., models.QuerySet[M]]) -> None:
        self._build = build
        self._kept: dict[tuple[Any, ...], _Written[M]] = {}

    def __call__(self, *numbers: int) -> list[M]:
        """The rows that `build(*numbers)` selects."""
        written = self._written(len(numbers))
        values = written.filled(numbers)
        with connections[written.alias].cursor() as cursor:
            cursor.execute(written.sql, values)
            rows = cursor.fetchall()
        return [_model(written, row) for row in written.convert(rows, written.converters)]

    def as_subquery(self, *numbers: int) -> RawSQL:
        """The same question to stand in another one, after IN; `build` then selects one column."""
        written = self._written(len(numbers))
        return RawSQL(written.sql, written.filled(numbers))  # noqa: S611 - written by the ORM

    def _written(self, count: int) -> "_Written[M]":
        # Conditions on today's date are written into the SQL: another day, another SQL.
        shape = (count, today())
        if shape not in self._kept:
            if len(self._kept) >= _KEPT_AT_MOST:
                self._kept.clear()
            self._kept[shape] = self._write(count)
        return self._kept[shape]

    def _write(self, count: int) -> _Written[M]:
        stand_ins: dict[Any, _Place] = {_FIRST_STAND_IN - index: _Place(index) for index in range(count)}
        queryset = self._build(*stand_ins)
        compiler = queryset.query.get_compiler(connection=connections[queryset.db])
        sql, values = compiler.as_sql()
        columns = [column for column, _sql, _alias in compiler.select]
        return _Written(
            model=queryset.model,
            alias=queryset.db,
            sql=sql,
            values=tuple(stand_ins.get(value, value) for value in values),
            fields=[columns[place].target.attname for place in (compiler.klass_info or {}).get("select_fields", ())],
            extras=list(compiler.annotation_col_map.items()),
            converters=compiler.get_converters(columns),
            convert=compiler.apply_converters,
        )


def _model(written: _Written[M], row: list[Any]) -> M:
    found = written.model.from_db(written.alias, written.fields, row[: len(written.fields)])
    for name, place in written.extras:
        setattr(found, name, row[place])
    return found
