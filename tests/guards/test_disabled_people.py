"""An account that is disabled is out at once: on every page, in every process, by every way in."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connections

from panya.shared.people.actions.people import deactivate_person
from panya.shared.people.models import Role
from tests.factories import AppointmentFactory, UserFactory, root_unit
from tests.guards import permission_table
from tests.guards.permission_table import doors
from tests.guards.source import REPOSITORY
from tests.guards.visitor import TOKEN, Visitor, begin_new_limits
from tests.guards.world import NEVER


@pytest.mark.django_db(databases=["default", "cache"])
def test_after_disabling_every_page_answers_the_live_session_as_nobody():
    administrator = AppointmentFactory(role=Role.ADMINISTRATOR).person
    person = AppointmentFactory(person=UserFactory(), role=Role.ADMINISTRATOR).person
    visitor, nobody = Visitor("disabled", person), Visitor("anonymous", None)
    questions = list(_questions())
    # All of them while the account is open: whatever a page keeps must not outlive it.
    before = [visitor.ask(method, url, **TOKEN) for method, url in questions if method == "GET"]

    deactivate_person(person, by=administrator)

    assert {page.status for page in before} >= {200}
    assert len(questions) > 100
    begin_new_limits()
    answers = {}
    for method, url in questions:
        out, stranger = visitor.ask(method, url, **TOKEN), nobody.ask(method, url, **TOKEN)
        begin_new_limits()
        if (out.status, out.headers.get("Location")) != (stranger.status, stranger.headers.get("Location")):
            answers[method, url] = out.status
        assert person.name not in out.body, url
    assert answers == {}


@pytest.mark.django_db(databases=["default", "cache"], transaction=True)
def test_a_second_web_process_lets_a_disabled_person_in_no_more():
    root_unit()
    administrator = AppointmentFactory(role=Role.ADMINISTRATOR).person
    person = UserFactory()
    visitor = Visitor("officer", person)
    cookie = f"{settings.SESSION_COOKIE_NAME}={visitor.client.cookies[settings.SESSION_COOKIE_NAME].value}"
    process = _web_process(cookie)
    try:
        assert [_ask(process), _ask(process)] == [200, 200]
        deactivate_person(person, by=administrator)
        assert _ask(process) == 302
    finally:
        process.communicate("", timeout=30)


def _questions():
    rows = permission_table.table().rows
    for door in doors():
        row = rows[door.pattern]
        for method, rule in (("GET", row.reads), ("POST", row.writes)):
            if rule:
                yield method, door.path(NEVER)


_PROCESS = """
import json, sys, warnings
warnings.simplefilter("ignore")
from django.conf import settings
for alias, name in json.loads(sys.argv[1]).items():
    settings.DATABASES[alias]["NAME"] = name
import django
django.setup()
from django.test import Client
browser = Client(headers={"cookie": sys.argv[2], "host": "localhost"})
for line in sys.stdin:
    print(browser.get("/me").status_code, flush=True)
"""


def _web_process(cookie: str) -> subprocess.Popen:
    names = {alias: str(connections[alias].settings_dict["NAME"]) for alias in connections}
    command = [sys.executable, "-c", _PROCESS, json.dumps(names), cookie]
    return subprocess.Popen(
        command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_environment()
    )


def _environment() -> dict[str, str]:
    return os.environ | {"DJANGO_SETTINGS_MODULE": "panya.site.settings", "PANYA_HOME": str(settings.PANYA_HOME)}


def _ask(process: subprocess.Popen) -> int:
    process.stdin.write("ask\n")
    process.stdin.flush()
    return int(process.stdout.readline())
