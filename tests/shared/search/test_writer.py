import json
import os
import random
import resource
import shutil
import threading
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from panya.base.core.doctor import examine_all
from panya.base.core.errors import Refused
from panya.base.core.locks import file_lock
from panya.shared.content.models import Item
from panya.shared.search import analysis, periodic_tasks, writer
from panya.shared.search.documents import INDEXES
from panya.shared.search.engines import Busy
from panya.shared.search.engines.tantivy import TantivyEngine
from panya.shared.search.folders import IndexFolder, reading
from panya.shared.search.models import IndexState, Outbox
from panya.shared.search.queries import search
from tests.factories import NoteFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
WORD = "ทุเรียน"


def current(name="public"):
    return next(path for path in IndexFolder(name).path.iterdir() if path.is_dir())


def in_step():
    return not any(writer.compare().values())


def test_an_act_and_its_outbox_row_are_one_transaction():
    writer.drain()
    with transaction.atomic():
        NoteFactory()
        assert Outbox.objects.exists()
        transaction.set_rollback(True)
    assert not Outbox.objects.exists()


def test_drain_indexes_what_waits_and_a_second_time_changes_nothing():
    note = NoteFactory(title=WORD)
    assert writer.drain() == 1
    states = {name: reading(name).state() for name in INDEXES}
    assert writer.drain() == 0
    assert {name: reading(name).state() for name in INDEXES} == states
    assert search(WORD, AnonymousUser()).results[0].item == note
    assert in_step()


def test_a_writer_killed_between_commit_and_outbox_does_the_batch_again(found):
    note = NoteFactory(title=WORD).pk
    assert found(WORD) == {note}
    # As a writer leaves things that died after the commit: indexed, the row still there, the state not remembered.
    Outbox.objects.create(item_number=note)
    IndexState.objects.all().delete()
    assert found(WORD) == {note}
    assert reading("public").count() == reading("staff").count() == 1
    assert not Outbox.objects.exists()


def test_a_writer_killed_before_the_commit_loses_nothing(found, monkeypatch):
    writer.drain()
    note = NoteFactory(title=WORD).pk

    class Killed(BaseException):
        pass

    def die(engine):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(TantivyEngine, "commit", die)
        with pytest.raises(Killed):
            writer.drain()
    assert Outbox.objects.filter(item_number=note).exists()
    assert found(WORD) == {note}


def test_a_row_of_a_record_that_is_gone_does_no_harm():
    Outbox.objects.create(item_number=404)
    assert writer.drain() == 1
    assert not Outbox.objects.exists()


def test_a_second_writer_is_told_that_someone_is_at_it():
    with file_lock(Path(settings.PANYA_HOME) / "index" / "lock"):
        with pytest.raises(Busy, match="ดัชนีค้นหา"):
            writer.drain()
        with pytest.raises(Busy):
            writer.rebuild(wait=0)


def test_a_command_beside_a_writer_waits_and_then_says_how_many_wait(capsys):
    writer.drain()
    with file_lock(Path(settings.PANYA_HOME) / "index" / "lock"):
        writer.drain_or_wait(seconds=0)
        assert capsys.readouterr().err == ""
        NoteFactory()
        NoteFactory()
        writer.drain_or_wait(seconds=0.3)
    assert "2" in capsys.readouterr().err
    assert writer.waiting_count() == 2
    writer.drain_or_wait(seconds=0)
    assert writer.waiting_count() == 0


def test_many_records_are_indexed_in_several_batches(found, monkeypatch):
    monkeypatch.setattr("panya.shared.search.documents.BATCH", 4)
    monkeypatch.setattr("panya.shared.search.documents.CHUNK", 3)
    author = UserFactory()
    notes = {NoteFactory(author=author, title=WORD).pk for _ in range(11)}
    assert found(WORD) == notes
    assert writer.rebuild() == 11
    assert found(WORD) == notes


def _delete(path):
    shutil.rmtree(path)


def _delete_all(path):
    shutil.rmtree(path.parent.parent)


