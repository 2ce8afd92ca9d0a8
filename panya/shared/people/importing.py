"""People from a CSV file, line by line; a second run changes nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.clock import today
from panya.base.core.errors import Refused
from panya.base.thai.dates import DateError, parse_date
from panya.base.thai.normalise import identity_key
from panya.base.thai.numbers import arabic_digits
from panya.shared.people import text
from panya.shared.people.actions.people import PersonFields, add_person, change_person, move_person
from panya.shared.people.csv_tables import Line, read_table
from panya.shared.people.models import StaffClass, Unit, User
from panya.shared.people.queries import find_unit

PEOPLE_HEADINGS: dict[str, tuple[str, ...]] = {
    "person_code": ("รหัสบุคลากร", "code", "รหัส"),
    "email": ("อีเมล", "e-mail", "อีเมล์"),
    "title": ("คำนำหน้า", "prefix", "คำนำหน้าชื่อ"),
    "first_name": ("ชื่อ", "given name", "first name"),
    "last_name": ("นามสกุล", "family name", "last name", "สกุล"),
    "name_en": ("ชื่อภาษาอังกฤษ", "name in english", "english name"),
    "unit": ("หน่วยงาน", "unit code", "รหัสหน่วยงาน"),
    "position": ("ตำแหน่ง",),
    "level": ("ระดับ",),
    "staff_class": ("ประเภทบุคลากร", "staff class", "ประเภท"),
    "from": ("ตั้งแต่วันที่", "since", "from day"),
}
_OLD_LEVEL = re.compile(r"(?:c|ซี|ระดับ)?\s*\.?\s*(1[01]|[1-9])", re.IGNORECASE)


@dataclass(frozen=True)
class Outcome:
    """What became of one line."""

    line: int
    name: str
    result: str
    reason: str = ""


@dataclass
class ImportReport:
    """What an import did, or with a dry run would do."""

    created: int = 0
    unchanged: int = 0
    updated: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def note(self, line: int, name: str, result: str, reason: str = "") -> None:
        """Count one line."""
        self.outcomes.append(Outcome(line, name, result, reason))
        if result == "refused":
            self.refused.append((line, reason))
        else:
            setattr(self, result, getattr(self, result) + 1)


def read_people_csv(content: bytes) -> list[Line]:
    """The lines of the file; raises Refused where it is no such table at all."""
    lines = read_table(content, PEOPLE_HEADINGS, needed=("first_name",))
    return _without_repeats(lines, ("person_code", "email"))


def import_people(content: bytes, *, by: User, default_unit: Unit | None, dry_run: bool) -> ImportReport:
    """Add, change and move people as the file says; a broken line is reported and the rest goes on."""
    return run_lines(read_people_csv(content), lambda line: _import_person(line, by, default_unit), dry_run)


def run_lines(lines: list[Line], act: Callable[[Line], str], dry_run: bool) -> ImportReport:
    """Do the act for each line in its own savepoint; a dry run takes everything back."""
    report = ImportReport()
    with transaction.atomic():
        for line in lines:
            name = _name_of(line)
            try:
                if line.fault:
                    raise Refused(line.fault)
                with transaction.atomic():
                    result = act(line)
            except Refused as error:
                report.note(line.number, name, "refused", str(error))
            else:
                report.note(line.number, name, result)
        transaction.set_rollback(dry_run)
    return report


def unit_named(name: str) -> Unit:
    """The unit with this code or, where only one has it, this name."""
    unit = find_unit(name)
    if unit is None:
        spelt = [one for one in Unit.objects.current() if identity_key(name) in _names_of(one)]
        unit = spelt[0] if len(spelt) == 1 else None
    if unit is None:
        raise Refused(_("ไม่รู้จักหน่วยงาน “%(unit)s” โปรดเพิ่มหน่วยงานก่อน หรือใช้รหัสที่มีอยู่") % {"unit": name[:60]})
    return unit


def day_in(value: str) -> date | None:
    """The day that a cell holds, in any form the date parser knows."""
    if not value:
        return None
    try:
        return parse_date(value)
    except DateError:
        raise Refused(_("อ่านวันที่ “%(value)s” ไม่ออก โปรดเขียนเช่น 1/10/2568") % {"value": value[:40]}) from None


def _import_person(line: Line, by: User, default_unit: Unit | None) -> str:
    cells = line.cells
    unit = unit_named(cells["unit"]) if cells.get("unit") else None
    from_day = day_in(cells.get("from", ""))
    person = _known_person(cells.get("person_code", ""), cells.get("email", ""))
    if person is None:
        unit = unit or default_unit
        if unit is None:
            raise Refused(_("ไม่ได้บอกหน่วยงาน โปรดใส่รหัสหน่วยงานในคอลัมน์ หน่วยงาน"))
        add_person(_fields(PersonFields(first_name=""), cells), unit=unit, by=by, from_day=from_day)
        return "created"
    changed = _change(person, cells, by)
    moved = unit is not None and _move(person, unit, from_day or today(), by)
    return "updated" if changed or moved else "unchanged"


def _change(person: User, cells: Any, by: User) -> bool:
    present = PersonFields(**{name: getattr(person, name) or "" for name in PersonFields.__dataclass_fields__})
    wanted = _fields(present, cells).cleaned()
    if wanted == present:
        return False
    change_person(person, wanted, by=by)
    return True


def _move(person: User, unit: Unit, from_day: date, by: User) -> bool:
    last = person.postings.select_related("unit").order_by("-valid_from", "-pk").first()
    if last and last.unit_id == unit.pk and last.valid_to is None:
        return False
    move_person(person, unit, from_day=from_day, by=by)
    return True


def _known_person(person_code: str, email: str) -> User | None:
    by_code = User.objects.by_sign_in_name(text.code(person_code, _("รหัสบุคลากร")))
    by_email = User.objects.by_sign_in_name(text.email_address(email))
    if by_code and by_email and by_code.pk != by_email.pk:
        raise Refused(_("รหัสบุคลากรและอีเมลในบรรทัดนี้เป็นของคนละคนในระบบ โปรดตรวจว่าช่องใดพิมพ์ผิด"))
    return by_code or by_email


def _fields(present: PersonFields, cells: Any) -> PersonFields:
    """What the file says, and for columns it lacks or leaves empty what is known already."""
    names = [name for name in PersonFields.__dataclass_fields__ if cells.get(name)]
    wanted = {name: cells[name] for name in names}
    if "level" in wanted:
        wanted["level"] = clean_level(wanted["level"])
    if "staff_class" in wanted:
        wanted["staff_class"] = _staff_class(wanted["staff_class"])
    return replace(present, **wanted)


def clean_level(level: str) -> str:
    """C8, ซี8 and 8 are the level ‘ซี 8’ of the scale before 2551; other levels stay as written."""
    old = _OLD_LEVEL.fullmatch(arabic_digits(level.strip()))
    return f"ซี {old[1]}" if old else level


def _staff_class(value: str) -> str:
    known = {
        identity_key(word): one.value for one in StaffClass for word in (one.value, *text.labels_in_every_language(one))
    }
    known |= {
        identity_key(word): StaffClass.TEMPORARY_EMPLOYEE.value for word in ("ลูกจ้างชั่วคราว", "จ้างเหมา", "จ้างเหมาบริการ")
    }
    found = known.get(identity_key(value))
    if found is None:
        choices = ", ".join(str(one.label) for one in StaffClass)
        raise Refused(_("ไม่รู้จักประเภทบุคลากร “%(value)s” ใช้ได้: %(choices)s") % {"value": value[:40], "choices": choices})
    return found


def _without_repeats(lines: list[Line], names: tuple[str, ...]) -> list[Line]:
    """A key that an earlier line had already is a fault: the second line would silently win."""
    seen: dict[tuple[str, str], int] = {}
    checked = []
    for line in lines:
        keys = [(name, identity_key(line.cells[name])) for name in names if line.cells.get(name)]
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None and not line.fault:
            fault = _("ซ้ำกับบรรทัดที่ %(line)d โปรดเหลือไว้บรรทัดเดียว") % {"line": first}
            checked.append(replace(line, fault=fault))
            continue
        seen |= dict.fromkeys(keys, line.number)
        checked.append(line)
    return checked


def _names_of(unit: Unit) -> set[str]:
    return {identity_key(name) for name in (unit.name_th, unit.name_en, unit.short_th) if name}


def _name_of(line: Line) -> str:
    cells = line.cells
    if "first_name" in cells:
        return f"{cells['first_name']} {cells.get('last_name', '')}".strip()
    return cells.get("name_th", "")
