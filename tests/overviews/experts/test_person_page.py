"""The page about a person shows each reader what that reader may know."""

import pytest
from django.urls import reverse

from panya.overviews.experts.queries import profile_of
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.actions.people import ensure_built_in_person
from panya.shared.people.actions.profile import change_own_profile
from tests.factories import NotebookFactory, NoteFactory, UnitFactory, UserFactory, root_unit

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@pytest.fixture
def author():
    return UserFactory(first_name="มาลินี", last_name="ใจดี")


def written(author, access, **more):
    if access in {"UNIT", "RESTRICTED"}:
        more["circles"] = (circle_of_person(UserFactory()),)
    return NoteFactory(author=author, access=access, notebook=NotebookFactory(owner=author), **more)


def test_everybody_sees_exactly_the_records_that_are_readable(author):
    notes = {access: written(author, access) for access in ("PUBLIC", "REQUEST", "INTERNAL", "UNIT", "RESTRICTED")}
    written(author, "PUBLIC", published=False)
    outside = UserFactory(unit=UnitFactory(parent=None, kind="external"))

    def shown(reader):
        profile = profile_of(author, reader)
        titles = {access for access, note in notes.items() if note in profile.page.items}
        assert len(profile.page.items) == len(titles) == len(profile.notebooks)
        return titles

    assert shown(author) == set(notes)
    assert shown(UserFactory()) == {"PUBLIC", "REQUEST", "INTERNAL"}
    assert shown(outside) == {"PUBLIC"}


def test_own_words_and_expertise_are_for_colleagues(client, author):
    change_own_profile(author, about="ถามเรื่องเจรจาได้", expertise=["การเจรจา"], language="th")
    outside = UserFactory(unit=UnitFactory(parent=None, kind="external"))

    for reader, seen in [(UserFactory(), True), (outside, False)]:
        client.force_login(reader)
        page = client.get(author.get_absolute_url()).content.decode()
        assert ("ถามเรื่องเจรจาได้" in page, "การเจรจา" in page) == (seen, seen)
        assert author.email not in page


def test_guests_and_unknown_people(client, author):
    assert client.get(author.get_absolute_url()).status_code == 302
    client.force_login(author)
    built_in = ensure_built_in_person(root_unit())
    for public_id in ("nobody", built_in.public_id):
        assert client.get(reverse("person", args=[public_id])).status_code == 404


def test_the_page_costs_the_same_for_one_record_and_for_twenty(client, author, django_assert_max_num_queries):
    client.force_login(UserFactory())

    def count():
        with django_assert_max_num_queries(60) as queries:
            client.get(author.get_absolute_url())
        return len(queries)

    written(author, "PUBLIC")
    count()  # the first visit makes the page's own preparations
    one = count()
    for _note in range(19):
        written(author, "PUBLIC")
    assert count() == one
