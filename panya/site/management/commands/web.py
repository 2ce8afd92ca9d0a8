"""`panya web`: the web server alone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from panya.base.core import environment
from panya.base.core.web_server import serve
from panya.site.management.ports import add_port, require_free_port
from panya.site.management.supervised import add_supervised_by, prepare_or_die_with


class Command(BaseCommand):
    help = _("เปิดเฉพาะเว็บ (ใช้คู่กับ panya worker)")
    prepares_database = False

    def add_arguments(self, parser: CommandParser) -> None:
        add_port(parser)
        add_supervised_by(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["supervised_by"] is None:
            require_free_port(options["port"])
        prepare_or_die_with(options["supervised_by"])
        serve(
            "panya.site.wsgi.application",
            host=environment.HOST.value(),
            port=options["port"],
            processes=int(environment.WEB_PROCESSES.value()),
            threads=int(environment.BLOCKING_THREADS.value()),
        )
