"""What every test stands on: the root unit, the built-in person, empty limits and an empty index."""

import os
from pathlib import Path

import pytest
from django.db import connections

from panya.base.core.limits import make_limit_table

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    """Both aliases are made for every process."""


@pytest.fixture(autouse=True)
def _fresh_limits(request):
    """Limits count in their own database, which no rollback empties."""
    yield
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        _empty_limits()


def _empty_limits() -> None:
    make_limit_table()
    with connections["cache"].cursor() as cursor:
        cursor.execute("DELETE FROM panya_limit")


@pytest.fixture
def shared_data() -> Path:
    """Development data beside the checkout; the test skips, visibly, where it is missing."""
    folder = Path(os.environ.get("PANYA_SHARED", REPOSITORY.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("development data is missing (PANYA_SHARED)")
    return folder
