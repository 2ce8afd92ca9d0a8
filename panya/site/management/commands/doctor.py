"""`panya doctor`: everything an administrator can get wrong, and how to mend it."""

import json
import sys
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _

from panya.base.core.doctor import Finding, examine_all, report
from panya.site.preparing import prepare_new_database


class Command(BaseCommand):
    help = _("ตรวจสุขภาพของระบบ และบอกวิธีแก้")
    # An old database is looked at as it is: the doctor changes nothing.
    prepares_database = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help=_("พิมพ์ผลเป็น JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        # A home that cannot be written or a database that cannot be read: the checks are there to tell of it.
        with suppress(DatabaseError, OSError):
            prepare_new_database()
        findings = examine_all()
        result = report(findings)
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        else:
            self._write(findings)
        sys.exit(0 if result["ok"] else 1)

    def _write(self, findings: dict[str, Finding]) -> None:
        for name, finding in findings.items():
            self.stdout.write(f"{'✓' if finding.ok else '✗'} {name}: {finding.message}")
            if finding.mend:
                self.stdout.write(f"    → {finding.mend}")
        amiss = sum(not finding.ok for finding in findings.values())
        self.stdout.write(_("ต้องแก้ %(count)s ข้อ") % {"count": amiss} if amiss else _("ทุกอย่างเรียบร้อย"))
