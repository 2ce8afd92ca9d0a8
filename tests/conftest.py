"""What every test stands on: the root unit, the built-in person, empty limits and an empty index."""

import gc
import os
from collections import Counter
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase
from whitenoise.base import WhiteNoise

from panya.base.core import limits
from panya.base.core.random_ids import random_id
from panya.shared.search import spool

REPOSITORY = Path(__file__).resolve().parents[1]
_END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)

# What Django writes by itself after migrations, and no test changes.
_AS_MIGRATED = {"django_content_type", "auth_permission"}

# What takes longest comes first, so that no worker is left alone with it; the walk of the guards, which the workers
# share, before all; then files of few tests of which each takes seconds.
_LONGEST = (
    "guards/",
    "test_life_in_any_order",
    "browser/",
    "site/test_backup",
    "site/test_cli",
    "search/test_bad_requests",
    "site/test_doctor",
    "site/test_demo_documents",
    "search/test_random_worlds",
    "site/test_import_command",
    "files/test_reading",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Long files first, then those with many tests; within a file the order stays by chance."""
    sizes = Counter(item.path for item in items)
    items.sort(key=lambda item: (_place_of(item.path), -sizes[item.path], str(item.path)))


def _place_of(path: Path) -> int:
    return next((place for place, part in enumerate(_LONGEST) if part in path.as_posix()), len(_LONGEST))


def pytest_collection_finish():
    """What is loaded now stays to the end: it need not be looked through for garbage again and again.

    So is a web process (`site/wsgi.py`).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Both aliases may lie in one PostgreSQL database, which cannot be dropped while one of them is connected."""
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture(scope="session", autouse=True)
def _no_session_is_left(django_db_setup, django_db_blocker):
    """PostgreSQL drops no database that a thread of a live site still holds open."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(_END_OTHERS)


@pytest.fixture(scope="session", autouse=True)
def _only_what_was_filled_is_emptied():
    """After a test that commits; Django's flush would empty every table and work out all permissions anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _empty_filled_tables)
        yield


def _empty_filled_tables(test: TransactionTestCase) -> None:
    for alias in test._databases_names(include_mirrors=False):
        _empty(connections[alias])


def _empty(connection: BaseDatabaseWrapper) -> None:
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - _AS_MIGRATED
    names = {table: connection.ops.quote_name(table) for table in sorted(tables)}
    # Their foreign keys are looked at when all is done: the order is no matter.
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {names[table]})" for table in names)
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {names[table]}")


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_listed_once():
    """Each client of a test sets up the middleware, which would list six hundred files anew."""
    list_files, listed = WhiteNoise.update_files_dictionary, {}

    def list_once(server: WhiteNoise, root: str, prefix: str) -> None:
        if (root, prefix) not in listed:
            before = set(server.files)
            list_files(server, root, prefix)
            listed[root, prefix] = {url: file for url, file in server.files.items() if url not in before}
        server.files.update(listed[root, prefix])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", list_once)
        yield


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Kept parts of pages outlive the rollback of a test."""
    cache.clear()


@pytest.fixture(autouse=True)
def _nothing_noted(settings):
    """Nor is what other tests searched for, which waits in files, taken in by this one."""
    spool.own_file.cache_clear()
    for path in Path(settings.PANYA_HOME).glob("spool/*/*.jsonl"):
        path.unlink()


@pytest.fixture(autouse=True)
def _fresh_limits(monkeypatch):
    """So do limits, which count in a database of their own: every test counts under its own keys."""
    monkeypatch.setattr(limits, "SALT", random_id())


@pytest.fixture
def shared_data() -> Path:
    """Development data beside the checkout; the test skips, visibly, where it is missing."""
    folder = Path(os.environ.get("PANYA_SHARED", REPOSITORY.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("development data is missing (PANYA_SHARED)")
    return folder
