"""Homes for benchmarks: a PANYA_HOME of their own, the demo, 100,000 items, and a PostgreSQL beside."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.figures import REPOSITORY

BIN = Path(sys.executable).parent


@dataclass
class Home:
    """A folder for one installation, and the environment its commands run in."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def panya(self, *arguments: str) -> str:
        """Run a `panya` command; raises with its stderr where it fails."""
        return self.run(str(BIN / "panya"), *arguments)

    def python(self, module: str, *arguments: str) -> str:
        return self.run(sys.executable, "-m", module, *arguments)

    def run(self, *command: str) -> str:
        done = subprocess.run(command, env=self.environment, cwd=REPOSITORY, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr[-800:]}")
        return done.stdout


@contextmanager
def new_home(database_url: str = "") -> Iterator[Home]:
    """A home that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="panya-bench-"))
    environment = {**os.environ, "PANYA_HOME": str(folder), "PANYA_DATABASE_URL": database_url}
    environment["DJANGO_SETTINGS_MODULE"] = "panya.site.settings"
    try:
        yield Home(folder, environment)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgresql() -> Iterator[str | None]:
    """The address of a PostgreSQL of our own; None where it is not installed."""
    script = "source scripts/postgresql >&2 && echo $PANYA_DATABASE_URL && cat >/dev/null"
    server = subprocess.Popen(
        ["bash", "-c", script], cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield (server.stdout.readline().strip() if server.stdout else "") or None
    finally:
        if server.stdin:
            server.stdin.close()
        server.wait(timeout=30)
