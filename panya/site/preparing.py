"""Bring the database to this version before a command uses it, keeping a copy of what was there."""

import sys
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils.translation import gettext as _

from panya.base.core.backup import write_backup
from panya.base.core.locks import file_lock
from panya.base.core.migrating import is_new_database, waiting_migrations
from panya.base.core.sqlite_guard import require_safe_sqlite
from panya.site import first_run
from panya.site.last_steps import finish

_WAIT_FOR_OTHERS = 300


def prepare_database() -> None:
    """Make or migrate the database and what an empty home holds; cheap where nothing is to do."""
    require_safe_sqlite()
    if _is_ready():
        return
    with _alone():
        waiting = waiting_migrations()
        if waiting and not is_new_database():
            _copy_before_migrating()
        if waiting:
            _tell(_("กำลังเตรียมฐานข้อมูล…"))
            call_command("migrate", verbosity=0, interactive=False)
        first_run.prepare()
        # Sealed and indexed, so that the first search or doctor finds a whole site.
        finish()


def prepare_new_database() -> None:
    """Prepare the database only where nothing was ever made in it; an older one stays as it is."""
    with _alone():
        is_new = is_new_database()
    if is_new:
        prepare_database()


def _alone() -> AbstractContextManager[None]:
    """Two commands that start together in an empty home: one makes it, the other waits and finds it made."""
    return file_lock(Path(settings.PANYA_HOME) / "preparing.lock", wait=_WAIT_FOR_OTHERS)


def _is_ready() -> bool:
    # The built-in person is made in the last transaction of the preparation.
    return not waiting_migrations() and get_user_model()._default_manager.exists()


def _copy_before_migrating() -> None:
    home = Path(settings.PANYA_HOME)
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    copy = home / "backups" / f"before-migration-{moment}.tar.gz"
    _tell(_("กำลังสำรองฐานข้อมูลไว้ที่ %(file)s ก่อนปรับตาราง…") % {"file": copy})
    # Files are never changed in place, so the copy of the database is enough.
    write_backup(copy, home=home, with_files=False)


def _tell(message: str) -> None:
    print(message, file=sys.stderr)  # noqa: T201 - stdout belongs to the command
