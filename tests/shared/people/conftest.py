import pytest
from django.test import Client

from panya.shared.people.models import Role
from tests.factories import AppointmentFactory, UnitFactory, UserFactory


@pytest.fixture
def administrator(db):
    return AppointmentFactory(role=Role.ADMINISTRATOR).person


@pytest.fixture
def department(db):
    return UnitFactory(code="DIT", name_th="กรมการค้าภายใน")


@pytest.fixture
def division(department):
    return UnitFactory(code="DIT-WM", name_th="กองชั่งตวงวัด", parent=department)


@pytest.fixture
def unit_administrator(department):
    person = UserFactory(unit=department)
    return AppointmentFactory(person=person, role=Role.UNIT_ADMINISTRATOR, unit=department).person


@pytest.fixture
def client_factory():
    """Another browser."""
    return Client
