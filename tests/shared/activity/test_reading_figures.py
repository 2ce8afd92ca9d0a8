"""What counts as a read, how long anything of it is kept, and that no figure tells of few."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import product

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from panya.base.core.clock import today
from panya.shared.activity import readers, spool
from panya.shared.activity.models import MonthReader, MonthReaders, Read, RecentRead
from panya.shared.activity.queries import reads_by_month
from panya.shared.activity.small_cells import hidden_cells
from tests.factories import NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/130.0"
GUEST = AnonymousUser()


@pytest.fixture(autouse=True)
def _empty_spool():
    for path in (settings.PANYA_HOME / "spool").glob("*.jsonl"):
        path.unlink()
    spool._own_file.cache_clear()


def look(agent: str = BROWSER, address: str = "10.0.0.1", method: str = "get", **headers: str):
    asking = getattr(RequestFactory(), method)
    return asking("/", headers={"User-Agent": agent, **headers}, REMOTE_ADDR=address)


def test_the_same_reader_counts_again_after_thirty_minutes():
    note, reader = NoteFactory(), UserFactory()
    with time_machine.travel(datetime(2026, 5, 4, 3, 0).astimezone(), tick=False) as clock:
        for minutes in (0, 10, 19, 1, 29):  # at 0, 10, 29, 30 and 59
            clock.shift(timedelta(minutes=minutes))
            spool.seen(note, reader, look())
            spool.seen(note, GUEST, look())
        assert spool.fold() == 4
        clock.shift(timedelta(minutes=1))
        spool.seen(note, reader, look())
        assert spool.fold() == 1


def test_guests_are_told_apart_by_address_and_browser_and_neither_is_written_down():
    note = NoteFactory()
    for address, agent in product(("10.0.0.1", "10.0.0.2"), (BROWSER, f"{BROWSER} x")):
        spool.seen(note, GUEST, look(agent, address))
        spool.seen(note, GUEST, look(agent, address))
    written = b"".join(path.read_bytes() for path in (settings.PANYA_HOME / "spool").glob("*.jsonl"))

    assert b"10.0.0" not in written
    assert b"Mozilla" not in written
    assert spool.fold() == 4


@pytest.mark.parametrize(
    "request_",
    [
        look("Googlebot/2.1 (+http://www.google.com/bot.html)"),
        look("curl/8.5"),
        look("python-requests/2.32"),
        look("line-poker/1.0"),
        look("facebookexternalhit/1.1"),
        look(""),
        look(method="head"),
        look(**{"Sec-Purpose": "prefetch;prerender"}),
        look(**{"HX-Request": "true"}),
    ],
)
def test_robots_and_looks_that_nobody_sees_do_not_count(request_):
    spool.seen(NoteFactory(), GUEST, request_)

    assert spool.fold() == 0


def test_what_readers_are_known_by_is_gone_after_a_day():
    note = NoteFactory()
    spool.seen(note, UserFactory(), look())
    spool.fold()
    readers.forget_recent()
    assert RecentRead.objects.count() == 1

    with time_machine.travel(datetime.now().astimezone() + timedelta(days=1, minutes=1)):
        readers.forget_recent()
    assert RecentRead.objects.count() == 0


def test_distinct_staff_readers_of_a_month_are_counted_by_unit_and_in_all_and_then_forgotten():
    unit, outside = UnitFactory(), UnitFactory(parent=None)
    one, two, other, mentor = (UserFactory(unit=place) for place in (unit, unit, UnitFactory(), outside))
    notes = [NoteFactory(), NoteFactory()]
    with time_machine.travel(datetime(2026, 5, 4, 3, 0).astimezone(), tick=False):
        for reader in (one, two, other, mentor, GUEST):
            for note in notes:
                spool.seen(note, reader, look())
        spool.fold()
        counted = readers.readers_in(date(2026, 5, 4))
        assert counted == {unit.pk: 2, other.unit.pk: 1, None: 3}
    with time_machine.travel(datetime(2026, 6, 2, 3, 0).astimezone()):
        readers.close_months()
        assert (MonthReader.objects.count(), MonthReaders.objects.count()) == (3, 0)
    with time_machine.travel(datetime(2026, 6, 5, 3, 0).astimezone()):
        readers.close_months()
        readers.close_months()
        assert MonthReader.objects.count() == 0
        assert readers.readers_in(date(2026, 5, 1)) == counted


def test_no_hidden_cell_can_be_computed_from_the_sum_and_the_others():
    for counts in product(range(9), repeat=4):
        cells = dict(enumerate(counts))
        hidden = hidden_cells(cells)
        if len(hidden) == sum(1 for count in counts if count):
            continue  # Nothing is shown: then the sum is not shown either.
        assert {key for key, count in cells.items() if 0 < count < 5} <= hidden
        if hidden:
            # At least two, and the sum does not say that each of them is one.
            assert len(hidden) > 1
            assert sum(cells[key] for key in hidden) > len(hidden)


def test_the_page_of_reads_names_units_with_five_reads_and_more_and_no_others():
    note = NoteFactory()
    units = [UnitFactory() for _ in range(5)]
    month = (today().replace(day=1) - timedelta(days=1)).replace(day=1)
    for unit, count in zip([*units, None], (40, 12, 6, 3, 1, 30), strict=True):
        Read.objects.create(item=note, day=month, unit=unit, count=count)

    (shown,) = reads_by_month(note, by_unit=True)
    assert shown.count == 92
    assert [(unit.pk if unit else None, count) for unit, count in shown.units] == [
        (units[0].pk, 40),
        (None, 30),
        (units[1].pk, 12),
        (units[2].pk, 6),
    ]
    assert shown.has_others
    (for_guests,) = reads_by_month(note, by_unit=False)
    assert (for_guests.count, for_guests.units, for_guests.has_others) == (92, [], False)


def test_months_that_tell_of_few_are_hidden_with_another_and_today_is_not_told():
    note, unit = NoteFactory(), UnitFactory()
    first = today().replace(day=1)
    months = [first - timedelta(days=days) for days in (20, 50, 80)]
    for day, count in zip(months, (3, 20, 7), strict=True):
        Read.objects.create(item=note, day=day, unit=unit, count=count)
    Read.objects.create(item=note, day=today(), unit=unit, count=50)
    shown = Counter(one.count for one in reads_by_month(note, by_unit=True))

    assert shown == {None: 2, 20: 1}
