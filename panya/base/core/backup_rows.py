"""Rows of every table as JSON lines and back, alike on SQLite and PostgreSQL."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field, JSONField, Model, Value
from django.utils.duration import duration_string

_BATCH = 500

Tables = dict[str, type[Model]]
Columns = list["Field[Any, Any]"]


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read inside shows the database of one moment, while others go on writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    # Not atomic(): that begins IMMEDIATE, and nobody could write until the backup ends.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def applied_state() -> tuple[Tables, list[tuple[str, str]]]:
    """The tables as of the migrations this database has been through, and the last migration of each app."""
    executor = MigrationExecutor(connection)
    leaves = _leaves(executor)
    return _tables(executor, leaves), leaves


def migrate_to(leaves: list[tuple[str, str]]) -> Tables:
    """Give an empty database the tables of an archive; KeyError names a migration this program does not know."""
    executor = MigrationExecutor(connection)
    for leaf in leaves:
        if leaf not in executor.loader.graph.nodes:
            raise KeyError(".".join(leaf))
    executor.migrate(leaves)
    return _tables(MigrationExecutor(connection), leaves)


def dump_rows(model: type[Model]) -> Iterator[str]:
    """Each row as one JSON list of its columns, in the order of the primary key."""
    names = [column.attname for column in columns_of(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=_BATCH):
        yield json.dumps([_to_json(value) for value in row], ensure_ascii=False, separators=(",", ":"))


def load_rows(model: type[Model], names: list[str], rows: Iterable[list[Any]]) -> None:
    """Insert rows as they are: no signal, no default, no `auto_now` touches them."""
    by_name = {column.column: column for column in columns_of(model)}
    columns = [by_name[name] for name in names]
    quote = connection.ops.quote_name
    places = ", ".join(["%s"] * len(columns))
    listed = ", ".join(quote(name) for name in names)
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({listed}) VALUES ({places})"  # noqa: S608 - quoted names
    rows = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, _BATCH)):
            cursor.executemany(statement, [_from_json(columns, row) for row in batch])


class RowsHash:
    """A hash of rows in any order: the two databases sort text keys differently."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, row: list[Any]) -> None:
        # Keys sorted: PostgreSQL re-orders the keys of JSON.
        text = json.dumps(row, sort_keys=True, separators=(",", ":"))
        self.rows += 1
        self._sum += int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")

    def hexdigest(self) -> str:
        return f"{self._sum % 2**256:064x}"


def hash_rows(model: type[Model]) -> RowsHash:
    """The count and the hash of the rows that a table holds now."""
    total = RowsHash()
    for line in dump_rows(model):
        total.add(json.loads(line))
    return total


def columns_of(model: type[Model]) -> Columns:
    """The columns that are stored in the model's own table."""
    return [column for column in model._meta.local_concrete_fields if not column.generated]


def clear(tables: Tables) -> None:
    """Remove what the migrations themselves put into an empty database."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - quoted name


def last_ids(tables: Tables) -> dict[str, int]:
    """The highest id ever given out by each table that counts its ids, also where that row is gone."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            return {name: int(last) for name, last in cursor.fetchall() if name in tables}
        found = {}
        for table, sequence in _sequences(tables).items():
            cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 - from the catalogue
            last, is_called = cursor.fetchone()
            if is_called:
                found[table] = int(last)
        return found


def set_last_ids(tables: Tables, last: dict[str, int]) -> None:
    """Go on counting where the archive stopped: an id is never given out twice."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table, number in last.items():
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
            return
        for table, sequence in _sequences(tables).items():
            if table in last:
                cursor.execute("SELECT setval(%s, %s)", [sequence, last[table]])


def _sequences(tables: Tables) -> dict[str, str]:
    found = {}
    with connection.cursor() as cursor:
        for table, model in tables.items():
            if model._meta.auto_field:
                quoted = connection.ops.quote_name(table)
                cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted, model._meta.auto_field.column])
                found[table] = cursor.fetchone()[0]
    return {table: sequence for table, sequence in found.items() if sequence}


def _leaves(executor: MigrationExecutor) -> list[tuple[str, str]]:
    graph, applied = executor.loader.graph, set(executor.loader.applied_migrations)
    known = applied & set(graph.nodes)
    inner = {parent.key for key in known for parent in graph.node_map[key].parents if parent.key[0] == key[0]}
    return sorted(known - inner)


def _tables(executor: MigrationExecutor, leaves: list[tuple[str, str]]) -> Tables:
    models = executor.loader.project_state(leaves).apps.get_models(include_auto_created=True)
    stored = {model._meta.db_table: model for model in models if model._meta.managed and not model._meta.proxy}
    return dict(sorted(stored.items()))


def _to_json(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return duration_string(value)
        case Decimal() | UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
        case None | bool() | int() | float() | str() | dict() | list():
            return value
    raise TypeError(f"no JSON form for {type(value).__name__}")


def _from_json(columns: Columns, row: list[Any]) -> list[Any]:
    return [_column_value(column, value) for column, value in zip(columns, row, strict=True)]


def _column_value(column: "Field[Any, Any]", value: Any) -> Any:
    if isinstance(column, JSONField):
        # A null in a column that cannot be NULL is the JSON null.
        value = Value(None, JSONField()) if value is None and not column.null else value
    elif value is not None:
        value = column.to_python(value)
    return column.get_db_prep_save(value, connection)
