"""`panya run`: the web server and the worker, kept alive."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from panya.base.core import environment
from panya.base.core.supervisor import Child, Supervisor
from panya.base.core.web_server import answers
from panya.site.management.ports import add_port, require_free_port


class Command(BaseCommand):
    help = _("เปิดเว็บและงานเบื้องหลัง และเปิดใหม่ให้เองถ้าหยุดไป")

    def add_arguments(self, parser: CommandParser) -> None:
        add_port(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        require_free_port(port)
        if not os.environ.get(environment.URL.name):
            # Links in mails must lead to the port that was asked for.
            os.environ[environment.URL.name] = f"http://localhost:{port}"
        announce = _Announcement(environment.HOST.value(), port, os.environ[environment.URL.name])
        children = [
            Child("web", [*_panya("web"), "--port", str(port)]),
            Child("worker", _panya("worker")),
        ]
        sys.exit(Supervisor(children, each_round=announce).run())


class _Announcement:
    """Says the address once, when the server answers there."""

    def __init__(self, host: str, port: int, url: str) -> None:
        self._host, self._port, self._url = host, port, url
        self._said = False

    def __call__(self) -> None:
        if not self._said and answers(self._host, self._port):
            self._said = True
            print(_("ปัญญาเปิดแล้วที่ %(url)s (กด Ctrl-C เพื่อปิด)") % {"url": self._url}, flush=True)  # noqa: T201


def _panya(command: str) -> list[str]:
    return [sys.executable, "-m", "panya.site.cli", command, "--supervised-by", str(os.getpid())]
