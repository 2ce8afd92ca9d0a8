"""`panya worker`: what is done in the background."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from panya.base.core.schedule import work_until
from panya.site.management.supervised import add_supervised_by, prepare_or_die_with


class Command(BaseCommand):
    help = _("ทำงานเบื้องหลัง: ดัชนีค้นหา บันทึกการตรวจสอบ และงานประจำ")
    prepares_database = False

    def add_arguments(self, parser: CommandParser) -> None:
        add_supervised_by(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        prepare_or_die_with(options["supervised_by"])
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        work_until(stop)
