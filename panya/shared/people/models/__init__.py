from panya.shared.people.models.circle import Circle
from panya.shared.people.models.competence import Competence
from panya.shared.people.models.notice import AccountNotice, NoticeKind
from panya.shared.people.models.posting import Appointment, Posting, Role
from panya.shared.people.models.sign_in import SignIn
from panya.shared.people.models.unit import Unit, UnitKind
from panya.shared.people.models.user import GUEST, StaffClass, Standing, User

__all__ = [
    "GUEST",
    "AccountNotice",
    "Appointment",
    "Circle",
    "Competence",
    "NoticeKind",
    "Posting",
    "Role",
    "SignIn",
    "StaffClass",
    "Standing",
    "Unit",
    "UnitKind",
    "User",
]
