"""How often something may happen: windows open with the first act, are counted in the `cache` database, fail closed."""

import time
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
# One statement, so that two acts at the same moment count as two; a window that has passed begins anew.
_COUNT = (
    "INSERT INTO panya_limit (id, hits, until) VALUES (%(id)s, 1, %(until)s) ON CONFLICT (id) DO UPDATE SET "
    "hits = CASE WHEN panya_limit.until <= %(now)s THEN 1 ELSE panya_limit.hits + 1 END, "
    "until = CASE WHEN panya_limit.until <= %(now)s THEN %(until)s ELSE panya_limit.until END "
    "RETURNING hits, until"
)
_PEEK = "SELECT hits, until FROM panya_limit WHERE id = %(id)s AND until > %(now)s"
_GIVE_BACK = "UPDATE panya_limit SET hits = hits - 1 WHERE id = %s AND hits > 0"
_FORGET_OLD = "DELETE FROM panya_limit WHERE until <= %s"


@dataclass(frozen=True)
class Limit:
    """At most `hits` times in `seconds`, counted for each key apart."""

    name: str
    hits: int
    seconds: int

    def spend(self, key: str) -> None:
        """Count one act of this key; raise TooMany when the window is used up."""
        hits, until = self._ask(_COUNT, key)
        if hits > self.hits:
            raise _too_many(until)

    def check(self, key: str) -> None:
        """Raise TooMany when the window is used up, without counting."""
        hits, until = self._ask(_PEEK, key)
        if hits >= self.hits:
            raise _too_many(until)

    def give_back(self, key: str) -> None:
        """Take back one act that was counted beforehand and turned out not to matter (a sign-in that succeeded)."""
        with connections["cache"].cursor() as cursor:
            cursor.execute(_GIVE_BACK, [self._row_id(key)])

    def _ask(self, statement: str, key: str) -> tuple[int, int]:
        now = int(time.time())
        return _hits_until(statement, {"id": self._row_id(key), "now": now, "until": now + self.seconds})

    def _row_id(self, key: str) -> str:
        # Keyed with the secret: who reads the table learns neither names nor addresses.
        return salted_hmac(SALT, f"{self.name}|{key}", algorithm="sha256").hexdigest()


def _too_many(until: int) -> TooMany:
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


def _hits_until(statement: str, values: dict[str, str | int]) -> tuple[int, int]:
    try:
        # In its own savepoint: PostgreSQL goes on after a statement that failed inside one.
        with transaction.atomic(using="cache"):
            return _execute(statement, values)
    except DatabaseError:
        # First use in an empty home. A second failure goes up: no count, no act.
        make_limit_table()
        return _execute(statement, values)


def _execute(statement: str, values: dict[str, str | int]) -> tuple[int, int]:
    with connections["cache"].cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
        return (row[0], row[1]) if row else (0, 0)