def _truncate(path):
    for file in path.glob("*.term"):
        os.truncate(file, file.stat().st_size // 2)


def _empty_meta(path):
    (path / "meta.json").write_bytes(b"")


def _random_bytes(path):
    chance = random.Random(5)
    for file in [*path.glob("*.idx"), *path.glob("*.term"), *path.glob("*.fast")]:
        content = bytearray(file.read_bytes())
        for _ in range(100):
            content[chance.randrange(len(content))] = chance.randrange(256)
        file.write_bytes(content)


def _garbage_pointer(path):
    (path.parent / "CURRENT").write_bytes(b"\x00\xff{")


def _pointer_elsewhere(path):
    pointer = {"generation": "../../../etc", "analyser": analysis.version()}
    (path.parent / "CURRENT").write_text(json.dumps(pointer))


def _another_analyser(path):
    (path.parent / "CURRENT").write_text(json.dumps({"generation": path.name, "analyser": "0"}))


HARMS = [
    _delete,
    _delete_all,
    _truncate,
    _empty_meta,
    _random_bytes,
    _garbage_pointer,
    _pointer_elsewhere,
    _another_analyser,
]


@pytest.mark.parametrize("harm", HARMS)
def test_a_harmed_index_never_widens_rights_and_is_mended_unaided(found, harm):
    public = NoteFactory(title=f"ราคา{WORD}").pk
    internal = NoteFactory(title=f"ราคา{WORD}ภายใน", access="INTERNAL").pk
    card = NoteFactory(title="ผลไม้", lead="คำนำ", body=f"<p>{WORD}</p>", access="REQUEST").pk
    assert found(WORD) == {public}
    harm(current())
    answer = search(WORD, AnonymousUser())
    assert {result.item.pk for result in answer.results} <= {public}
    writer.verify()
    writer.drain()
    assert found(WORD) == {public}
    assert found(WORD, UserFactory()) == {public, internal, card}
    assert in_step()


def test_without_an_index_titles_and_summaries_are_searched_and_the_answer_says_so(found):
    titled = NoteFactory(title=f"ราคา{WORD}ไทย").pk
    NoteFactory(title="ผลไม้", lead="คำนำ", body=f"<p>{WORD}</p>")
    NoteFactory(title=f"ราคา{WORD}", access="INTERNAL")
    assert len(found(WORD)) == 2
    shutil.rmtree(Path(settings.PANYA_HOME) / "index")
    answer = search(WORD, AnonymousUser())
    assert answer.rebuilding
    assert [result.item.pk for result in answer.results] == [titled]
    assert answer.total == 1
    writer.drain()
    assert not search(WORD, AnonymousUser()).rebuilding


def test_yesterdays_index_in_the_place_of_todays_is_noticed(found, tmp_path):
    first = NoteFactory(title=WORD).pk
    assert found(WORD) == {first}
    shutil.copytree(IndexFolder("public").path, tmp_path / "yesterday")
    second = NoteFactory(title=WORD).pk
    assert found(WORD) == {first, second}
    shutil.rmtree(IndexFolder("public").path)
    shutil.copytree(tmp_path / "yesterday", IndexFolder("public").path)
    assert found(WORD) == {first, second}
    assert in_step()


def test_compare_tells_what_is_missing_stale_and_surplus(capsys):
    _kept, changed, unpublished, new = (NoteFactory(title=f"{WORD} {n}", published=n < 3) for n in range(4))
    writer.drain()
    assert in_step()
    Item.objects.filter(pk=changed.pk).update(access="INTERNAL", title="อีกชื่อ")
    Item.objects.filter(pk=unpublished.pk).update(deleted_at=timezone.now())
    Item.objects.filter(pk=new.pk).update(status="published", published=new.latest)
    Outbox.objects.all().delete()
    differences = writer.compare()
    assert differences["public"] == writer.Difference({new.pk}, set(), {changed.pk, unpublished.pk})
    assert differences["staff"] == writer.Difference({new.pk}, {changed.pk}, {unpublished.pk})
    with pytest.raises(SystemExit) as left:
        call_command("reindex", check=True)
    assert left.value.code == 1
    assert str(new.pk) in capsys.readouterr().out
    call_command("reindex")
    assert in_step()
    with pytest.raises(SystemExit) as left:
        call_command("reindex", check=True)
    assert left.value.code == 0


def test_the_doctor_finds_a_broken_index_a_difference_and_rows_that_wait_too_long():
    NoteFactory(title=WORD)
    writer.drain()

    def amiss():
        return {name for name, finding in examine_all().items() if name.startswith("search") and not finding.ok}

    assert amiss() == set()
    note = NoteFactory()
    assert amiss() == set()
    Outbox.objects.update(at="2026-01-01T00:00Z")
    assert amiss() == {"search_outbox"}
    Outbox.objects.all().delete()
    assert amiss() == {"search_index"}
    writer.rebuild()
    assert amiss() == set()
    _random_bytes(current())
    assert amiss() == {"search_index"}
    assert note.pk


def test_what_is_written_while_the_index_is_built_anew_is_found_and_readers_find_the_old_all_along(found, monkeypatch):
    before = NoteFactory(title=WORD)
    writer.drain()
    made, seen_meanwhile = [], []
    batches = writer.documents.batches

    def batches_beside_a_writer():
        for numbers in batches():
            yield numbers
            # Another officer publishes, and somebody searches, before the new index is used.
            made.append(NoteFactory(title=WORD).pk)
            seen_meanwhile.append([result.item.pk for result in search(WORD, AnonymousUser()).results])
            return

    monkeypatch.setattr(writer.documents, "batches", batches_beside_a_writer)
    writer.rebuild()
    monkeypatch.undo()
    assert seen_meanwhile == [[before.pk]]
    assert found(WORD) == {before.pk, *made}
    assert in_step()


def test_of_two_rebuilds_at_once_the_second_says_so_and_the_first_ends_well(found, monkeypatch):
    note = NoteFactory(title=WORD).pk
    writer.drain()
    batches, told = writer.documents.batches, []

    def batches_beside_another():
        with pytest.raises(Busy) as busy:
            writer.rebuild(wait=0)
        told.append(str(busy.value))
        yield from batches()

    monkeypatch.setattr(writer.documents, "batches", batches_beside_another)
    assert writer.rebuild() == 1
    monkeypatch.undo()
    assert ["กำลังปรับปรุงดัชนีค้นหาอยู่" in one for one in told] == [True]
    assert (generations(), found(WORD)) == ([current()], {note})


def test_a_rebuild_waits_until_the_worker_has_looked():
    NoteFactory()
    with ExitStack() as worker:
        worker.enter_context(file_lock(Path(settings.PANYA_HOME) / "index" / "lock"))
        looked = threading.Timer(0.3, worker.pop_all().close)
        looked.start()
        assert writer.rebuild(wait=5) == 1
        looked.join()


@contextmanager
def room_for_files_of(size):
    """No file grows beyond this, as on a full disk."""
    before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))


