"""Who reads the audit (decision 0019)."""

from panya.shared.people.models import Role, User
from panya.shared.people.permissions import Reader

READERS = (Role.AUDITOR, Role.CKO)


def may_read_audit(person: Reader) -> bool:
    """Auditors and CKOs, over the whole or over a unit; administrators do not: theirs are the acts to be looked at."""
    if not isinstance(person, User) or not person.is_active:
        return False
    return person.appointments.current().filter(role__in=READERS).exists()
