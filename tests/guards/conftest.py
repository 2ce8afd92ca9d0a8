"""The world of the guards: built once for a module, and every test of the module puts it back."""

import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from django.db import transaction

from panya.base.core.locks import LockBusy, file_lock
from tests.guards.visitor import begin_new_limits, refusals_untold
from tests.guards.walk import Walk, united, walk
from tests.guards.world import ROLES, World, build_world

# How long a worker waits for a role that another one walks.
_LONGEST_WALK = 300


@pytest.fixture(scope="session")
def walked(django_db_setup, django_db_blocker, tmp_path_factory) -> Walk:
    """What every role gets from every address; only the answers are kept, the world is gone again."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        # The folder above a worker's own belongs to the run.
        folder = folder.parent
    with django_db_blocker.unblock(), transaction.atomic(), refusals_untold():
        parts = _walk_together(folder / "walk", cache(build_world))
        transaction.set_rollback(True)
    return united(parts)


@pytest.fixture(scope="module")
def _built_world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), refusals_untold():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(db, _built_world) -> World:
    """The world as it was built; what the test changes is undone after it."""
    begin_new_limits()
    return _built_world


def _walk_together(folder: Path, world: Callable[[], World]) -> list[Walk]:
    """The workers of a run share the roles: each takes what nobody walks, the dearest first; the last waits."""
    roles = ROLES[::-1]
    for wait in (0, _LONGEST_WALK):
        for role in roles:
            # A worker that failed or was killed leaves no answers: the next one walks in its place.
            with suppress(LockBusy), file_lock(folder / f"{role}.lock", wait=wait):
                if not (kept := folder / f"{role}.pickle").is_file():
                    kept.write_bytes(pickle.dumps(walk(world(), role), pickle.HIGHEST_PROTOCOL))
    return [pickle.loads((folder / f"{role}.pickle").read_bytes()) for role in roles]
