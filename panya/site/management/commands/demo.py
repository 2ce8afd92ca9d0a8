"""`panya demo`: load the demo ministry once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from panya.shared.people.queries import has_accounts
from panya.site.demo.load import load_demo
from panya.site.demo.people import DEMO_ACCOUNTS, DEMO_PASSWORD


class Command(BaseCommand):
    help = "Load the demo ministry once (a second run changes nothing)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only-if-empty", action="store_true", help="do nothing where an account exists already")

    def handle(self, **options: Any) -> None:
        if options["only_if_empty"] and has_accounts():
            return
        if not load_demo():
            self.stdout.write(_("ชุดสาธิตมีอยู่แล้ว ไม่มีอะไรเปลี่ยน"))
            return
        self.stdout.write(_("เตรียมกระทรวงสาธิตเรียบร้อย เข้าสู่ระบบได้ด้วย:"))
        for account in DEMO_ACCOUNTS:
            self.stdout.write(f"  {account}  /  {DEMO_PASSWORD}")
