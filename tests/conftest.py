"""What every test stands on: the root unit, the built-in person, empty limits and an empty index."""

import gc
import os
from collections import Counter
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection, connections

from panya.base.core import limits
from panya.base.core.random_ids import random_id
from panya.shared.search import spool

REPOSITORY = Path(__file__).resolve().parents[1]
_END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)

# What takes longest comes first, so that no worker is left alone with it; the walk of the guards, which the workers
# share, before all.
_LONGEST = ("guards/", "test_life_in_any_order", "browser/")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Long files first, then those with many tests; within a file the order stays by chance."""
    sizes = Counter(item.path for item in items)
    items.sort(key=lambda item: (_place_of(item.path), -sizes[item.path], str(item.path)))


def _place_of(path: Path) -> int:
    return next((place for place, part in enumerate(_LONGEST) if part in path.as_posix()), len(_LONGEST))


def pytest_collection_finish():
    """What is loaded now stays to the end: it need not be looked through for garbage again and again.

    As often as in a web process (`site/wsgi.py`).
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
