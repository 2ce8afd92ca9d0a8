"""Every address leads people who are not signed in to sign-in, unless the table lists it."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from panya.site.urls import urlpatterns
from tests.factories import UserFactory
from tests.guards import permission_table
from tests.guards.permission_table import doors
from tests.guards.visitor import Visitor
from tests.guards.walk import NOWHERE, asked
from tests.guards.world import NEVER

pytestmark = [pytest.mark.django_db(databases=["default", "cache"]), pytest.mark.timeout(600)]


@pytest.mark.parametrize("rests", [False, True], ids=["guest", "account that rests"])
def test_every_address_asks_for_sign_in_unless_listed(rests):
    visitor = Visitor("disabled", UserFactory(is_active=False)) if rests else Visitor("anonymous", None)
    asking = {
        door.pattern
        for door in doors()
        for method in _methods(door.pattern)
        if leads_to_sign_in(visitor, method, door.path(NEVER))
    }

    assert asking == {row.pattern for row in permission_table.table().rows.values() if not row.guests}


def test_an_address_that_is_not_there_does_not_ask_for_sign_in():
    assert asked(Visitor("anonymous", None), "GET", NOWHERE).status == 404


def test_the_guard_catches_a_view_that_lets_everybody_in(settings):
    @login_not_required
    def planted(request):
        return HttpResponse(request.user)

    settings.ROOT_URLCONF = (path("me", planted), *urlpatterns)

    assert not leads_to_sign_in(Visitor("anonymous", None), "GET", "/me")


def leads_to_sign_in(visitor: Visitor, method: str, url: str) -> bool:
    """Whether the answer is sign-in, and from there back to where the person wanted to go."""
    page = asked(visitor, method, url)
    return page.status in {302, 303} and page.headers["Location"] == f"/sign-in?{urlencode({'next': url}, safe='/')}"


def _methods(pattern: str) -> list[str]:
    row = permission_table.table().rows[pattern]
    return [method for method, rule in (("GET", row.reads), ("POST", row.writes)) if rule]
