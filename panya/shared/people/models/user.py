"""The account of a person."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Upper
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from panya.base.core.clock import today
from panya.base.core.prepared import Prepared
from panya.base.core.random_ids import random_id
from panya.base.thai.sorting import sort_key
from panya.shared.people.models.posting import Posting

if TYPE_CHECKING:
    from panya.shared.people.models.unit import Unit


@dataclass(frozen=True)
class Standing:
    """Where a reader stands: who it is, whether staff, and the units from the root down to the one of today."""

    person_id: int | None
    is_staff: bool
    unit_ids: tuple[int, ...]


GUEST = Standing(None, is_staff=False, unit_ids=())


class StaffClass(models.TextChoices):
    CIVIL_SERVANT = "civil_servant", _("ข้าราชการ")
    GOVERNMENT_EMPLOYEE = "government_employee", _("พนักงานราชการ")
    PERMANENT_EMPLOYEE = "permanent_employee", _("ลูกจ้างประจำ")
    TEMPORARY_EMPLOYEE = "temporary_employee", _("ลูกจ้างชั่วคราว/จ้างเหมา")
    OUTSIDE = "outside", _("บุคคลภายนอก")


def _current_posting(person: int) -> models.QuerySet[Posting]:
    held = Posting.objects.current().filter(person=person)
    return held.select_related("unit").order_by("-valid_from", "-pk")[:1]


# Asked of everybody who does something: written as SQL once.
_CURRENT_POSTING: Prepared[Posting] = Prepared(_current_posting)


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True, is_built_in=False)

    def in_unit(self, unit: "Unit") -> "UserQuerySet":
        """People whose current posting is in this unit or below it."""
        day = today()
        return self.filter(
            Q(postings__valid_to__isnull=True) | Q(postings__valid_to__gte=day),
            postings__valid_from__lte=day,
            postings__unit__path__startswith=unit.path,
        ).distinct()

    def by_sign_in_name(self, name: str) -> "User | None":
        """The person with this e-mail or person code, in any letter case."""
        name = name.strip()
        if not name:
            return None
        return self.filter(Q(email__iexact=name) | Q(person_code__iexact=name)).first()


class UserAccounts(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Sign-up is closed: accounts are made by `people.actions` only."""


class User(AbstractBaseUser):
    """A person; signs in by e-mail or by the organisation's person code."""

    public_id = models.CharField(max_length=20, unique=True, default=random_id, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    person_code = models.CharField(max_length=30, null=True, blank=True)
    title = models.CharField(max_length=40, blank=True)
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    staff_class = models.CharField(max_length=30, choices=StaffClass.choices, default=StaffClass.CIVIL_SERVANT)
    position = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=60, blank=True)
    about = models.TextField(max_length=2000, blank=True)
    expertise = models.ManyToManyField("people.Competence", blank=True, related_name="people")
    language = models.CharField(max_length=5, default="th")
    is_active = models.BooleanField(default=True)
    # The built-in person owns what has no known owner (‘ระบบนำเข้า’); nobody can sign in as it.
    is_built_in = models.BooleanField(default=False)
    # Made by the demo: signs in from this machine only (its password is printed in the README).
    is_demo = models.BooleanField(default=False, editable=False)
    must_change_password = models.BooleanField(default=False)
    # Counts the times when every session of the person was ended at once.
    sign_in_round = models.PositiveIntegerField(default=0, editable=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    name_sort = models.CharField(max_length=160, editable=False, db_index=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserAccounts()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique"),
            models.UniqueConstraint(Upper("person_code"), name="user_person_code_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Given name and family name, as shown beside what the person wrote."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def full_name(self) -> str:
        """The name with its title (คำนำหน้า), as written on official paper."""
        return f"{self.title}{self.name}"

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.public_id])

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Empty text would collide in the unique constraints; unknown is null.
        self.email = self.email or None
        self.person_code = self.person_code or None
        self.set_sort_key()
        super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Stands in every session; a new password or a new round ends them all, whichever process asks."""
        state = f"{self.password}|{self.sign_in_round}"
        return salted_hmac("panya.people.session", state, secret=secret, algorithm="sha256").hexdigest()

    def set_sort_key(self) -> None:
        """Bulk creation passes `save()` by."""
        self.name_sort = sort_key(self.name)

    @cached_property
    def current_posting(self) -> Posting | None:
        return next(iter(_CURRENT_POSTING(self.pk)), None)

    @property
    def knows_posting(self) -> bool:
        """Whether the current posting is loaded already."""
        return "current_posting" in self.__dict__

    def know_posting(self, posting: Posting | None) -> None:
        """Take a current posting that a list has loaded for many people at once."""
        self.__dict__["current_posting"] = posting

    def forget_posting(self) -> None:
        """Ask the database again for the current posting, which has changed."""
        self.__dict__.pop("current_posting", None)

    @property
    def is_staff_member(self) -> bool:
        """Staff = an active account whose current posting is under the organisation's root."""
        return self.standing.is_staff

    @cached_property
    def standing(self) -> Standing:
        """What decides what this person may read, as it is today; asked once a request."""
        if not self.is_active:
            return GUEST
        unit = self.unit
        return Standing(self.pk, unit is not None and unit.is_own, tuple(unit.ancestor_ids) if unit else ())

    @property
    def unit(self) -> "Unit | None":
        """The unit in which the person works today."""
        return self.current_posting.unit if self.current_posting else None
