"""The --port of `panya run` and `panya web`."""

from argparse import ArgumentTypeError

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from panya.base.core import environment
from panya.base.core.supervisor import port_fault


def add_port(parser: CommandParser) -> None:
    """Take `--port N`, 8000 without it."""
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help=_("พอร์ตที่เปิดเว็บ (ปกติ 8000)"))


def require_free_port(port: int) -> None:
    """Refuse a port that something else listens on, in one clear line."""
    host = environment.HOST.value()
    if fault := port_fault(host, port):
        message = _("เปิดพอร์ต %(port)s ที่ %(host)s ไม่ได้ (%(fault)s) ปิดโปรแกรมที่ใช้พอร์ตนี้ หรือเลือกพอร์ตอื่นด้วย --port")
        raise CommandError(message % {"port": port, "host": host, "fault": fault}, returncode=2)


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise ArgumentTypeError(_("พอร์ตต้องเป็นตัวเลข 1 ถึง 65535"))
