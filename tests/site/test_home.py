"""The front page and the list of notes draw a record alike."""

import pytest

from tests.factories import NoteFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@pytest.mark.parametrize("path", ["/", "/notes/"])
def test_a_card_to_ask_for_names_its_author_to_staff_alone(client, path):
    item = NoteFactory(author=UserFactory(first_name="มาลินี"), access="REQUEST")

    for_guest = client.get(path).content.decode()
    client.force_login(UserFactory(first_name="สมหญิง"))
    for_staff = client.get(path).content.decode()

    assert (item.title in for_guest, item.title in for_staff) == (True, True)
    assert ("มาลินี" in for_guest, "มาลินี" in for_staff) == (False, True)
