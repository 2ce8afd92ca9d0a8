"""`panya import`: what is asked of the command, and what it answers."""

import json
import shutil
import signal
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from panya.shared.content.models import Item
from panya.shared.people.actions.people import ensure_built_in_person
from panya.shared.people.models import Circle, Unit, User
from panya.site.importing import FORMATS
from tests.factories import UnitFactory, UserFactory, root_unit

pytestmark = pytest.mark.django_db
PAGES = Path(__file__).parents[1] / "features" / "notes" / "importers" / "fixtures"
RECORD = PAGES / "record.txt"
WRONG_USAGE = 2


@pytest.fixture
def home():
    ensure_built_in_person(root_unit())


@pytest.fixture
def lines(tmp_path):
    def write(*rows: dict | bytes) -> Path:
        path = tmp_path / "records.jsonl"
        path.write_bytes(b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows))
        return path

    return write


def run(*arguments: object) -> tuple[int, dict]:
    """(exit status, the JSON document) of one command."""
    out, status = StringIO(), 0
    try:
        call_command("import", *map(str, arguments), "--json", stdout=out)
    except SystemExit as end:
        status = int(end.code)
    return status, json.loads(out.getvalue())


def wrong_usage(*arguments: object) -> str:
    with pytest.raises(CommandError) as error:
        call_command("import", *map(str, arguments), stdout=StringIO())
    assert error.value.returncode == WRONG_USAGE
    return str(error.value)


def test_gotoknow_goes_to_the_public_under_the_root_unit_and_the_built_in_person(home):
    status, report = run("gotoknow", RECORD, "--publish")

    item = Item.objects.get()
    assert (status, report) == (0, {"created": 1, "unchanged": 0, "updated": 0, "refused": [], "remarks": []})
    assert (item.access, item.unit, item.owner) == ("PUBLIC", root_unit(), User.objects.get(is_built_in=True))
    assert run("gotoknow", RECORD, "--publish") == (0, report | {"created": 0, "unchanged": 1})


def test_other_formats_stay_inside_the_ministry(home, lines):
    run("jsonl", lines({"id": "1", "text": "ข่าว"}))

    assert (Item.objects.get().access, Item.objects.get().status) == ("INTERNAL", "draft")


def test_unit_owner_and_access_can_be_said(home, lines):
    unit, owner = UnitFactory(code="DBD"), UserFactory(email="km@example.go.th")

    run("jsonl", lines({"id": "1", "text": "ข่าว"}), "--unit", "dbd", "--as", "KM@example.go.th", "--access", "request")

    item = Item.objects.get()
    assert (item.unit, item.owner, item.access) == (unit, owner, "REQUEST")


def test_unit_opens_to_the_unit_and_restricted_to_the_owner(home, lines):
    unit, owner = UnitFactory(code="DBD"), UserFactory(email="km@example.go.th")

    run("jsonl", lines({"id": "1", "text": "ก"}), "--unit", "DBD", "--access", "UNIT")
    run("jsonl", lines({"id": "2", "text": "ข"}), "--as", "km@example.go.th", "--access", "RESTRICTED")

    opened = {item.import_id: list(item.circles.all()) for item in Item.objects.all()}
    assert opened == {"1": [Circle.objects.get(unit=unit)], "2": [Circle.objects.get(person=owner)]}


def test_a_dry_run_makes_not_even_a_circle(home, lines):
    status, report = run("jsonl", lines({"id": "1", "text": "ก"}), "--access", "UNIT", "--dry-run")

    assert (status, report["created"]) == (0, 1)
    assert (Item.objects.count(), Circle.objects.count()) == (0, 0)


def test_wrong_usage_says_what_to_do(home, lines):
    path = lines({"id": "1", "text": "ก"})
    UserFactory(email="gone@example.go.th", is_active=False)

    assert all(name in wrong_usage("word", path) for name in FORMATS)
    assert "panya import units" in wrong_usage("jsonl", path, "--unit", "NOPE")
    assert "panya person" in wrong_usage("jsonl", path, "--as", "nobody@example.go.th")
    assert "panya person" in wrong_usage("jsonl", path, "--as", "gone@example.go.th")
    assert "RESTRICTED" in wrong_usage("jsonl", path, "--access", "SECRET")
    assert "--as" in wrong_usage("jsonl", path, "--access", "RESTRICTED")
    assert Item.objects.count() == 0


