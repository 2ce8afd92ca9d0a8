"""How databases plan what they are asked (PostgreSQL: docs/decisions/0029)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Exists, Index, Model, QuerySet


class JoinableExists(Exists):
    """EXISTS without the LIMIT 1 that Django writes into it, behind which SQLite makes no join of it."""

    def __init__(self, queryset: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(queryset, **kwargs)
        self.query.clear_limits()


class PartialOnPostgreSQL(Index):
    """An index on PostgreSQL of the rows that meet its condition, on SQLite of all rows.

    Values are sent beside the SQL: PostgreSQL uses the index where it plans for these values, SQLite never would.
    """

    def _get_condition_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str | None:
        is_partial = schema_editor.connection.vendor == "postgresql"
        return super()._get_condition_sql(model, schema_editor) if is_partial else None  # type: ignore[misc]


@contextmanager
def planned_for_its_values() -> Iterator[None]:
    """What is asked here PostgreSQL plans each time, for the values asked with.

    Of most of a table it makes another plan than of a few rows, and a plan kept for any values expects few: to count a
    year of uses took twice as long. SQLite plans so anyway.
    """
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    server = connection.connection
    kept, server.prepare_threshold = server.prepare_threshold, None
    try:
        yield
    finally:
        server.prepare_threshold = kept
