"""The worker seals the audit every five seconds."""

from datetime import timedelta

from panya.base.core.schedule import periodic
from panya.shared.audit.sealer import seal

periodic("audit.seal", every=timedelta(seconds=5))(seal)
