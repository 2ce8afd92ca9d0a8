"""`panya backup FILE`: one archive of everything."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from panya.base.core.backup import write_backup


class Command(BaseCommand):
    help = _("สำรองทุกอย่างเป็นไฟล์เดียว (.tar.gz) มีกุญแจลับอยู่ด้วย จึงต้องเก็บในที่ปลอดภัย")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=_("ไฟล์สำรองที่จะเขียน เช่น panya-2569-11-23.tar.gz"))

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"].expanduser().absolute()
        summary = write_backup(target, home=Path(settings.PANYA_HOME))
        counts = {"file": target, "rows": summary.rows, "files": len(summary.files) - 1}
        self.stdout.write(_("สำรองแล้วที่ %(file)s: %(rows)s แถว %(files)s ไฟล์") % counts)
        self.stdout.write(_("ไฟล์นี้มีกุญแจลับของระบบ โปรดเก็บในที่ปลอดภัย คนละเครื่องกับระบบนี้"))
