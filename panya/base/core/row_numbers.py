"""A primary key whose number we give out ourselves."""

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class RowNumberField(models.BigIntegerField):
    """A big integer that SQLite keeps as the number of the row itself, so that a look-up reads one tree, not two.

    SQLite does so only for a column declared INTEGER PRIMARY KEY (sqlite.org/lang_createtable.html#rowid).
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)
