"""`panya import`: take records or people of other systems in."""

import json
import sys
from argparse import RawTextHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from panya.features.notes.importers.report import Refusal, Report
from panya.features.notes.importers.store import ImportOptions
from panya.shared.content.choices import BY_CIRCLE
from panya.shared.content.models import Access
from panya.shared.people.actions.circles import circle_of_person, circle_of_unit
from panya.shared.people.models import Circle, Unit, User
from panya.shared.people.models.unit import root_unit
from panya.shared.people.queries import (
    built_in_person,
    find_unit,
    person_by_sign_in_name,
)
from panya.site.importing import FORMATS, unreadable
from panya.site.progress import ProgressBar

_WRONG_USAGE = 2
_LISTED = 20


class Command(BaseCommand):
    help = "Take records in: FORMAT is one of " + ", ".join(FORMATS) + "."

    def create_parser(self, *arguments: Any, **options: Any) -> CommandParser:
        return super().create_parser(*arguments, formatter_class=RawTextHelpFormatter, **options)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("format", metavar="FORMAT", help=", ".join(FORMATS))
        parser.add_argument("path", metavar="PATH", type=Path, help="a file; for gotoknow also a folder of files")
        parser.add_argument("--unit", metavar="CODE", help="unit that the records belong to (default: the root unit)")
        parser.add_argument("--as", dest="owner", metavar="EMAIL", help="owner of the records (default: built in)")
        parser.add_argument("--access", metavar="CLASS", help=", ".join(Access.values))
        parser.add_argument("--publish", action="store_true", help="let readers see the records at once")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would be done")
        parser.add_argument("--json", action="store_true", help="print the report as one JSON document")

    def handle(self, **options: Any) -> None:
        found = FORMATS.get(options["format"].lower())
        if found is None:
            known = {"format": options["format"], "formats": ", ".join(FORMATS)}
            raise _wrong(_("ไม่รู้จักรูปแบบ “%(format)s” รูปแบบที่รับได้คือ %(formats)s") % known)
        settled = _settle(options, default_access=found.access)
        progress = ProgressBar(sys.stderr)
        try:
            report = found.take_in(options["path"], settled, progress)
        except OSError as error:
            report = Report(refused=[Refusal(0, unreadable(error))])
        finally:
            progress.finish()
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self._tell(report, settled)
        if not report.was_read:
            sys.exit(1)

    def _tell(self, report: Report, options: ImportOptions) -> None:
        counts = {"created": report.created, "unchanged": report.unchanged, "updated": report.updated}
        counts["refused"] = len(report.refused)
        self.stdout.write(
            _("เพิ่มใหม่ %(created)s · เหมือนเดิม %(unchanged)s · ปรับปรุง %(updated)s · ไม่รับ %(refused)s") % counts
        )
        for refusal in report.refused[:_LISTED]:
            self.stdout.write(f"  {_place(refusal.file, refusal.line)}{refusal.reason}")
        for remark in report.remarks[:_LISTED]:
            self.stdout.write(f"  {_place(remark.file, remark.line)}{remark.remark}")
        if len(report.refused) > _LISTED or len(report.remarks) > _LISTED:
            self.stdout.write(_("  … ดูทั้งหมดได้ด้วย --json"))
        if options.dry_run:
            self.stdout.write(_("เป็นเพียงการลอง ยังไม่ได้บันทึกอะไร เอา --dry-run ออกเมื่อพร้อม"))
        elif report.created and not options.publish:
            self.stdout.write(_("ระเบียนใหม่ยังเป็นฉบับร่างที่เจ้าของเท่านั้นเห็น สั่งซ้ำพร้อม --publish เพื่อเผยแพร่"))


def _settle(options: dict[str, Any], *, default_access: str) -> ImportOptions:
    unit, owner = _unit(options["unit"]), _owner(options["owner"])
    access = (options["access"] or default_access).upper()
    if access not in Access.values:
        known = {"access": options["access"], "classes": ", ".join(Access.values)}
        raise _wrong(_("ไม่มีชั้นการเข้าถึง “%(access)s” ชั้นที่มีคือ %(classes)s") % known)
    if options["dry_run"] and access in BY_CIRCLE:
        # A circle comes into being when it is first named; a dry run must make none, and shows nothing to anybody.
        access = Access.INTERNAL
    circles = _circles(access, unit, owner)
    return ImportOptions(owner, unit, access, circles, publish=options["publish"], dry_run=options["dry_run"])


def _unit(code: str | None) -> Unit:
    unit = find_unit(code) if code else root_unit()
    if unit is None:
        raise _wrong(
            _("ไม่มีหน่วยงานรหัส %(code)s เพิ่มได้ที่หน้าผู้ดูแล > หน่วยงาน หรือด้วย `panya import units FILE.csv` แล้วลองใหม่")
            % {"code": code}
        )
    return unit


def _owner(email: str | None) -> User:
    if not email:
        return built_in_person()
    owner = person_by_sign_in_name(email)
    if owner is None or not owner.is_active:
        raise _wrong(_("ไม่มีบัญชีที่ใช้งานได้ของ %(email)s เพิ่มได้ด้วย `panya person %(email)s` แล้วลองใหม่") % {"email": email})
    return owner


def _circles(access: str, unit: Unit, owner: User) -> tuple[Circle, ...]:
    """UNIT opens the records to the unit, RESTRICTED to their owner, who can then name others."""
    if access == Access.UNIT:
        return (circle_of_unit(unit),)
    if access == Access.RESTRICTED and owner.is_built_in:
        raise _wrong(_("ชั้น RESTRICTED ต้องมีเจ้าของที่อ่านได้ โปรดระบุ --as EMAIL"))
    return (circle_of_person(owner),) if access == Access.RESTRICTED else ()


def _place(file: str, line: int) -> str:
    where = [file] if file else []
    where += [_("บรรทัด %(line)s") % {"line": line}] if line else []
    return f"{' '.join(where)}: " if where else ""


def _wrong(message: str) -> CommandError:
    return CommandError(message, returncode=_WRONG_USAGE)
