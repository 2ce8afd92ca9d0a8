"""Whole sites of their own: an empty home, and on PostgreSQL an empty database, driven by the real command."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql


@dataclass
class Site:
    """One PANYA_HOME with its database."""

    home: Path
    database_url: str

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PANYA_", "DJANGO_"))}
        return {**kept, "PANYA_HOME": str(self.home), "PANYA_DATABASE_URL": self.database_url}

    def panya(self, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        command = [sys.executable, "-m", "panya.site.cli", *map(str, arguments)]
        return subprocess.run(
            command, env={**self.environment, **environment}, capture_output=True, text=True, timeout=100, check=False
        )

    def faults(self, **environment: str) -> set[str]:
        """What the doctor finds amiss here; a test server of PostgreSQL runs without fsync on purpose."""
        result = self.panya("doctor", "--json", **environment)
        report = json.loads(result.stdout)
        amiss = {check["name"] for check in report["checks"] if not check["ok"]}
        assert result.returncode == (1 if amiss else 0)
        assert report["ok"] is not bool(amiss)
        return amiss - {"database_durability"} if self.database_url else amiss

    def start(self, *arguments: object, **environment: str) -> subprocess.Popen[str]:
        """Start one command that goes on."""
        command = [sys.executable, "-m", "panya.site.cli", *map(str, arguments)]
        return subprocess.Popen(
            command, env={**self.environment, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def python(self, code: str) -> str:
        """Run a few lines inside this site and return what they print."""
        code = f"import django; django.setup()\n{code}"
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "panya.site.settings"}
        return subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=100, check=True
        ).stdout


@pytest.fixture(scope="session")
def _sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator["_Sites"]:
    sites = _Sites(tmp_path_factory, os.environ.get("PANYA_DATABASE_URL", ""))
    yield sites
    sites.drop()


@pytest.fixture(scope="session")
def new_site(_sites: "_Sites") -> Callable[[], Site]:
    """Makes an empty site each time it is called."""
    return _sites.empty


@pytest.fixture(scope="session")
def prepared_site(_sites: "_Sites") -> Callable[[], Site]:
    """Makes a site that one command has been through, as a copy: migrating each anew would take minutes."""
    model = _sites.empty()
    assert model.panya("doctor").returncode in {0, 1}
    return lambda: _sites.copy_of(model)


class _Sites:
    def __init__(self, folders: pytest.TempPathFactory, server: str) -> None:
        self._folders, self._server = folders, server
        self._databases: list[str] = []

    def empty(self) -> Site:
        return Site(self._folders.mktemp("home"), self._database("template1"))

    def copy_of(self, model: Site) -> Site:
        home = self._folders.mktemp("home")
        shutil.copytree(model.home, home, dirs_exist_ok=True)
        return Site(home, self._database(urlsplit(model.database_url).path.strip("/")))

    def drop(self) -> None:
        for name in self._databases:
            self._run("DROP DATABASE {} WITH (FORCE)", name)

    def _database(self, template: str) -> str:
        if not self._server:
            return ""
        name = f"panya_{os.getpid()}_{len(self._databases)}"
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        self._databases.append(name)
        return urlsplit(self._server)._replace(path=f"/{name}").geturl()

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
