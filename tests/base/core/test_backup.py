"""Backups: faithful to the byte, whole or not there, and never trusted before they are verified."""

import gzip
import io
import json
import shutil
import tarfile
import threading
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection, models

from panya.base.core.backup import write_backup
from panya.base.core.backup_rows import RowsHash, _from_json, _to_json, columns_of, snapshot
from panya.base.core.models import Schedule
from panya.base.core.restore import BadArchive, NotEmpty, restore_backup, verify_archive
from panya.shared.audit.actions import record

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT = datetime(2026, 2, 28, 23, 59, 59, 123456, tzinfo=UTC)


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    (folder / "files" / "ab").mkdir(parents=True)
    (folder / "files" / "ab" / "แผน.bin").write_bytes(bytes(range(256)) * 100)
    # Just being written.
    (folder / "files" / "ab" / ".แผน.bin.x.partial").write_bytes(b"half")
    (folder / "secret_key").write_text("k" * 60)
    return folder


@pytest.fixture
def archive(home, tmp_path):
    Schedule.objects.create(name="น้ำ\n'\"\\", every=60, next_at=MOMENT, last_error="ผิด")
    record("a.b", by=None, object_kind="x", object_id=1, before={"z": [1, None, {}], "a": "กุ่ง"}, after=[])
    target = tmp_path / "panya.tar.gz"
    write_backup(target, home=home)
    return target


def rewrite(archive, change):
    """The same archive, each member passed through `change(name, content)`; None drops it."""
    members = {}
    with tarfile.open(archive) as old:
        for member in old:
            members[member.name] = old.extractfile(member).read()
    with tarfile.open(archive, "w:gz") as new:
        for name, content in members.items():
            if (changed := change(name, content)) is not None:
                add(new, name, changed)


def add(archive, name, content, **attributes):
    member = tarfile.TarInfo(name)
    member.size = len(content)
    for attribute, value in attributes.items():
        setattr(member, attribute, value)
    archive.addfile(member, io.BytesIO(content))


def append(archive, name, content=b"x", **attributes):
    plain = archive.with_suffix("")
    with gzip.open(archive) as packed, plain.open("wb") as file:
        shutil.copyfileobj(packed, file)
    with tarfile.open(plain, "a") as new:
        add(new, name, content, **attributes)
    with plain.open("rb") as file, gzip.open(archive, "wb") as packed:
        shutil.copyfileobj(file, packed)


def test_an_archive_holds_every_table_every_file_and_the_key(archive, home):
    manifest = verify_archive(archive, home=home)

    with connection.cursor() as cursor:
        stored = set(connection.introspection.table_names(cursor)) - {"django_migrations", "panya_limit"}
    # What SQLite notes of its tables once another test has run ANALYZE is no table of ours.
    stored = {name for name in stored if not name.startswith("sqlite_")}
    assert set(manifest["tables"]) == stored
    for table, about in manifest["tables"].items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            assert about["rows"] == cursor.fetchone()[0]
    assert set(manifest["files"]) == {"secret_key", "files/ab/แผน.bin"}


def test_only_its_owner_can_read_an_archive(archive):
    assert archive.stat().st_mode & 0o777 == 0o600


def test_a_backup_that_fails_leaves_nothing(home, tmp_path):
    (home / "secret_key").unlink()
    target = tmp_path / "out" / "panya.tar.gz"

    with pytest.raises(FileNotFoundError):
        write_backup(target, home=home)

    assert list(target.parent.iterdir()) == []


def test_others_write_while_a_backup_is_made(home, tmp_path):
    """The snapshot takes no write lock: shown by writing on a second connection inside it."""

    def write() -> None:
        Schedule.objects.create(name="meanwhile", every=60, next_at=MOMENT)
        connection.close()

    with snapshot():
        before = Schedule.objects.count()
        writer = threading.Thread(target=write)
        writer.start()
        writer.join(5)
        assert not writer.is_alive()
        assert Schedule.objects.count() == before

    assert Schedule.objects.count() == before + 1


