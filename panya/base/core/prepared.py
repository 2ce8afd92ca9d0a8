"""Querysets that are written as SQL once: on small questions the ORM spends most of its time writing SQL."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any, Generic, TypeVar

from django.db import connections, models
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
# A whole number, or many for `these`.
_Argument = int | Collection[int]

# Stands for an argument while the SQL is written; no id is ever below zero.
_FIRST_STAND_IN = -(2**52)
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
        return [_sent(arguments[value.index]) if isinstance(value, _Place) else value for value in self.values]


@dataclass(frozen=True)
class _Place:
    """Where the argument of this index goes."""

    index: int


class Prepared(Generic[T]):
    """Calls `build(*arguments)` for the SQL once a day for each count of arguments, then only fills them in.

    `build` takes whole numbers, or lists of them that it gives to `these`, and decides nothing by their values. It
    returns a queryset of models or of a `values_list`.
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

    def as_subquery(self, *numbers: int) -> RawSQL:
        """The same question to stand in another one, after IN; `build` then selects one column."""
        written = self._written(numbers)
        return RawSQL(written.sql, written.filled(numbers))  # noqa: S611 - written by the ORM

    def _written(self, arguments: tuple[_Argument, ...]) -> _Written:
        # Conditions on today's date are written into the SQL: another day, another SQL.
        shape = (*(isinstance(argument, int) for argument in arguments), today())
        if shape not in self._kept:
            if len(self._kept) >= _KEPT_AT_MOST:
                self._kept.clear()
            self._kept[shape] = self._write(arguments)
        return self._kept[shape]

    def _write(self, arguments: tuple[_Argument, ...]) -> _Written:
        numbers = range(_FIRST_STAND_IN, _FIRST_STAND_IN - len(arguments), -1)
        stand_ins = [
            number if isinstance(argument, int) else [number]
            for number, argument in zip(numbers, arguments, strict=True)
        ]
        queryset = self._build(*stand_ins)
        compiler = queryset.query.get_compiler(connection=connections[queryset.db])
        sql, values = compiler.as_sql()
        sent = list(map(_sent, stand_ins))
        return _Written(
            alias=queryset.db,
            sql=sql,
            values=tuple(_Place(sent.index(value)) if value in sent else value for value in values),
            converters=compiler.get_converters([column for column, _sql, _alias in compiler.select]),
            convert=compiler.apply_converters,
            read=_reader(queryset, compiler),
        )


def _sent(argument: _Argument) -> Any:
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
