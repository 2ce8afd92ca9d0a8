from panya.shared.people.models.circle import Circle
from panya.shared.people.models.competence import Competence
from panya.shared.people.models.posting import Appointment, Posting, Role
from panya.shared.people.models.unit import Unit, UnitKind
from panya.shared.people.models.user import GUEST, StaffClass, Standing, User

__all__ = [
    "GUEST",
    "Appointment",
    "Circle",
    "Competence",
    "Posting",
    "Role",
    "StaffClass",
    "Standing",
    "Unit",
    "UnitKind",
    "User",
]
