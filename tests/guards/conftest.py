"""The world of the guards: built once for a module, and every test of the module puts it back."""

import pytest
from django.db import transaction

from tests.guards.walk import Walk, walk
from tests.guards.world import World, begin_new_limits, build_world


@pytest.fixture(scope="session")
def walked(django_db_setup, django_db_blocker) -> Walk:
    """What every role gets from every address; only the answers are kept, the world is gone again."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = walk(build_world())
        transaction.set_rollback(True)
    return found


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
