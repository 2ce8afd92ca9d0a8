"""NUL in an address or a field, which PostgreSQL does not take, is answered like anything that is not there."""

import pytest

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@pytest.mark.parametrize(
    ("address", "fields", "status"),
    [
        ("/following/topic/%00", {}, 404),
        ("/following/unit/%00", {}, 404),
        ("/notifications/read", {"until": "\x00"}, 303),
        ("/notes/new", {"title": "", "body": "ก", "attached": ["\x00", "a"], "format": "rich"}, 422),
    ],
)
def test_nul_is_answered(client, address, fields, status):
    client.force_login(UserFactory())

    assert client.post(address, fields).status_code == status
