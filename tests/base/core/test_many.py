"""Many numbers in one question, and what the planner knows of the tables."""

import pytest
from django.db import connection

from panya.base.core.many import these
from panya.base.core.models import Schedule
from panya.base.core.periodic_tasks import count_for_the_planner
from panya.shared.people.models import User
from tests.factories import UserFactory


@pytest.mark.django_db
@pytest.mark.parametrize("numbers", [[], [1], list(range(-3, 2_000))])
def test_many_numbers_choose_what_as_many_values_would(numbers):
    people = [UserFactory().pk for _person in range(3)]
    wanted = [*numbers, *people[:2], 2**62]

    found = User.objects.filter(pk__in=these(wanted)).values_list("pk", flat=True)

    assert sorted(found) == sorted(User.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    assert not User.objects.filter(pk__in=these([])).exists()


@pytest.mark.django_db(transaction=True)
def test_the_planner_is_told_how_large_tables_are():
    Schedule.objects.bulk_create(Schedule(name=str(n), every=1, next_at="2026-05-01T00:00:00Z") for n in range(300))

    count_for_the_planner()
    count_for_the_planner()

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s", [Schedule._meta.db_table])
            assert [int(row[0].split()[0]) for row in cursor.fetchall()] == [300]
