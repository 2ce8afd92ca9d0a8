"""A prepared question answers as the queryset that it was written from."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from panya.base.core.many import these
from panya.base.core.prepared import Prepared
from panya.shared.content.models import Access, Item
from panya.shared.content.queries import find_item
from panya.shared.people.actions.circles import circle_of_person, circle_of_unit
from panya.shared.people.models import Posting, User
from panya.shared.people.queries import signed_in_person
from tests.factories import NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_one_item_is_found_exactly_where_visible_to_finds_it():
    home = UnitFactory()
    author, colleague, stranger, former = (
        UserFactory(unit=home),
        UserFactory(unit=home),
        UserFactory(),
        UserFactory(unit=False),
    )
    outsider = UserFactory(unit=UnitFactory(parent=None, kind="external"))
    circles = (circle_of_unit(home), circle_of_person(stranger))
    notes = [
        NoteFactory(author=author, access=access, circles=circles if access in {"UNIT", "RESTRICTED"} else ())
        for access in Access.values
    ] + [NoteFactory(author=author, published=False)]

    for reader in (AnonymousUser(), author, colleague, stranger, former, outsider):
        found = {note.pk for note in notes if find_item(note.pk, reader)}
        assert found == set(Item.objects.visible_to(reader).values_list("pk", flat=True))


def test_a_prepared_model_holds_what_the_orm_would_give():
    person = UserFactory()
    prepared = Prepared(lambda pk: User.objects.filter(pk=pk))

    assert [one.__dict__ | {"_state": None} for one in prepared(person.pk)] == [
        User.objects.get(pk=person.pk).__dict__ | {"_state": None}
    ]
    assert prepared(-1) == []


def test_the_standing_of_a_session_is_the_standing_of_the_day():
    person, other = UserFactory(unit=False), UnitFactory()
    Posting.objects.create(person=person, unit=other, valid_from="2026-07-01")

    with time_machine.travel("2026-06-30T12:00:00+07:00", tick=False):
        assert not signed_in_person(person.pk).standing.is_staff
    with time_machine.travel("2026-07-01T12:00:00+07:00", tick=False):
        assert signed_in_person(person.pk).standing == User.objects.get(pk=person.pk).standing


def test_prepared_values_and_related_models_are_those_of_the_queryset():
    home = UnitFactory()
    numbers = [NoteFactory(author=UserFactory(unit=home)).pk for _ in range(2)]
    items = Item.objects.order_by("pk").select_related("author", "notebook")

    def rows(chosen):
        return items.filter(pk__in=these(chosen)).values_list("pk", "published_at")

    assert Prepared(rows)(numbers) == list(rows(numbers))
    flat = Prepared(lambda chosen, author: rows(chosen).filter(author=author).values_list("pk", flat=True))
    assert flat(numbers, Item.objects.get(pk=numbers[1]).author_id) == numbers[1:]
    assert flat([], -1) == []
    with CaptureQueriesContext(connection) as asked:
        found = Prepared(lambda chosen: items.filter(pk__in=these(chosen)))(numbers)
        assert [(one, one.author.name, one.notebook) for one in found] == [
            (one, one.author.name, one.notebook) for one in items.filter(pk__in=numbers)
        ]
    assert len(asked) == 2


def test_days_and_moments_are_filled_in_and_rows_are_counted():
    moments = [datetime(2026, 11, day, 17, 30, tzinfo=UTC) for day in (1, 2, 3)]
    numbers = []
    for moment in moments:
        numbers.append(NoteFactory().pk)
        Item.objects.filter(pk=numbers[-1]).update(published_at=moment, review_by=moment.date())

    def build(until, first, last, *of):
        found = Item.objects.filter(published_at__lt=until, review_by__range=(first, last))
        for chosen in of:
            found = found.filter(pk__in=these(chosen))
        return found.order_by("pk").values_list("pk", flat=True)

    prepared = Prepared(build)
    for until in moments:
        for first in (date(2026, 11, 1), date(2026, 11, 2)):
            for of in ((), (numbers[1:],)):
                asked = (until, first, date(2026, 11, 3), *of)
                assert prepared(*asked) == list(build(*asked)), asked
                assert prepared.count(*asked) == build(*asked).count(), asked
    assert prepared.count(moments[2], date(2026, 11, 1), date(2026, 11, 3)) == 2
