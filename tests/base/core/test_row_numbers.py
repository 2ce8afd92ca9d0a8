"""A number that we give out is the number of the row."""

import pytest
from django.db import connection

from panya.shared.content.models import Item
from tests.factories import NoteFactory


@pytest.mark.django_db
def test_sqlite_looks_a_record_up_by_its_row():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no such rows")
    number = NoteFactory().pk

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid FROM {Item._meta.db_table} WHERE number = %s", [number])
        assert cursor.fetchone() == (number,)
