from datetime import timedelta

from panya.base.core.schedule import periodic
from panya.shared.activity import readers, spool


@periodic("activity.fold_reads", every=timedelta(seconds=10))
def fold_reads() -> None:
    """Bring the reads of the web processes into the counts."""
    spool.fold()


@periodic("activity.close_months", every=timedelta(hours=6))
def close_months() -> None:
    """Count the readers of months that are over, and forget by what readers were known again."""
    readers.close_months()
    readers.forget_recent()
