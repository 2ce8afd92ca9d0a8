"""Fields of expertise: who has named which, and one that takes the place of another."""

import pytest
from django.test import Client

from panya.base.core.errors import NotAllowed, Refused
from panya.shared.people.actions.competences import merge_competence
from panya.shared.people.actions.profile import competence_named
from panya.shared.people.models import Competence, Role
from tests.factories import AppointmentFactory, NoteFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def km_member():
    member = UserFactory()
    AppointmentFactory(person=member, role=Role.KM_TEAM, unit=member.unit)
    return member


def test_a_merge_keeps_who_named_it_and_what_needs_it():
    old, new = competence_named("การเจรจา"), competence_named("เจรจาการค้า")
    one, both = UserFactory(), UserFactory()
    one.expertise.add(old)
    both.expertise.add(old, new)
    note = NoteFactory()
    note.competences.add(old)

    with pytest.raises(NotAllowed):
        merge_competence(old, "เจรจาการค้า", by=one)
    with pytest.raises(Refused):
        merge_competence(old, "ไม่มีชื่อนี้", by=km_member())
    merge_competence(old, "เจรจาการค้า", by=km_member())

    assert list(Competence.objects.all()) == [new]
    assert set(new.people.all()) == {one, both}
    assert list(note.competences.all()) == [new]


def test_the_list_is_for_staff_and_names_active_people_only():
    field, member = competence_named("การเจรจา"), km_member()
    active, gone = UserFactory(first_name="ยังอยู่"), UserFactory(first_name="ไม่อยู่แล้ว", is_active=False)
    for person in (active, gone):
        person.expertise.add(field)
    client, outside = Client(), Client()
    client.force_login(member)
    outside.force_login(UserFactory(unit=False))

    page = client.get("/competences/?q=เจรจา").content.decode()

    assert "ยังอยู่" in page
    assert "ไม่อยู่แล้ว" not in page
    assert outside.get("/competences/").status_code == 403
    assert client.post(f"/competences/{field.pk}/merge", {"into": "ไม่มี"}).status_code == 422
