"""Imports only go down the floors."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guards.source import PANYA, REPOSITORY

_LINT = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(_LINT, cwd=folder, capture_output=True, text=True)


def test_every_contract_is_kept():
    done = _lint(REPOSITORY)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("base/core/clock.py", "from panya.shared.people import permissions"),
        ("shared/content/queries.py", "from panya.shared.search import queries as upward"),
        ("base/thai/numbers.py", "import django"),
        ("features/notes/queries.py", "from panya.site import menu"),
    ],
)
def test_the_guard_catches_an_import_that_goes_up(tmp_path, file, line):
    shutil.copytree(PANYA, tmp_path / "panya", ignore=shutil.ignore_patterns("static*", "*.pyc", "wordlist.txt"))
    shutil.copy(REPOSITORY / ".importlinter", tmp_path)
    source = tmp_path / "panya" / file
    source.write_text(source.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")

    assert _lint(tmp_path).returncode != 0
