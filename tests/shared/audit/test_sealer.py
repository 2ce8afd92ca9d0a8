"""The sealed log: what is written stays, and what is tampered with shows."""

import json
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from panya.base.core.doctor import examine_all
from panya.shared.audit.actions import record
from panya.shared.audit.models import AuditEntry, EntriesStay
from panya.shared.audit.sealer import heads_file, seal, verify

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PANYA_HOME = tmp_path
    return tmp_path


def write(count: int) -> list[AuditEntry]:
    return [
        record("notes.edit", by=None, object_kind="note", object_id=number, before={"ชื่อ": "เดิม"}, after={"n": 1.5})
        for number in range(count)
    ]


def tamper(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_entry_is_written_unsealed_with_the_address_masked():
    entry = record("people.sign_in", by=None, object_kind="person", object_id=7, address="10.20.30.40")

    entry.refresh_from_db()
    assert (entry.sequence, entry.hash, entry.address, entry.object_id) == (None, "", "xxx.20.xxx.xxx", "7")


def test_an_act_that_is_rolled_back_leaves_no_entry():
    @transaction.atomic
    def act() -> None:
        record("notes.edit", by=None, object_kind="note", object_id=1)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        act()

    assert AuditEntry.objects.count() == 0


def test_sealing_numbers_the_entries_without_a_gap_and_chains_them():
    write(3)

    assert seal() == 3
    write(2)
    assert seal() == 2

    rows = list(AuditEntry.objects.order_by("sequence"))
    assert [row.sequence for row in rows] == [1, 2, 3, 4, 5]
    assert [row.previous_hash for row in rows] == ["", *(row.hash for row in rows[:-1])]
    assert verify().ok
    assert verify().sealed == 5


def test_sealing_twice_changes_nothing():
    write(2)
    seal()
    before = list(AuditEntry.objects.values_list("sequence", "hash"))

    assert seal() == 0
    assert list(AuditEntry.objects.values_list("sequence", "hash")) == before


def test_every_head_is_written_down_apart_from_the_database():
    write(2)
    seal()

    head = json.loads(heads_file().read_text().splitlines()[-1])
    assert (head["sequence"], head["hash"]) == (2, AuditEntry.objects.get(sequence=2).hash)


def test_an_entry_refuses_to_be_changed_or_deleted():
    entry = write(1)[0]

    entry.verb = "notes.nothing_happened"
    for act in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(verb="x"),
        lambda: AuditEntry.objects.bulk_update([entry], ["verb"]),
    ):
        with pytest.raises(EntriesStay):
            act()
    assert AuditEntry.objects.get().verb == "notes.edit"


@pytest.mark.parametrize("column", ["verb", "actor_name", "object_id", "reason", "address"])
def test_a_changed_entry_shows(column):
    write(3)
    seal()

    tamper(f"UPDATE audit_auditentry SET {column} = 'x' WHERE sequence = 2")

    assert len(verify().faults) == 1


def test_a_changed_value_before_or_after_shows():
    write(3)
    seal()

    tamper("UPDATE audit_auditentry SET after = %s WHERE sequence = 2", '{"n": "9.5"}')

    assert len(verify().faults) == 1


def test_a_removed_entry_shows():
    write(3)
    seal()

    tamper("DELETE FROM audit_auditentry WHERE sequence = 2")

    assert not verify().ok


def test_a_chain_forged_anew_shows_against_the_log_of_heads():
    write(3)
    seal()
    tamper("UPDATE audit_auditentry SET verb = 'x', sequence = NULL, hash = '', previous_hash = ''")
    kept = heads_file().read_text()
    heads_file().unlink()
    seal()
    heads_file().write_text(kept)

    assert len(verify().faults) == 1


def test_a_cut_tail_shows():
    write(5)
    seal()

    tamper("DELETE FROM audit_auditentry WHERE sequence >= 4")

    assert not verify().ok


def test_a_head_line_torn_by_a_power_cut_is_passed_over():
    write(1)
    seal()
    with heads_file().open("a") as file:
        file.write('{"sequence": 1, "ha')

    assert verify().ok


def test_an_entry_that_waits_a_minute_shows():
    write(1)
    tamper("UPDATE audit_auditentry SET at = %s", timezone.now() - timedelta(seconds=61))

    assert len(verify().faults) == 1


def test_an_entry_that_waits_less_than_a_minute_is_fine():
    write(1)

    assert verify().ok


def test_the_doctor_tells_of_a_broken_chain():
    write(2)
    seal()
    assert examine_all()["audit_chain"].ok

    tamper("UPDATE audit_auditentry SET verb = 'x' WHERE sequence = 1")

    finding = examine_all()["audit_chain"]
    assert not finding.ok
    assert finding.mend
