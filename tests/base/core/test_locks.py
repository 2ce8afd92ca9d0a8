"""Locks: one at a time, and a killed holder frees them."""

import subprocess
import sys

import pytest

from panya.base.core.locks import LockBusy, file_lock

HOLD = """
import sys, time
from pathlib import Path
from panya.base.core.locks import file_lock
with file_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_held_lock_is_busy_for_others_and_free_again_when_the_holder_is_killed(tmp_path):
    lock = tmp_path / "a.lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(lock)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LockBusy), file_lock(lock):
            pass
        holder.kill()

    with file_lock(lock):
        pass