def generations(name="public"):
    return [path for path in IndexFolder(name).path.iterdir() if path.is_dir()]


# At the start, and when the text is written.
@pytest.mark.parametrize("size", [500, 8_000])
def test_a_rebuild_without_room_says_so_leaves_nothing_behind_and_the_index_of_before_is_used(found, size):
    note = NoteFactory(title=WORD, body="".join(f"<p>{number * 7919:x}</p>" for number in range(3000))).pk
    assert found(WORD) == {note}
    before = {name: generations(name) for name in INDEXES}
    with room_for_files_of(size), pytest.raises(Refused, match="ดิสก์อาจเต็ม"):
        writer.rebuild()
    assert {name: generations(name) for name in INDEXES} == before
    assert [result.item.pk for result in search(WORD, AnonymousUser()).results] == [note]
    assert (writer.rebuild(), found(WORD), in_step()) == (1, {note}, True)


def test_what_a_dead_rebuild_left_is_swept_by_the_next(found):
    note = NoteFactory(title=WORD).pk
    assert found(WORD) == {note}
    IndexFolder("public").start()
    assert len(generations()) == 2
    IndexFolder("public").start()
    assert len(generations()) == 2
    writer.rebuild()
    assert (generations(), found(WORD)) == ([current()], {note})


def test_the_worker_without_room_tries_now_and_then_and_goes_on_once_there_is_some(found, monkeypatch, caplog):
    monkeypatch.setattr(periodic_tasks, "_not_before", 0.0)
    assert found(WORD) == set()
    NoteFactory(title=WORD)
    with room_for_files_of(100):
        periodic_tasks.drain()
        periodic_tasks.drain()
    assert [record.getMessage()[:18] for record in caplog.records if record.levelname == "ERROR"] == ["เขียนดัชนีค้นหาไม่"]
    assert writer.waiting_count() == 1
    monkeypatch.setattr(periodic_tasks, "_not_before", 0.0)
    periodic_tasks.drain()
    assert writer.waiting_count() == 0
    assert len(found(WORD)) == 1
