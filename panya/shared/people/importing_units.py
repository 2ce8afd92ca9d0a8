"""Units from a CSV file, parents before or after their children; a second run changes nothing."""

from dataclasses import asdict

from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.base.thai.normalise import identity_key
from panya.shared.people import text
from panya.shared.people.actions.units import UnitFields, add_unit, change_unit
from panya.shared.people.csv_tables import Line, read_table
from panya.shared.people.importing import ImportReport, day_in, run_lines, unit_named
from panya.shared.people.models import Unit, UnitKind, User
from panya.shared.people.queries import find_unit

# The first heading of each column is the one that messages and the template use.
UNIT_HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("รหัสหน่วยงาน", "รหัส", "unit code"),
    "name_th": ("ชื่อหน่วยงาน", "ชื่อ", "name"),
    "name_en": ("ชื่อภาษาอังกฤษ", "english name"),
    "short_th": ("ชื่อย่อ", "short name"),
    "parent": ("ต้นสังกัด", "parent unit", "รหัสต้นสังกัด"),
    "kind": ("ประเภท", "type"),
    "region": ("ภาค",),
    "valid_from": ("ตั้งขึ้นเมื่อ", "since"),
}


def import_units(content: bytes, *, by: User, dry_run: bool) -> ImportReport:
    """Add and correct units as the file says; a broken line is reported and the rest goes on."""
    lines = read_table(content, UNIT_HEADINGS, needed=("code", "name_th"))
    return run_lines(_parents_first(lines), lambda line: _import_unit(line, by), dry_run)


def _import_unit(line: Line, by: User) -> str:
    cells = line.cells
    code = text.code(cells.get("code", ""), _("รหัสหน่วยงาน"), needed=True)
    unit = find_unit(code)
    parent = unit_named(cells["parent"]) if cells.get("parent") else None
    if unit is None:
        fields = _fields(UnitFields(name_th="", kind=_kind("", parent)), line)
        add_unit(code, fields, parent=parent, by=by, valid_from=day_in(cells.get("valid_from", "")))
        return "created"
    present = UnitFields(**{name: getattr(unit, name) for name in UnitFields.__dataclass_fields__})
    wanted, parent = _fields(present, line).cleaned(), parent or unit.parent
    if asdict(wanted) == asdict(present) and parent == unit.parent:
        return "unchanged"
    change_unit(unit, wanted, parent=parent, by=by)
    return "updated"


def _fields(present: UnitFields, line: Line) -> UnitFields:
    values = asdict(present)
    for name in ("name_th", "name_en", "short_th", "region"):
        values[name] = line.cells.get(name) or values[name]
    if line.cells.get("kind"):
        values["kind"] = _kind(line.cells["kind"], None)
    return UnitFields(**values)


def _kind(value: str, parent: Unit | None) -> str:
    if not value:
        return UnitKind.DIVISION if parent else UnitKind.EXTERNAL
    known = {
        identity_key(word): kind.value
        for kind in UnitKind
        for word in (kind.value, *text.labels_in_every_language(kind))
    }
    known |= {identity_key(word): UnitKind.DIVISION.value for word in ("กอง", "สำนัก", "ศูนย์")}
    found = known.get(identity_key(value))
    if found is None:
        choices = ", ".join(str(kind.label) for kind in UnitKind)
        raise Refused(_("ไม่รู้จักประเภทหน่วยงาน “%(value)s” ใช้ได้: %(choices)s") % {"value": value[:40], "choices": choices})
    return found


def _parents_first(lines: list[Line]) -> list[Line]:
    """The lines in an order in which every parent comes before its children; circles stay where they are."""
    by_code = {identity_key(line.cells.get("code", "")): line for line in lines}
    ordered: dict[int, Line] = {}
    for line in lines:
        chain = {line.number: line}
        above = by_code.get(identity_key(line.cells.get("parent", "")))
        while above and above.number not in ordered and above.number not in chain:
            chain[above.number] = above
            above = by_code.get(identity_key(above.cells.get("parent", "")))
        for one in reversed(chain.values()):
            ordered.setdefault(one.number, one)
    return list(ordered.values())
