"""`panya backup` and `panya restore`: what comes back is what was there."""

import json
import os
import stat
import subprocess
import sys
import tarfile

import pytest

SEED = """
from django.contrib.sessions.backends.db import SessionStore
from panya.shared.audit.actions import record
from panya.shared.people.models import User
for number in range(50):
    record("notes.edit", by=User.objects.first(), object_kind="note", object_id=number, after={"ชื่อ": "น้ำ"})
session = SessionStore(); session["ก"] = 1; session.create()
"""
PLAN = os.urandom(200_000)
# The worker and the index write these anew on their own.
DERIVED = ("search_",)


def manifest(archive) -> dict:
    with tarfile.open(archive) as members:
        return json.load(members.extractfile("manifest.json"))


def facts(archive) -> dict:
    found = manifest(archive)
    tables = {
        name: (about["rows"], about["sha256"], about.get("last_id"))
        for name, about in found["tables"].items()
        if not name.startswith(DERIVED)
    }
    return {"tables": tables, "files": found["files"], "migrations": found["migrations"]}


@pytest.fixture(scope="module")
def lived_in(prepared_site):
    site = prepared_site()
    site.python(SEED)
    (site.home / "files" / "ab").mkdir(parents=True)
    (site.home / "files" / "ab" / "แผน.pdf").write_bytes(PLAN)
    return site


@pytest.fixture(scope="module")
def archive(lived_in, tmp_path_factory):
    # A file in the first home would be found by the doctor of the second as well.
    target = tmp_path_factory.mktemp("backups") / "panya.tar.gz"
    made = lived_in.panya("backup", target)
    assert (made.returncode, made.stderr) == (0, "")
    return target


@pytest.fixture(scope="module")
def restored(new_site, archive):
    site = new_site()
    result = site.panya("restore", archive)
    assert result.returncode == 0, result.stderr
    return site


def test_a_restored_site_has_the_same_counts_and_hashes_and_files(archive, restored, tmp_path):
    again = tmp_path / "again.tar.gz"
    assert restored.panya("backup", again).returncode == 0

    assert facts(again)["files"] == facts(archive)["files"]
    # Restoring seals what was not yet sealed when the backup was made; all else is the same. One row
    # more than `lived_in` wrote: the first start begins the subjects.
    before, after = facts(archive)["tables"], facts(again)["tables"]
    audit = "audit_auditentry"
    assert before.pop(audit)[0] == after.pop(audit)[0] == 51
    assert after == before
    assert (restored.home / "files" / "ab" / "แผน.pdf").read_bytes() == PLAN


def test_a_restored_site_keeps_its_secret_key_so_that_people_stay_signed_in(lived_in, restored):
    key = restored.home / "secret_key"

    assert key.read_text() == (lived_in.home / "secret_key").read_text()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_the_doctor_finds_a_restored_site_well(restored):
    assert restored.faults() == set()


def test_a_site_that_is_in_use_refuses_to_be_restored_over(restored, archive):
    result = restored.panya("restore", archive)

    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert "PANYA_HOME" in result.stderr


def test_a_damaged_archive_is_refused_and_the_home_stays_empty(new_site, archive, tmp_path):
    damaged = tmp_path / "damaged.tar.gz"
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 0xFF
    damaged.write_bytes(content)
    site = new_site()

    refused = site.panya("restore", damaged)
    taken = site.panya("restore", archive)

    assert (refused.returncode, len(refused.stderr.strip().splitlines())) == (1, 1)
    assert taken.returncode == 0, taken.stderr


def test_a_backup_of_one_database_restores_into_the_other(new_site, archive, tmp_path):
    site = new_site()
    if not site.database_url:
        pytest.skip("needs PostgreSQL (make test DB=postgresql)")
    site.database_url = ""

    assert site.panya("restore", archive).returncode == 0
    assert site.panya("backup", tmp_path / "sqlite.tar.gz").returncode == 0
    on_sqlite, on_postgresql = facts(tmp_path / "sqlite.tar.gz")["tables"], facts(archive)["tables"]
    for tables in (on_sqlite, on_postgresql):
        tables.pop("audit_auditentry")
    assert {name: table[:2] for name, table in on_sqlite.items()} == {
        name: table[:2] for name, table in on_postgresql.items()
    }


def test_before_an_old_database_is_migrated_a_copy_is_kept_that_restores(prepared_site, new_site, tmp_path):
    site = prepared_site()
    # An older version: the tables of one app are not there yet.
    site.python("from django.core.management import call_command; call_command('migrate', 'core', 'zero', verbosity=0)")

    assert site.panya("backup", tmp_path / "x.tar.gz").returncode == 0

    copies = list((site.home / "backups").glob("before-migration-*.tar.gz"))
    assert len(copies) == 1
    assert "core_schedule" not in manifest(copies[0])["tables"]
    other = new_site()
    assert other.panya("restore", copies[0]).returncode == 0
    assert other.faults() == set()


def test_a_backup_to_a_full_disk_leaves_nothing_and_says_so(lived_in, tmp_path):
    # No file may grow past 64 kB: what a full disk does, without needing one.
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))\n"
        f"sys.argv = ['panya', 'backup', {str(tmp_path / 'out' / 'panya.tar.gz')!r}]\n"
        "from panya.site.cli import main; sys.exit(main())"
    )

    result = subprocess.run(
        [sys.executable, "-c", code], env=lived_in.environment, capture_output=True, text=True, check=False
    )

    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert list((tmp_path / "out").iterdir()) == []
