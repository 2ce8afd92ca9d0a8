"""Many whole numbers in one question to the database."""

import json
from collections.abc import Iterable

from django.db import connection
from django.db.models.expressions import RawSQL


def these(numbers: Iterable[int]) -> RawSQL:
    """Numbers for `__in`, sent as one value: a thousand values cost more time than the answer."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [as_one_value(numbers)])
    return RawSQL("SELECT value FROM json_each(%s)", [as_one_value(numbers)])


def as_one_value(numbers: Iterable[int]) -> str:
    """The numbers as the database is sent them."""
    listed = json.dumps(list(numbers))
    # As text, which is written at once; of a list the driver of PostgreSQL looks at each number.
    return f"{{{listed[1:-1]}}}" if connection.vendor == "postgresql" else listed
