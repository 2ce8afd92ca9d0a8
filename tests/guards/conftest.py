"""The world of the guards: built once for a module, and every test of the module puts it back."""

import os
import pickle
from pathlib import Path

import pytest
from django.db import transaction

from panya.base.core.locks import file_lock
from tests.guards.visitor import begin_new_limits
from tests.guards.walk import Walk, walk
from tests.guards.world import World, build_world

_LONGEST_WALK = 500


@pytest.fixture(scope="session")
def walked(django_db_setup, django_db_blocker, tmp_path_factory) -> Walk:
    """What every role gets from every address; only the answers are kept, the world is gone again."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return _walk(django_db_blocker)
    # The folder above a worker's own belongs to the run: one worker walks, the others read what it saw.
    shared = tmp_path_factory.getbasetemp().parent / "walk.pickle"
    with file_lock(shared.with_suffix(".lock"), wait=_LONGEST_WALK):
        if not shared.is_file():
            _keep(_walk(django_db_blocker), shared)
        return pickle.loads(shared.read_bytes())


@pytest.fixture(scope="module")
def _built_world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(db, _built_world) -> World:
    """The world as it was built; what the test changes is undone after it."""
    begin_new_limits()
    return _built_world


def _walk(blocker) -> Walk:
    with blocker.unblock(), transaction.atomic():
        found = walk(build_world())
        transaction.set_rollback(True)
    return found


def _keep(found: Walk, file: Path) -> None:
    file.write_bytes(pickle.dumps(found))
