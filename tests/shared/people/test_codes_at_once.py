"""Two requests with one code at the same moment: one of them comes in."""

import threading

import pytest
from django.db import connection

from panya.shared.people.actions.second_step import use_code
from tests.factories import UserFactory, root_unit
from tests.shared.people.steps import code_of, with_app, with_codes

pytestmark = pytest.mark.django_db(databases=["default", "cache"], transaction=True)


@pytest.mark.parametrize("kind", ["totp", "recovery_codes"])
def test_one_code_lets_one_in(kind):
    root_unit()
    person = UserFactory()
    code = code_of(with_app(person)) if kind == "totp" else with_codes(person)[0]
    together, found = threading.Barrier(4), []

    def come_in():
        together.wait()
        try:
            found.append(use_code(person, code))
        finally:
            connection.close()

    threads = [threading.Thread(target=come_in) for _browser in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found, key=str) == [None, None, None, kind]
