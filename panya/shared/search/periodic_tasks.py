"""What the worker does for search: index what changed, and look whether the indexes are whole."""

import logging
import time
from datetime import timedelta

from panya.base.core.errors import Refused
from panya.base.core.schedule import periodic
from panya.shared.search import left, missed, recent, saving, writer
from panya.shared.search.engines import Busy

_log = logging.getLogger(__name__)
# A rebuild that finds no room fills the disk each time; damage must still be mended within a minute.
_BEFORE_ANOTHER_TRY = 20
_not_before = 0.0


@periodic("search.drain", every=timedelta(seconds=1))
def drain() -> None:
    """Index what waits; a command that is at it already does the same. Without room on the disk try now and then."""
    global _not_before
    if time.monotonic() < _not_before:
        return
    try:
        writer.drain()
    except Busy:
        return
    except Refused as refusal:
        _log.error("%s", refusal)
        _not_before = time.monotonic() + _BEFORE_ANOTHER_TRY


@periodic("search.verify", every=timedelta(seconds=30))
def verify() -> None:
    """Find damaged files before a reader does."""
    writer.verify()


@periodic("search.fold_missed", every=timedelta(seconds=10))
def fold_missed() -> None:
    """Take in what was sought in vain, and what was shown and opened."""
    missed.fold()
    left.fold()
    recent.fold()


@periodic("search.forget_missed", every=timedelta(hours=6))
def forget_missed() -> None:
    """Forget what was sought in vain long ago."""
    missed.forget_old()
    left.forget()
    recent.forget_old()


@periodic("search.tell_now", every=timedelta(minutes=1))
def tell_now() -> None:
    """Tell at once what saved searches find anew."""
    saving.tell_now()


@periodic("search.tell_daily", every=timedelta(minutes=10))
def tell_daily() -> None:
    """Tell once a day what saved searches find anew; each round takes some."""
    saving.tell_daily()
