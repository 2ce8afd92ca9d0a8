"""What the worker does for the core: forget what has run out."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.db import connection

from panya.base.core.limits import forget_old_limits
from panya.base.core.schedule import periodic

periodic("core.forget_old_limits", every=timedelta(hours=1))(forget_old_limits)


@periodic("core.forget_old_sign_ins", every=timedelta(days=1))
def forget_old_sign_ins() -> None:
    """Delete the sign-ins that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@periodic("core.count_for_the_planner", every=timedelta(hours=6))
def count_for_the_planner() -> None:
    """Let SQLite look how its tables have grown, else it takes the wrong index; PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            # 0x10000: also tables that this connection has not asked about.
            cursor.execute("PRAGMA optimize = 0x10002")
