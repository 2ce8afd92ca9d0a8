"""`panya demo`: load the demo ministry once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from panya.shared.people.queries import has_accounts
from panya.site.demo.load import is_loaded, load_demo
from panya.site.demo.people import DEMO_ACCOUNTS, DEMO_PASSWORD

_WHAT_TO_TRY = (
    gettext_noop("เจ้าหน้าที่จังหวัด ลองเขียนบันทึก แล้วค้นคำว่า ลำไย"),
    gettext_noop("ทีม KM ของสำนักงานปลัด ลองย้ายหน่วยงานหรือพิมพ์ใบรหัสผ่านให้เพื่อนร่วมงาน"),
    gettext_noop("ผู้ดูแลระบบ ลองเพิ่มหน่วยงานและแต่งตั้งบทบาท"),
)


class Command(BaseCommand):
    help = "Load the demo ministry once (a second run changes nothing)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only-if-empty", action="store_true", help="do not load where an account exists already")

    def handle(self, **options: Any) -> None:
        if options["only_if_empty"] and has_accounts():
            if is_loaded():
                self._tell_accounts()
            return
        if load_demo():
            self.stdout.write(_("เตรียมกระทรวงสาธิตเรียบร้อย"))
        else:
            self.stdout.write(_("ชุดสาธิตมีอยู่แล้ว ไม่มีอะไรเปลี่ยน"))
        self._tell_accounts()

    def _tell_accounts(self) -> None:
        self.stdout.write(_("เข้าสู่ระบบด้วยรหัสผ่าน %(password)s ในชื่อ:") % {"password": DEMO_PASSWORD})
        for account, what in zip(DEMO_ACCOUNTS, _WHAT_TO_TRY, strict=True):
            self.stdout.write(f"  {account:26} {_(what)}")
