"""What a command that wrote does before it ends: seal the audit, bring the index up to date."""

from panya.shared.audit.sealer import seal
from panya.shared.search.writer import drain_or_wait


def finish() -> None:
    """Seal the audit and drain the search outbox; waits at most 10 s where a worker holds the index."""
    seal()
    drain_or_wait(seconds=10)
