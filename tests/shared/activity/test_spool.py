"""Reads are noted in files and folded into counts, exactly once."""

from itertools import count

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from panya.shared.activity import spool
from panya.shared.activity.actions import record
from panya.shared.activity.models import Event, Read
from tests.factories import NoteFactory, UserFactory

pytestmark = pytest.mark.django_db
_looks = count()


def look():
    """A browser that nobody used before."""
    return RequestFactory().get("/", headers={"User-Agent": f"Mozilla/5.0 Firefox/{next(_looks)}"})


@pytest.fixture(autouse=True)
def _empty_spool():
    for path in (settings.PANYA_HOME / "spool").glob("*.jsonl"):
        path.unlink()
    spool._own_file.cache_clear()


def test_reads_are_counted_by_day_and_unit_and_never_by_person():
    note, reader = NoteFactory(), UserFactory()
    colleague = UserFactory(unit=reader.unit)
    for one in (reader, colleague, AnonymousUser()):
        spool.seen(note, one, look())

    assert spool.fold() == 3
    note.refresh_from_db()
    assert note.read_count == 3
    assert set(Read.objects.values_list("unit", "count")) == {(reader.unit.pk, 2), (None, 1)}
    assert "person" not in {field.name for field in Read._meta.get_fields()}


def test_folding_twice_counts_once():
    note = NoteFactory()
    spool.seen(note, AnonymousUser(), look())

    assert [spool.fold(), spool.fold()] == [1, 0]
    spool.seen(note, AnonymousUser(), look())
    assert spool.fold() == 1
    note.refresh_from_db()
    assert note.read_count == 2


def test_reading_ones_own_writing_does_not_count():
    note = NoteFactory()
    spool.seen(note, note.author, look())

    assert spool.fold() == 0


def test_a_torn_line_is_left_until_it_is_whole_and_garbage_is_passed_over():
    note = NoteFactory()
    spool.seen(note, AnonymousUser(), look())
    path = next((settings.PANYA_HOME / "spool").glob("*.jsonl"))
    with path.open("ab") as file:
        file.write(b'garbage\n{"item": ')

    assert spool.fold() == 1
    with path.open("ab") as file:
        file.write(b'%d, "day": "2026-01-01", "reader": null}\n' % note.pk)
    assert spool.fold() == 1


def test_a_read_of_an_item_that_is_gone_is_dropped():
    note = NoteFactory()
    note.pk = 5
    spool.seen(note, AnonymousUser(), look())

    assert spool.fold() == 0
    assert Read.objects.count() == 0


def test_an_event_keeps_the_unit_of_its_day_and_never_changes():
    author = UserFactory()
    event = record("notes.publish", item=NoteFactory(author=author), by=author)

    assert event.unit == author.unit
    for act in (Event.objects.all().delete, lambda: Event.objects.update(verb="x")):
        with pytest.raises(TypeError):
            act()
