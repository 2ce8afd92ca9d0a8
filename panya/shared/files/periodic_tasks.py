from datetime import timedelta

from panya.base.core.schedule import periodic
from panya.shared.files import actions


@periodic("files.sweep", every=timedelta(hours=6))
def sweep_files() -> None:
    """Clear away uploads that were given up and blobs that nothing names."""
    actions.sweep()
