"""A token stands in every field of everything; every role meets exactly those that it may see, wherever it looks."""

import re

import pytest
from django.http import HttpResponse
from django.urls import path

from panya.shared.content.models import Access, Item
from panya.shared.people.actions.circles import circle_of_person
from panya.site.urls import urlpatterns
from tests.factories import NoteFactory, UserFactory
from tests.guards.visitor import Page, Visitor
from tests.guards.walk import Walk, asked, search_for
from tests.guards.world import ROLES

pytestmark = [pytest.mark.django_db(databases=["default", "cache"]), pytest.mark.timeout(600)]

Tokens = dict[str, tuple[str, frozenset[str]]]
_HEXADECIMAL = re.compile("[0-9a-f]{12,}")


@pytest.mark.parametrize("role", ROLES)
def test_a_role_meets_exactly_the_tokens_that_it_may_see(walked, role):
    met = tokens_met(walked.of(role), walked.tokens)
    may_see = {token for token, (_place, seen_by) in walked.tokens.items() if role in seen_by}

    assert _places(met - may_see, walked) == []
    assert _places(may_see - met, walked) == []


@pytest.mark.parametrize("role", ROLES)
def test_a_search_for_its_tokens_finds_a_record_exactly_for_its_readers(walked, role):
    for thing in walked.things[role]["item"]:
        page = walked.pages[role, search_for(thing, walked.tokens)]
        listed = thing.state.startswith("published") and "deleted" not in thing.state
        found = f'href="{thing.subject.get_absolute_url()}"' in page.body

        assert found == (listed and role in thing.readers | thing.cards), (role, thing.state)


def test_nobody_meets_the_secrets_of_second_steps_that_are_set_up(walked):
    assert len(walked.buried) > 20
    assert {(page.role, page.url) for page in walked.all if holds_any(walked.buried, page.all)} == set()


def test_the_guard_finds_a_secret_of_a_second_step(walked):
    secret, page = next(iter(walked.buried)), walked.pages["author", "/me"]

    assert not holds_any(walked.buried, page.all)
    assert holds_any(walked.buried, page.all + secret)


def test_every_field_of_the_world_has_a_token(walked):
    places = {re.sub(r" of .*| on .*", "", place) for place, _seen_by in walked.tokens.values()}

    assert places >= {"title", "lead", "body", "tag", "source", "comment", "reason", "name", "description", "expertise"}
    assert len(walked.tokens) > 100


def test_the_guard_catches_a_view_that_shows_too_much(settings):
    def planted(request):
        return HttpResponse("; ".join(Item.objects.values_list("title", flat=True)))

    planted.login_required = False
    settings.ROOT_URLCONF = (path("titles", planted), *urlpatterns)
    NoteFactory(title="ขุมทรัพย์0123456789ab", access=Access.RESTRICTED, circles=(circle_of_person(UserFactory()),))
    page = asked(Visitor("anonymous", None), "GET", "/titles")

    assert tokens_met([page], {"0123456789ab": ("title", frozenset())}) == {"0123456789ab"}


def test_the_guard_finds_tokens_in_headers_links_and_marked_words():
    tokens = {"0123456789ab": ("here", frozenset())}

    def met(headers=None, body="", url="/"):
        return tokens_met([Page("anonymous", url, 200, headers or {}, body)], tokens)

    assert met() == set()
    assert met({"Location": "/%990123456789ab"}) == set(tokens)
    assert met(body="ขุมทรัพย์<mark>0123</mark>456789ab") == set(tokens)
    assert met(body="fed0123456789abcde") == set(tokens)
    assert met(body="you asked for 0123456789ab", url="/search?q=0123456789ab") == set()


def tokens_met(pages: list[Page], tokens: Tokens) -> set[str]:
    """Tokens that stand in headers or bodies of these answers, other than those that the visitor brought along."""
    found: set[str] = set()
    for page in pages:
        # Whole runs first: to look anew at each letter of a page takes several times as long.
        runs = set(_HEXADECIMAL.findall(re.sub(r"</?mark[^>]*>", "", page.all)))
        met = {run[start : start + 12] for run in runs for start in range(len(run) - 11)} & tokens.keys()
        found |= {token for token in met if token not in page.url}
    return found


def holds_any(secrets: set[str], text: str) -> bool:
    return any(secret in text for secret in secrets)


def _places(tokens: set[str], walked: Walk) -> list[str]:
    return sorted(walked.tokens[token][0] for token in tokens)
