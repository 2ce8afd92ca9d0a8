"""Refuse to run on a SQLite that can corrupt the database."""

import sqlite3

from django.db import connection
from django.utils.translation import gettext as _

OLDEST_SAFE = (3, 51, 3)


class UnsafeSQLite(Exception):
    """The SQLite of this machine must not be used; `str(error)` says what to do."""


def require_safe_sqlite() -> None:
    """Raise UnsafeSQLite where WAL would run on SQLite before 3.51.3 (docs/decisions/0001-newer-sqlite.md)."""
    if connection.vendor == "sqlite" and not is_safe(sqlite3.sqlite_version_info):
        raise UnsafeSQLite(
            _(
                "SQLite %(found)s บนเครื่องนี้อาจทำให้ฐานข้อมูลเสียหาย ต้องใช้รุ่น %(needed)s ขึ้นไป "
                "ให้ติดตั้งใหม่ด้วย `make setup` (มีแพ็กเกจ pysqlite3 สำหรับ Linux x86-64 และ macOS arm64) "
                "หรือใช้ PostgreSQL โดยตั้ง PANYA_DATABASE_URL"
            )
            % {"found": sqlite3.sqlite_version, "needed": ".".join(map(str, OLDEST_SAFE))}
        )


def is_safe(version: tuple[int, ...]) -> bool:
    """Whether this version of SQLite has the repair of the WAL-reset fault."""
    return tuple(version) >= OLDEST_SAFE
