"""Files appear whole or not at all."""

import os
import stat

import pytest

from panya.base.core.atomic_write import append_durably, atomic_write


def test_a_file_appears_when_the_block_ends_and_only_its_owner_reads_it(tmp_path):
    target = tmp_path / "a"
    with atomic_write(target) as file:
        file.write("ปัญญา".encode())
        assert not target.exists()

    assert target.read_text() == "ปัญญา"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    target = tmp_path / "a"
    target.write_text("old")

    def write_half() -> None:
        with atomic_write(target) as file:
            file.write(b"half")
            raise OSError("disk full")

    with pytest.raises(OSError, match="full"):
        write_half()

    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["a"]


def test_lines_are_added_at_the_end(tmp_path):
    append_durably(tmp_path / "logs" / "a.log", "หนึ่ง")
    append_durably(tmp_path / "logs" / "a.log", "สอง")

    assert (tmp_path / "logs" / "a.log").read_text() == "หนึ่ง\nสอง\n"
