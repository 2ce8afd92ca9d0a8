from datetime import date

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from panya.shared.people.models import Appointment, Posting, Role, Unit, UnitKind, User

PASSWORD = "รหัสผ่าน-ทดสอบ-2549"


def root_unit() -> Unit:
    """The ministry; the same one however often it is asked for."""
    unit = Unit.objects.filter(code="MOC").first()
    return unit or Unit.objects.create(
        code="MOC", kind=UnitKind.MINISTRY, name_th="กระทรวงพาณิชย์", name_en="Ministry of Commerce"
    )


class UnitFactory(DjangoModelFactory):
    """A department under the ministry; `parent=None` makes an outside organisation."""

    class Meta:
        model = Unit

    code = factory.Sequence(lambda n: f"U{n}")
    parent = factory.LazyFunction(root_unit)
    kind = UnitKind.DEPARTMENT
    name_th = factory.Sequence(lambda n: f"กรมทดสอบที่ {n}")
    name_en = factory.Sequence(lambda n: f"Test Department {n}")


class UserFactory(DjangoModelFactory):
    """An officer with a posting since 2020; `unit=False` makes someone without one."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.go.th")
    person_code = factory.Sequence(lambda n: f"P{n:05d}")
    title = "นางสาว"
    first_name = factory.Sequence(lambda n: f"สมหญิง{n}")
    last_name = "ใจดี"
    password = factory.LazyFunction(lambda: make_password(PASSWORD))

    @factory.post_generation
    def unit(self, create, unit, **kwargs):
        if unit is not False:
            Posting.objects.create(person=self, unit=unit or root_unit(), valid_from=date(2020, 1, 1))


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = Appointment

    person = factory.SubFactory(UserFactory)
    role = Role.ADMINISTRATOR
    valid_from = date(2020, 1, 1)
