"""`panya reindex`: build the search indexes anew beside the running site, or compare them with the database."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from panya.shared.search import writer
from panya.shared.search.engines import Busy, Damaged

_SHOWN = 20


class Command(BaseCommand):
    help = _("สร้างดัชนีค้นหาใหม่ข้างของเดิม แล้วจึงสลับมาใช้ (--check: เทียบกับฐานข้อมูลเท่านั้น)")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help=_("เทียบและรายงาน ไม่แก้อะไร"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            sys.exit(0 if self._is_in_step() else 1)
        try:
            count = writer.rebuild()
        except Busy as busy:
            raise CommandError(str(busy)) from busy
        self.stdout.write(_("สร้างดัชนีค้นหาใหม่แล้ว %(count)s เรื่อง") % {"count": count})

    def _is_in_step(self) -> bool:
        try:
            differences = writer.compare()
        except Damaged as fault:
            self.stdout.write(_("อ่านดัชนีค้นหาไม่ได้: %(fault)s") % {"fault": fault})
            self.stdout.write(_("สั่ง `panya reindex` เพื่อสร้างดัชนีใหม่"))
            return False
        for name, difference in differences.items():
            self._report(name, _("ขาด"), difference.missing)
            self._report(name, _("เก่า"), difference.stale)
            self._report(name, _("เกิน"), difference.surplus)
        if any(differences.values()):
            self.stdout.write(_("สั่ง `panya reindex` เพื่อสร้างดัชนีใหม่"))
            return False
        self.stdout.write(_("ดัชนีค้นหาตรงกับฐานข้อมูล"))
        return True

    def _report(self, name: str, what: str, numbers: set[int]) -> None:
        if numbers:
            some = ", ".join(map(str, sorted(numbers)[:_SHOWN])) + (" …" if len(numbers) > _SHOWN else "")
            line = _("ดัชนี %(name)s %(what)s %(count)s เรื่อง: %(some)s")
            self.stdout.write(line % {"name": name, "what": what, "count": len(numbers), "some": some})
