"""The mails of the whole world: to each person what that person may read now, and never a record's text."""

import re

import pytest
from django.core import mail

from panya.shared.content.models import Access
from panya.shared.notifications.delivery import send_due
from tests.guards.visitor import begin_new_limits
from tests.guards.world import ROLES

pytestmark = [pytest.mark.django_db(databases=["default", "cache"]), pytest.mark.timeout(300)]
_MAY_BE_MAILED = re.compile(r"(telling \w+|title) of ")


@pytest.fixture
def mails(world) -> dict[str, list[str]]:
    """The whole texts of the mails to each role."""
    begin_new_limits()
    while send_due(500):
        pass
    roles = {person.email: role for role, person in world.people.items() if person is not None}
    found: dict[str, list[str]] = {role: [] for role in ROLES}
    for sent in mail.outbox:
        (address,) = sent.recipients()
        found[roles[address]].append("\n".join([sent.subject, sent.body, sent.alternatives[0].content]))
    return found


def test_each_person_is_mailed_about_exactly_the_records_open_to_that_person(world, mails):
    for role in ROLES:
        told = {token for token, (_place, seen_by) in world.tokens.items() if seen_by == {role} and "telling" in _place}
        there = {token for token in world.tokens if any(token in text for text in mails[role])}
        assert {token for token in there if world.tokens[token][0].startswith("telling")} == told, role


def test_a_mail_holds_a_title_at_most_and_none_of_a_restricted_record(world, mails):
    for role in ROLES:
        for token, (place, seen_by) in world.tokens.items():
            if any(token in text for text in mails[role]):
                assert _MAY_BE_MAILED.match(place), (role, place)
                assert role in seen_by, (role, place)
                assert not (place.startswith("title") and Access.RESTRICTED in place), (role, place)
    assert sum(map(len, mails.values())) > 40