def test_broken_lines_are_reported_and_the_rest_is_kept(home, lines):
    status, report = run("jsonl", lines({"id": "1", "text": "ก"}, b"{", {"id": "3", "text": "ค"}))

    assert (status, report["created"]) == (0, 2)
    assert [refusal["line"] for refusal in report["refused"]] == [2]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\x00\xff\xfe" * 500, "ไม่ใช่ JSON".encode()])
@pytest.mark.parametrize("name", ["gotoknow", "jsonl", "people", "units"])
def test_a_file_of_which_nothing_can_be_read_ends_with_one(home, tmp_path, name, content):
    path = tmp_path / "file"
    path.write_bytes(content)

    status, report = run(name, path)

    assert status == 1
    assert all(refusal["reason"] for refusal in report["refused"])
    assert len(report["refused"]) >= 1


@pytest.mark.parametrize("name", FORMATS)
def test_a_missing_file_ends_with_one_and_a_reason(home, tmp_path, name):
    status, report = run(name, tmp_path / "nothing")

    assert status == 1
    assert [refusal["line"] for refusal in report["refused"]] == [0]


def test_a_folder_of_pages_names_the_files_that_were_refused(home, tmp_path):
    shutil.copytree(PAGES, tmp_path / "pages")
    (tmp_path / "pages" / "broken.txt").write_bytes(b"\xff\x00")
    (tmp_path / "pages" / ".hidden").write_bytes(b"\xff")

    status, report = run("gotoknow", tmp_path / "pages", "--publish")

    assert (status, report["created"]) == (0, 3)
    assert [refusal["file"] for refusal in report["refused"]] == ["broken.txt"]


def test_people_and_units_come_through_the_same_command(home, tmp_path):
    units, people = tmp_path / "units.csv", tmp_path / "people.csv"
    units.write_text("code,name_th,parent\nDBD,กรมพัฒนาธุรกิจการค้า,MOC\n")
    people.write_text("person_code,first_name,unit\nA1,สมชาย,DBD\nA2,สมศรี,\nA3,สมใจ,NOPE\n")

    assert run("units", units)[1]["created"] == 1
    status, report = run("people", people)

    assert (status, report["created"], [refusal["line"] for refusal in report["refused"]]) == (0, 2, [4])
    assert User.objects.get(person_code="A1").unit == Unit.objects.get(code="DBD")
    assert User.objects.get(person_code="A2").unit == root_unit()


def test_the_report_for_people_names_lines_and_what_to_do_next(home, lines):
    out = StringIO()

    call_command("import", "jsonl", str(lines({"id": "1", "text": "ก"}, b"{")), stdout=out)

    assert "เพิ่มใหม่ 1" in out.getvalue()
    assert "บรรทัด 2" in out.getvalue()
    assert "--publish" in out.getvalue()


def test_an_import_that_was_killed_goes_on_where_it_stopped(prepared_site, tmp_path):
    site, path = prepared_site(), tmp_path / "many.jsonl"
    path.write_text("\n".join(json.dumps({"id": str(n), "text": "ข่าว " * 300}) for n in range(3_000)))
    count = "from panya.shared.content.models import Item; print(Item.objects.count())"

    running = site.start("import", "jsonl", path, "--json")
    assert running.stderr.readline().startswith("█")
    time.sleep(0.3)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    kept = int(site.python(count))

    again = site.panya("import", "jsonl", path, "--json")

    report = json.loads(again.stdout)
    assert 200 <= kept < 3_000
    assert kept % 200 == 0
    assert (again.returncode, report["created"], report["unchanged"]) == (0, 3_000 - kept, kept)
    assert int(site.python(count)) == 3_000
