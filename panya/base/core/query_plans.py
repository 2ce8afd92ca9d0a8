"""How PostgreSQL plans what it is asked (docs/decisions/0029)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


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
