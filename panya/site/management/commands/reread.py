"""`panya reread`: have files read again whose words could not be taken out, or all of them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from panya.shared.files import text_actions


class Command(BaseCommand):
    help = _("ให้อ่านไฟล์ที่เคยอ่านไม่ได้หรืออ่านได้ไม่ครบอีกครั้ง (--all: ทุกไฟล์)")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help=_("อ่านทุกไฟล์ใหม่ เช่นหลังเปลี่ยนรุ่นของปัญญาหรือของ tesseract"))

    def handle(self, *args: Any, **options: Any) -> None:
        text_actions.ask_for_unasked()
        count = text_actions.read_again(everything=options["all"])
        said = ngettext(
            "ให้อ่านอีกครั้ง %(count)s ไฟล์ `panya run` จะอ่านทีละไฟล์ ระหว่างนั้นยังค้นคำเดิมได้",
            "ให้อ่านอีกครั้ง %(count)s ไฟล์ `panya run` จะอ่านทีละไฟล์ ระหว่างนั้นยังค้นคำเดิมได้",
            count,
        )
        self.stdout.write(said % {"count": count})
