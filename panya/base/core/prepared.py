"""Querysets that are written as SQL once: on small questions the ORM spends most of its time writing SQL."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from operator import itemgetter
from typing import Any, Generic, TypeVar

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL
from django.db.models.query import (  # type: ignore[attr-defined]
    FlatValuesListIterable,
    ValuesListIterable,
    get_related_populators,
)

from panya.base.core.clock import today
from panya.base.core.many import as_one_value

# What a question gives for each row: a model, the values of a row, or one value.
T = TypeVar("T")
# A whole number, a day, a moment, or many numbers for `these`.
_Argument = int | date | Collection[int]

# Stand for arguments while the SQL is written; no id is ever below zero, and nothing happened in the year 1.
_FIRST_STAND_IN, _YEAR = -(2**52), 1
_KEPT_AT_MOST = 200


@dataclass(frozen=True)
class _Written:
    """One question as SQL, and how its rows are read."""

    alias: str
    sql: str
    values: tuple[Any, ...]
    converters: dict[int, Any]
    convert: Callable[..., Any]
    read: Callable[[Any], Any]

    def filled(self, arguments: tuple[_Argument, ...]) -> list[Any]:
        """The values for the SQL, with these arguments in their places."""
        connection = connections[self.alias]
        return [
            _sent(arguments[value.index], connection) if isinstance(value, _Place) else value for value in self.values
        ]


@dataclass(frozen=True)
class _Place:
    """Where the argument of this index goes."""

    index: int


class Prepared(Generic[T]):
    """Calls `build(*arguments)` for the SQL once a day for each count of arguments, then only fills them in.

    `build` takes whole numbers, days, moments, or lists of numbers that it gives to `these`; it decides nothing by
    their values and reckons nothing from them. It returns a queryset of models or of a `values_list`.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any, T]]) -> None:
        self._build = build
        self._kept: dict[tuple[Any, ...], _Written] = {}

    def __call__(self, *arguments: _Argument) -> list[T]:
        """The rows that `build(*arguments)` selects."""
        written = self._written(arguments)
        with connections[written.alias].cursor() as cursor:
            cursor.execute(written.sql, written.filled(arguments))
            rows = cursor.fetchall()
        converted = written.convert(rows, written.converters) if written.converters else rows
        return list(map(written.read, converted))

    def count(self, *arguments: _Argument) -> int:
        """How many rows `build(*arguments)` selects."""
        written = self._written(arguments)
        with connections[written.alias].cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({written.sql}) AS counted", written.filled(arguments))  # noqa: S608
            return int(cursor.fetchone()[0])

    def as_subquery(self, *numbers: int) -> RawSQL:
        """The same question to stand in another one, after IN; `build` then selects one column."""
        written = self._written(numbers)
        return RawSQL(written.sql, written.filled(numbers))  # noqa: S611 - written by the ORM

    def _written(self, arguments: tuple[_Argument, ...]) -> _Written:
        # Conditions on today's date are written into the SQL: another day, another SQL.
        shape = (*map(_sort_of, arguments), today())
        if shape not in self._kept:
            if len(self._kept) >= _KEPT_AT_MOST:
                self._kept.clear()
            self._kept[shape] = self._write(arguments)
        return self._kept[shape]

    def _write(self, arguments: tuple[_Argument, ...]) -> _Written:
        stand_ins = [_STAND_INS[_sort_of(argument)](index) for index, argument in enumerate(arguments)]
        queryset = self._build(*stand_ins)
        connection = connections[queryset.db]
        compiler = queryset.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        sent = [_sent(one, connection) for one in stand_ins]
        return _Written(
            alias=queryset.db,
            sql=sql,
            values=tuple(_Place(sent.index(value)) if value in sent else value for value in values),
            converters=compiler.get_converters([column for column, _sql, _alias in compiler.select]),
            convert=compiler.apply_converters,
            read=_reader(queryset, compiler),
        )


# A moment is a day, too: the narrower sort comes first.
_STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda index: _FIRST_STAND_IN - index,
    datetime: lambda index: datetime(_YEAR, 2, 1 + index, tzinfo=UTC),
    date: lambda index: date(_YEAR, 1, 1 + index),
    Collection: lambda index: [_FIRST_STAND_IN - index],
}


def _sort_of(argument: _Argument) -> type:
    return next(sort for sort in _STAND_INS if isinstance(argument, sort))


def _sent(argument: _Argument, connection: BaseDatabaseWrapper) -> Any:
    """The argument as the database is sent it."""
    if isinstance(argument, datetime):
        return connection.ops.adapt_datetimefield_value(argument)
    if isinstance(argument, date):
        return connection.ops.adapt_datefield_value(argument)
    return argument if isinstance(argument, int) else as_one_value(argument)


def _reader(queryset: models.QuerySet[Any], compiler: Any) -> Callable[[Any], Any]:
    """How a row is read, as the queryset itself would."""
    if queryset._iterable_class is FlatValuesListIterable:
        return itemgetter(0)
    if queryset._iterable_class is ValuesListIterable:
        return tuple
    columns, shape = [column for column, _sql, _alias in compiler.select], compiler.klass_info or {}
    own = shape.get("select_fields", ())
    fields = [columns[place].target.attname for place in own]
    related = get_related_populators(shape, compiler.select, queryset.db) if shape else []
    return partial(_model, queryset.model, queryset.db, fields, related, tuple(compiler.annotation_col_map.items()))


def _model(
    model: type[models.Model], alias: str, fields: list[str], related: list[Any], extras: Any, row: Any
) -> models.Model:
    found = model.from_db(alias, fields, row[: len(fields)])
    for one in related:
        one.populate(row, found)
    for name, place in extras:
        setattr(found, name, row[place])
    return found
