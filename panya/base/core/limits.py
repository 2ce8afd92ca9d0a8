"""How often something may happen: fixed windows counted in the `cache` database, failing closed."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import DatabaseError, connections, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from panya.base.core.errors import TooMany

SALT = "panya.base.core.limits"
_MAKE = (
    "CREATE {unlogged} TABLE IF NOT EXISTS panya_limit "
    "(id varchar(64) PRIMARY KEY, hits integer NOT NULL, until bigint NOT NULL)"
)
_COUNT = (
    "INSERT INTO panya_limit (id, hits, until) VALUES (%s, 1, %s) "
    "ON CONFLICT (id) DO UPDATE SET hits = panya_limit.hits + 1 RETURNING hits"
)
_PEEK = "SELECT hits FROM panya_limit WHERE id = %s"
_GIVE_BACK = "UPDATE panya_limit SET hits = hits - 1 WHERE id = %s AND hits > 0"
_FORGET_OLD = "DELETE FROM panya_limit WHERE until < %s"


@dataclass(frozen=True)
class Limit:
    """At most `hits` times in `seconds`, counted for each key apart."""

    name: str
    hits: int
    seconds: int

    def spend(self, key: str) -> None:
        """Count one act of this key; raise TooMany when the window is used up."""
        row_id, until = self._window(key)
        if _count(row_id, until) > self.hits:
            raise self._too_many(until)

    def check(self, key: str) -> None:
        """Raise TooMany when the window is used up, without counting."""
        row_id, until = self._window(key)
        if _peek(row_id) >= self.hits:
            raise self._too_many(until)

    def give_back(self, key: str) -> None:
        """Take back one act that was counted beforehand and turned out not to matter (a sign-in that succeeded)."""
        row_id, _until = self._window(key)
        with connections["cache"].cursor() as cursor:
            cursor.execute(_GIVE_BACK, [row_id])

    def _window(self, key: str) -> tuple[str, int]:
        number = int(time.time()) // self.seconds
        # Keyed with the secret: who reads the table learns neither names nor addresses.
        row_id = salted_hmac(SALT, f"{self.name}|{number}|{key}", algorithm="sha256").hexdigest()
        return row_id, (number + 1) * self.seconds

    def _too_many(self, until: int) -> TooMany:
        wait = max(1, until - int(time.time()))
        return TooMany(_("มีการทำรายการนี้ถี่เกินไป โปรดรอสักครู่แล้วลองใหม่"), retry_after=wait)


def make_limit_table() -> None:
    """Make the table where it is missing (no migration: what it holds may be lost)."""
    with connections["cache"].cursor() as cursor:
        unlogged = "UNLOGGED" if connections["cache"].vendor == "postgresql" else ""
        cursor.execute(_MAKE.format(unlogged=unlogged))


def forget_old_limits() -> None:
    """Delete the windows that have passed; run hourly by the worker."""
    make_limit_table()
    with connections["cache"].cursor() as cursor:
        cursor.execute(_FORGET_OLD, [int(time.time())])


def _count(row_id: str, until: int) -> int:
    return _first_number(_COUNT, [row_id, until])


def _peek(row_id: str) -> int:
    return _first_number(_PEEK, [row_id])


def _first_number(statement: str, values: Sequence[str | int]) -> int:
    try:
        # In its own savepoint: PostgreSQL goes on after a statement that failed inside one.
        with transaction.atomic(using="cache"):
            return _execute(statement, values)
    except DatabaseError:
        # First use in an empty home. A second failure goes up: no count, no act.
        make_limit_table()
        return _execute(statement, values)


def _execute(statement: str, values: Sequence[str | int]) -> int:
    with connections["cache"].cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
        return row[0] if row else 0
