"""What a command that wrote does before it ends: seal the audit, count the rows, bring the index up to date."""

from panya.base.core.periodic_tasks import count_for_the_planner
from panya.shared.audit.sealer import seal
from panya.shared.search.writer import drain_or_wait


def finish() -> None:
    """Seal the audit, let SQLite count, drain the search outbox; waits at most 10 s where a worker holds the index."""
    seal()
    # After an import SQLite must know of the new rows at once, else its first answers take the wrong index.
    count_for_the_planner()
    drain_or_wait(seconds=10)
