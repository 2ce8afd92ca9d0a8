"""`panya doctor`: finds what is wrong and says how to mend it."""

import json
import os

import pytest


@pytest.fixture(scope="module")
def site(prepared_site):
    return prepared_site()


def checks(result) -> dict[str, dict]:
    return {check["name"]: check for check in json.loads(result.stdout)["checks"]}


def test_an_empty_home_is_made_and_found_well(new_site):
    assert new_site().faults() == set()


def test_the_report_has_the_shape_that_other_programs_rely_on(site):
    report = json.loads(site.panya("doctor", "--json").stdout)

    assert set(report) == {"ok", "checks"}
    assert all(set(check) == {"name", "ok", "message", "mend"} for check in report["checks"])
    assert len({check["name"] for check in report["checks"]}) == len(report["checks"]) >= 13


def test_people_read_the_findings_in_thai(site):
    result = site.panya("doctor")

    assert "✓ sqlite_version: " in result.stdout
    assert result.stdout.splitlines()[-1] in {"ทุกอย่างเรียบร้อย", "ต้องแก้ 1 ข้อ"}


@pytest.mark.parametrize(
    ("environment", "name"),
    [({"PANYA_DEBUG": "yes"}, "debug_off"), ({"PANYA_URL": "http://panya.example.go.th"}, "address")],
)
def test_a_wrong_setting_is_found_with_its_mend(site, environment, name):
    assert site.faults(**environment) == {name}
    assert checks(site.panya("doctor", "--json", **environment))[name]["mend"]


def test_a_secret_key_that_others_can_read_is_found(site):
    key = site.home / "secret_key"
    key.chmod(0o644)
    try:
        assert not checks(site.panya("doctor", "--json"))["secret_key"]["ok"]
    finally:
        key.chmod(0o600)


def test_an_audit_entry_that_was_changed_is_found(prepared_site):
    site = prepared_site()
    site.python(
        "from panya.shared.audit.actions import record; from panya.shared.audit.sealer import seal\n"
        "record('a.b', by=None, object_kind='x', object_id=1); seal()\n"
        "from django.db import connection\n"
        "connection.cursor().execute(\"UPDATE audit_auditentry SET verb = 'c'\")"
    )

    result = site.panya("doctor", "--json")

    assert result.returncode == 1
    assert not checks(result)["audit_chain"]["ok"]


def test_migrations_that_wait_are_found_and_not_run(prepared_site):
    site = prepared_site()
    site.python("from django.core.management import call_command; call_command('migrate', 'core', 'zero', verbosity=0)")

    for _ in range(2):
        result = site.panya("doctor", "--json")
        assert not checks(result)["migrations"]["ok"]


def test_a_damaged_database_is_found_without_a_traceback(prepared_site):
    site = prepared_site()
    if site.database_url:
        pytest.skip("a SQLite file")
    file = site.home / "panya.sqlite3"
    content = bytearray(file.read_bytes())
    content[8192 : 8192 + 60000] = os.urandom(60000)
    file.write_bytes(content)

    result = site.panya("doctor", "--json")

    assert result.returncode == 1
    assert not checks(result)["database_integrity"]["ok"]
    assert "Traceback" not in result.stderr


def test_a_clock_behind_what_the_site_has_seen_is_found(site):
    code = """
from datetime import UTC, datetime, timedelta
from panya.base.core import doctor_checks
from panya.base.core.models import Schedule
later = datetime.now(UTC) + timedelta(hours=1)
Schedule.objects.create(name="future", every=60, next_at=later, last_at=later)
print(doctor_checks.clock().ok)
Schedule.objects.filter(name="future").delete()
"""

    assert site.python(code).strip() == "False"
