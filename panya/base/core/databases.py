"""Database settings from an address: SQLite in PANYA_HOME, or PostgreSQL."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

# IMMEDIATE: DEFERRED lost 5-32 % of writers to "database is locked" (docs/decisions/0001).
_SQLITE_OPTIONS = {"transaction_mode": "IMMEDIATE", "timeout": 60}
_DURABLE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000;"
_DISPOSABLE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

_POSTGRESQL_OPTIONS = {
    # Compiling the SQL of `visible_to` took two seconds for an answer of two milliseconds. To look here and there costs
    # no more than to read on, on disks of today; told otherwise PostgreSQL reads whole tables (docs/decisions/0029).
    "options": "-c jit=off -c random_page_cost=1.1",
    # What is asked again is planned once a connection: planning was half of the time of a page.
    "server_side_binding": True,
    "prepare_threshold": 3,
}


def databases(address: str, home: Path) -> dict[str, Any]:
    """`default` holds the organisation's knowledge; `cache` holds what may be lost (limits)."""
    if not address:
        return {
            "default": _sqlite(home / "panya.sqlite3", _DURABLE),
            "cache": _sqlite(home / "cache.sqlite3", _DISPOSABLE),
        }
    postgresql = _postgresql(address)
    return {"default": postgresql, "cache": {**postgresql, "TEST": {"MIRROR": "default"}}}


def _sqlite(path: Path, init_command: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {**_SQLITE_OPTIONS, "init_command": init_command},
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ValueError("PANYA_DATABASE_URL must look like postgresql://user:password@host/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": _POSTGRESQL_OPTIONS,
    }


class CacheStaysApart:
    """Router: no migration ever runs on the `cache` alias; its one table makes itself."""

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool | None:
        return False if db == "cache" else None
