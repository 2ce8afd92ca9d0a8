"""Indexes that hold on PostgreSQL only the rows asked for."""

import pytest
from django.db import connection

from panya.base.core.query_plans import PartialOnPostgreSQL
from panya.shared.feedback.models import UseRecord

pytestmark = pytest.mark.django_db

_COUNTED = [index for index in UseRecord._meta.indexes if isinstance(index, PartialOnPostgreSQL)]


@pytest.mark.parametrize("index", _COUNTED, ids=lambda index: index.name)
def test_an_index_of_counted_uses_is_partial_on_postgresql_and_whole_on_sqlite(index):
    definition = _definition(index.name)
    assert ("WHERE" in definition) == (connection.vendor == "postgresql")


def test_what_is_counted_is_looked_for_by_these_indexes():
    """Were they partial on SQLite, it would find no use for them: the values are sent beside the SQL."""
    counted = UseRecord.objects.counted().order_by().values_list("used_on", "state", "is_own")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Of an empty table it would read all.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = counted.filter(used_on__range=("2026-01-01", "2026-12-31")).explain()
    assert any(index.name in plan for index in _COUNTED), plan


def _definition(name: str) -> str:
    question = (
        "SELECT indexdef FROM pg_indexes WHERE indexname = %s"
        if connection.vendor == "postgresql"
        else "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(question, [name])
        return cursor.fetchone()[0]
