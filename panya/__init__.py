"""Panya (ปัญญา): the knowledge-management system of a Thai public organisation."""

import sys

try:
    # SQLite before 3.51.3 can corrupt a WAL database; the wheel brings a newer one
    # (docs/decisions/0001-newer-sqlite.md). It must be in place before Django looks.
    import pysqlite3
    import pysqlite3.dbapi2

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except ImportError:  # pragma: no cover - platforms without the wheel; doctor and start-up say so
    pass
