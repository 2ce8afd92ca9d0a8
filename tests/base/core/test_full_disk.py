"""A database that can take no more says so as OperationalError, keeps what it has, and recovers unaided."""

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from panya.base.core.models import Schedule

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    yield
    pragma("query_only = 0")
    pragma("max_page_count = 1073741823")


def pragma(text: str) -> int | None:
    with connection.cursor() as cursor:
        row = cursor.execute(f"PRAGMA {text}").fetchone()
        return row[0] if row else None


def write(name: str, size: int = 10) -> None:
    with transaction.atomic():
        Schedule.objects.create(name=name, every=60, next_at=timezone.now(), last_error="x" * size)


@pytest.mark.usefixtures("sqlite")
def test_a_full_disk_refuses_the_write_whole_and_recovers_when_there_is_room():
    write("before")
    pragma(f"max_page_count = {pragma('page_count')}")

    with pytest.raises(OperationalError, match="full"):
        write("too much", 1_000_000)
    assert list(Schedule.objects.values_list("name", flat=True)) == ["before"]

    pragma("max_page_count = 1073741823")
    write("after")
    assert set(Schedule.objects.values_list("name", flat=True)) == {"before", "after"}


@pytest.mark.usefixtures("sqlite")
def test_a_read_only_database_is_still_read():
    write("before")
    pragma("query_only = 1")

    with pytest.raises(OperationalError, match="readonly"):
        write("no")

    assert list(Schedule.objects.values_list("name", flat=True)) == ["before"]
