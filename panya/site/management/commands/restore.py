"""`panya restore FILE`: bring a backup into an empty home."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from panya.base.core.restore import restore_backup
from panya.base.core.sqlite_guard import require_safe_sqlite
from panya.shared.audit.sealer import seal, verify
from panya.site.preparing import prepare_database


class Command(BaseCommand):
    help = _("กู้ไฟล์สำรองลง PANYA_HOME ที่ว่าง (รวมกุญแจลับ ผู้ใช้จึงเข้าใช้ต่อได้) แล้วสร้างดัชนีค้นหาใหม่")
    # It restores into a database that nothing was made in.
    prepares_database = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=_("ไฟล์ที่ `panya backup` เขียนไว้"))

    def handle(self, *args: Any, **options: Any) -> None:
        require_safe_sqlite()
        archive: Path = options["file"].expanduser().absolute()
        summary = restore_backup(archive, home=Path(settings.PANYA_HOME))
        # An archive of an older version becomes one of this version.
        prepare_database()
        seal()
        verdict = verify()
        if not verdict.ok:
            raise CommandError(_("กู้แล้ว แต่บันทึกการตรวจสอบมีปัญหา: %(faults)s") % {"faults": "; ".join(verdict.faults)})
        # The index is not in the archive: the last steps of the command find none and build it.
        self.stdout.write(_("กู้แล้ว: %(rows)s แถว ข้อมูลตรงกับไฟล์สำรองทุกตาราง") % {"rows": summary.rows})
