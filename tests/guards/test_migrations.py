import subprocess
import sys

from tests.guards.source import REPOSITORY


def test_no_migration_is_missing():
    # In its own process: tests define models of their own.
    command = [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run", "--settings", "tests.settings"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr
