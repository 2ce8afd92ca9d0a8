from datetime import timedelta

from panya.base.core.schedule import periodic
from panya.shared.activity import spool


@periodic("activity.fold_reads", every=timedelta(seconds=10))
def fold_reads() -> None:
    """Bring the reads of the web processes into the counts."""
    spool.fold()
