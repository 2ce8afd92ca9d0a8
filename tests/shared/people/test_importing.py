"""People and units from CSV: broken lines are told with their number, the rest goes on."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from panya.base.core.errors import Refused
from panya.shared.audit.models import AuditEntry
from panya.shared.people.importing import clean_level, import_people
from panya.shared.people.importing_units import import_units
from panya.shared.people.models import Unit, User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])

GOOD = (
    "รหัสบุคลากร,อีเมล,คำนำหน้า,ชื่อ,นามสกุล,หน่วยงาน,ตำแหน่ง,ระดับ,ประเภทบุคลากร,ตั้งแต่วันที่\r\n"
    "1001,Somchai@example.go.th,นาย,สมชาย,ใจดี,DIT,นักวิชาการพาณิชย์,C8,ข้าราชการ,1/10/2568\r\n"
    "1002,,นางสาว,สมหญิง,น้ำใส,กรมการค้าภายใน,พนักงานพิมพ์,,พนักงานราชการ,\r\n"
)


def take_in(content, by, **options):
    content = content.encode() if isinstance(content, str) else content
    return import_people(content, by=by, **{"default_unit": None, "dry_run": False} | options)


def counts(report):
    return (report.created, report.updated, report.unchanged, [line for line, _reason in report.refused])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
def test_people_come_in_from_the_usual_encodings(administrator, department, encoding):
    report = take_in(GOOD.encode(encoding), administrator)

    assert counts(report) == (2, 0, 0, [])
    person = User.objects.get(person_code="1001")
    assert (person.full_name, person.email, person.level) == ("นายสมชาย ใจดี", "somchai@example.go.th", "ซี 8")
    assert str(person.current_posting.valid_from) == "2025-10-01"
    assert User.objects.get(person_code="1002").staff_class == "government_employee"


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_seen(administrator, department, separator):
    assert counts(take_in(GOOD.replace(",", separator), administrator)) == (2, 0, 0, [])


def test_english_headings_are_read_alike(administrator, department):
    report = take_in("code,first name,family name,unit\n7,Jane,Doe,dit\n", administrator)

    assert counts(report) == (1, 0, 0, [])


def test_a_second_run_changes_nothing(administrator, department):
    take_in(GOOD, administrator)
    entries = AuditEntry.objects.count()

    assert counts(take_in(GOOD, administrator)) == (0, 0, 2, [])
    assert AuditEntry.objects.count() == entries


def test_changes_and_moves_are_taken_over_and_empty_cells_change_nothing(administrator, department, division):
    take_in(GOOD, administrator)

    report = take_in("รหัส,ชื่อ,ตำแหน่ง,หน่วยงาน\n1001,สมชาย,,DIT-WM\n1002,สมหญิง,นิติกร,\n", administrator)

    assert counts(report) == (0, 2, 0, [])
    moved, changed = User.objects.get(person_code="1001"), User.objects.get(person_code="1002")
    assert (moved.unit, moved.position, changed.position) == (division, "นักวิชาการพาณิชย์", "นิติกร")


def test_a_dry_run_tells_the_same_and_keeps_nothing(administrator, department):
    report = take_in(GOOD, administrator, dry_run=True)

    assert counts(report) == (2, 0, 0, [])
    assert User.objects.filter(person_code__in=["1001", "1002"]).count() == AuditEntry.objects.count() == 0


def test_broken_lines_are_told_by_number_and_the_rest_goes_on(administrator, department):
    UserFactory(email="taken@example.go.th", person_code="9")
    lines = [
        "รหัสบุคลากร,อีเมล,ชื่อ,หน่วยงาน,ระดับ,ตั้งแต่วันที่,ประเภทบุคลากร",
        "1,,ดีหนึ่ง,DIT,,,",  # 2 good
        "2,,หน่วยผิด,NOPE,,,",  # 3 unknown unit
        "3,bad address,อีเมลผิด,DIT,,,",  # 4
        ",,ไม่มีรหัส,DIT,,,",  # 5 neither code nor e-mail
        "1,,ซ้ำ,DIT,,,",  # 6 repeats line 2
        "4,,วันผิด,DIT,,32/13/2569,",  # 7
        "5,,เกิน,DIT,,,,extra",  # 8 too many cells
        '6,,"สองบรรทัด',  # 9 a quoted cell that goes on
        'ต่อ",DIT,,,',
        "",  # 11 empty
        "7,,ประเภทผิด,DIT,,,เทวดา",  # 12
        "8,,,DIT,,,",  # 13 no name
        "10,taken@example.go.th,ขัดกัน,DIT,,,",  # 14 the code is new: the e-mail's person takes it
        "11,,ดีสอง,DIT,ซี๗,,",  # 15 good
        "12,,ไร้หน่วย,,,,",  # 16 no unit
    ]

    report = take_in("\n".join(lines), administrator)

    assert counts(report) == (3, 1, 0, [3, 4, 5, 6, 7, 8, 12, 13, 16])
    reasons = dict(report.refused)
    assert "NOPE" in reasons[3]
    assert "2" in reasons[6]
    assert all(reasons.values())
    assert User.objects.get(person_code="6").first_name == "สองบรรทัด ต่อ"


def test_a_line_whose_code_and_email_belong_to_two_people_is_refused(administrator, department):
    UserFactory(email="one@example.go.th", person_code="1")
    UserFactory(email="two@example.go.th", person_code="2")

    report = take_in("code,email,first name\n1,two@example.go.th,ก\n", administrator)

    assert counts(report) == (0, 0, 0, [2])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"PK\x03\x04rest of a workbook",
        b"\xff\xfe\x00",
        b"\x81\xdb\xfc",
        "ไม่มีหัวที่รู้จัก,สอง\nก,ข\n".encode(),
        b"first name,first name\na,b\n",
    ],
)
def test_what_is_no_such_table_is_refused_as_a_whole(administrator, content):
    with pytest.raises(Refused):
        take_in(content, administrator)


def test_nul_bytes_and_huge_cells_harm_nothing(administrator, department):
    huge = "ก" * 200_000
    report = take_in(f"code,first name,unit\n1,ส\0ม,DIT\n2,{huge},DIT\n3,ดี,DIT\n", administrator)

    assert counts(report) == (2, 0, 0, [3])
    assert User.objects.get(person_code="1").first_name == "สม"


def test_a_unit_administrator_imports_into_the_own_units_only(unit_administrator, department):
    report = take_in("code,first name,unit\n1,ก,DIT\n2,ข,MOC\n", unit_administrator)

    assert counts(report) == (1, 0, 0, [3])


def test_the_unit_of_a_file_without_units_may_be_given(administrator, department):
    assert counts(take_in("code,first name\n1,ก\n", administrator, default_unit=department)) == (1, 0, 0, [])
    assert User.objects.get(person_code="1").unit == department


@pytest.mark.parametrize(
    ("written", "stored"),
    [("C8", "ซี 8"), ("c11", "ซี 11"), ("ซี๘", "ซี 8"), ("8", "ซี 8"), ("ชำนาญการ", "ชำนาญการ"), ("C12", "C12")],
)
def test_levels_of_the_old_scale_are_understood(written, stored):
    assert clean_level(written) == stored


UNITS = "รหัสหน่วยงาน,ชื่อหน่วยงาน,ต้นสังกัด,ประเภท\nA-1,กลุ่มหนึ่ง,A,กลุ่มงาน\nA,กองเอ,MOC,กอง\nOUT,สถาบันนอก,,\n"


def test_units_come_in_children_before_parents_too_and_twice_changes_nothing(administrator):
    first = import_units(UNITS.encode(), by=administrator, dry_run=False)
    second = import_units(UNITS.encode(), by=administrator, dry_run=False)

    assert (counts(first), counts(second)) == ((3, 0, 0, []), (0, 0, 3, []))
    assert [unit.code for unit in Unit.objects.filter(is_own=True).order_by("path")] == ["MOC", "A", "A-1"]


def test_units_that_name_each_other_as_parents_are_refused(administrator):
    report = import_units(b"code,name,parent\nA,aa,B\nB,bb,A\nC,cc,MOC\n", by=administrator, dry_run=False)

    assert (report.created, [line for line, _reason in report.refused]) == (1, [3, 2])


def upload(content):
    return {"file": SimpleUploadedFile("people.csv", content)}


def test_the_page_shows_first_and_takes_in_when_confirmed(client, administrator, department):
    client.force_login(administrator)
    url = reverse("manage_import", args=["people"])

    looked = client.post(url, upload(GOOD.encode()))
    assert not User.objects.filter(person_code="1001").exists()
    done = client.post(url, {"confirmed": looked.context["token"]})

    assert (looked.status_code, done.status_code) == (200, 200)
    assert User.objects.filter(person_code__in=["1001", "1002"]).count() == 2


def test_a_sealed_file_serves_nobody_else_nothing_else_and_not_tomorrow(
    client, administrator, unit_administrator, time_machine
):
    time_machine.move_to("2026-05-01T10:00:00+07:00", tick=False)
    client.force_login(administrator)
    url = reverse("manage_import", args=["people"])
    token = client.post(url, upload(GOOD.encode())).context["token"]

    assert client.post(reverse("manage_import", args=["units"]), {"confirmed": token}).status_code == 422
    assert client.post(url, {"confirmed": token + "x"}).status_code == 422
    client.force_login(unit_administrator)
    assert client.post(url, {"confirmed": token}).status_code == 422
    time_machine.move_to("2026-05-01T11:00:01+07:00", tick=False)
    client.force_login(administrator)
    assert client.post(url, {"confirmed": token}).status_code == 422
    assert not User.objects.filter(person_code="1001").exists()


@pytest.mark.parametrize("content", [b"PK\x03\x04x", b"a,b\n", b"x" * (1024 * 1024 + 1)])
def test_a_bad_file_gets_its_answer_beside_the_field(client, administrator, content):
    client.force_login(administrator)

    response = client.post(reverse("manage_import", args=["people"]), upload(content))

    assert response.status_code == 422
    assert response.context["form"].errors["file"]


@pytest.mark.parametrize("kind", ["people", "units"])
def test_the_template_can_be_taken_in_as_it_is(client, administrator, kind):
    client.force_login(administrator)

    template = client.get(reverse("manage_import_template", args=[kind])).content

    take = import_people if kind == "people" else import_units
    options = {"default_unit": None} if kind == "people" else {}
    assert counts(take(template, by=administrator, dry_run=False, **options)) == (0, 0, 0, [])
