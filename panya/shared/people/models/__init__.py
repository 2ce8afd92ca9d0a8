from panya.shared.people.models.circle import Circle
from panya.shared.people.models.competence import Competence
from panya.shared.people.models.posting import Appointment, Posting, Role
from panya.shared.people.models.unit import Unit, UnitKind
from panya.shared.people.models.user import StaffClass, User

__all__ = ["Appointment", "Circle", "Competence", "Posting", "Role", "StaffClass", "Unit", "UnitKind", "User"]