def test_every_kind_of_value_comes_back_the_same():
    class Every(models.Model):
        text = models.TextField()
        flag = models.BooleanField()
        number = models.DecimalField(max_digits=20, decimal_places=5)
        real = models.FloatField()
        moment = models.DateTimeField()
        day = models.DateField()
        hour = models.TimeField()
        length = models.DurationField()
        raw = models.BinaryField()
        key = models.UUIDField()
        document = models.JSONField()
        nothing = models.JSONField(null=True)

        class Meta:
            app_label = "core"
            managed = False

        def __str__(self) -> str:
            return self.text

    values = [
        1,
        "น้ำ\x01\u200b'\"\\\r\n😀",
        True,
        Decimal("12345678901234.50000"),
        0.1,
        MOMENT,
        date(2024, 2, 29),
        MOMENT.time(),
        timedelta(days=-1, microseconds=1),
        b"\x00\xff",
        UUID(int=7),
        {"ข": [1, "๑", None, True, 1.5], "ก": {}},
        None,
    ]
    columns = columns_of(Every)
    line = json.dumps([_to_json(value) for value in values])
    quote = connection.ops.quote_name
    with connection.schema_editor() as editor:
        editor.create_model(Every)
    try:
        with connection.cursor() as cursor:
            names = ", ".join(quote(column.column) for column in columns)
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {quote(Every._meta.db_table)} ({names}) VALUES ({places})",
                [_from_json(columns, json.loads(line))],
            )
        row = Every._base_manager.values_list(*[column.attname for column in columns]).get()
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Every)

    assert [bytes(value) if isinstance(value, memoryview) else value for value in row] == values


def test_the_hash_of_rows_knows_no_order_but_every_change():
    def digest(*rows):
        total = RowsHash()
        for row in rows:
            total.add(row)
        return total.hexdigest()

    assert digest([1, {"a": 1, "b": 2}], [2]) == digest([2], [1, {"b": 2, "a": 1}])
    assert digest([1], [2]) != digest([1], [2], [2])
    assert digest([1], [2]) != digest([1], [3])


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_an_archive_with_a_flipped_byte_is_refused(archive, home, place):
    content = bytearray(archive.read_bytes())
    content[int(len(content) * place)] ^= 0xFF
    archive.write_bytes(content)

    with pytest.raises(BadArchive):
        verify_archive(archive, home=home)


@pytest.mark.parametrize("length", [0, 10, 0.5, 0.99])
def test_an_archive_that_was_cut_off_is_refused(archive, home, length):
    content = archive.read_bytes()
    archive.write_bytes(content[: int(length if length > 1 else len(content) * length)])

    with pytest.raises(BadArchive):
        verify_archive(archive, home=home)


@pytest.mark.parametrize(
    "change",
    [
        lambda name, content: None if name == "manifest.json" else content,
        lambda name, content: None if name == "secret_key" else content,
        lambda name, content: None if name.startswith("files/") else content,
        lambda name, content: None if name.startswith("database/core_schedule/") else content,
        lambda name, content: content.replace("ผิด".encode(), "ถูก".encode()) if "core_schedule" in name else content,
        lambda name, content: content + b"x" if name.startswith("files/") else content,
        lambda name, content: content + content if "core_schedule" in name else content,
        lambda name, content: b"[1," if "core_schedule" in name else content,
        lambda name, content: b'{"format": 99}' if name == "manifest.json" else content,
        lambda name, content: b"{}" if name == "manifest.json" else content,
        lambda name, content: b"[]" if name == "manifest.json" else content,
    ],
)
def test_an_archive_whose_contents_were_changed_is_refused(archive, home, change):
    rewrite(archive, change)

    with pytest.raises(BadArchive):
        verify_archive(archive, home=home)


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("../outside", {}),
        ("/etc/outside", {}),
        ("files/../../outside", {}),
        ("files//tmp/outside", {}),
        ("files/./../outside", {}),
        ("files/a/../../secret_key", {}),
        ("panya.sqlite3", {}),
        ("files/link", {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}),
        ("files/hard", {"type": tarfile.LNKTYPE, "linkname": "secret_key"}),
        ("files/pipe", {"type": tarfile.FIFOTYPE}),
        ("database/../x/000000.jsonl", {}),
        ("secret_key", {}),
    ],
)
@pytest.mark.parametrize("has_filter", [True, False], ids=["", "Python of Debian 12"])
def test_an_archive_with_something_that_does_not_belong_is_refused(
    archive, home, monkeypatch, name, attributes, has_filter
):
    if not has_filter:
        monkeypatch.delattr(tarfile, "data_filter", raising=False)
    verify_archive(archive, home=home)
    append(archive, name, **attributes)

    with pytest.raises(BadArchive):
        verify_archive(archive, home=home)


def test_a_file_that_is_no_archive_is_refused(tmp_path, home):
    (tmp_path / "x").write_text("สวัสดี")

    with pytest.raises(BadArchive):
        verify_archive(tmp_path / "x", home=home)
    with pytest.raises(BadArchive):
        verify_archive(tmp_path / "missing", home=home)


def test_a_home_that_is_in_use_is_refused_and_stays_as_it_is(archive, home):
    before = Schedule.objects.count()

    with pytest.raises(NotEmpty):
        restore_backup(archive, home=home)

    assert Schedule.objects.count() == before
    assert (home / "files" / "ab" / "แผน.bin").exists()
