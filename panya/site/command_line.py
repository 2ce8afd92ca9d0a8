"""How every command of `panya` runs: prepared before, finished after, and faults in plain words."""

import errno
import logging
import os
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from django.core.management import execute_from_command_line, get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, connections
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from panya.base.core.errors import Refused
from panya.base.core.locks import LockBusy
from panya.base.core.sqlite_guard import UnsafeSQLite
from panya.site.last_steps import finish
from panya.site.preparing import prepare_database

_log = logging.getLogger("panya.cli")

WRONG_USAGE = 2
_INTERRUPTED = 130
_READING = ("SELECT", "EXPLAIN", "WITH", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "BEGIN", "SHOW", "SET")
_HIDDEN_OPTIONS = {"--version", "--verbosity", "--settings", "--pythonpath", "--traceback"} | {
    "--no-color",
    "--force-color",
    "--skip-checks",
}
_FIRST_LISTED = ("run", "web", "worker", "demo", "person", "doctor", "import", "search")
_DISK_FULL = gettext_noop("ดิสก์เต็ม ไม่มีอะไรถูกบันทึกครึ่ง ๆ กลาง ๆ เพิ่มเนื้อที่แล้วลองใหม่")


def run(arguments: list[str]) -> int:
    """Run the command that the arguments name and return its exit status."""
    name, *rest = arguments or ["help"]
    if name in {"help", "--help", "-h"}:
        return _list_commands()
    if name in {"version", "--version"}:
        return _print(version("panya"))
    app = get_commands().get(name)
    if app is None:
        return _say(_("panya: ไม่มีคำสั่ง %(name)s พิมพ์ `panya` เพื่อดูคำสั่งทั้งหมด") % {"name": name}, WRONG_USAGE)
    if not _is_ours(app):
        # Django's own commands, for developers: makemigrations, shell, …
        execute_from_command_line(["panya", name, *rest])
        return 0
    return _run(name, load_command_class(app, name), rest)


def _run(name: str, command: BaseCommand, arguments: list[str]) -> int:
    options = _options(name, command, arguments)
    if isinstance(options, int):
        return options
    wrote = _Writes()
    try:
        with connection.execute_wrapper(wrote):
            status = _guarded(name, lambda: _prepare_and_execute(command, options))
        if wrote.seen:
            status = _guarded(name, finish) or status
    finally:
        connections.close_all()
    return status


def _options(name: str, command: BaseCommand, arguments: list[str]) -> dict[str, Any] | int:
    command.suppressed_base_arguments = _HIDDEN_OPTIONS
    parser = command.create_parser("panya", name)
    try:
        return {**vars(parser.parse_args(arguments)), "skip_checks": True}
    except CommandError as error:
        message = str(error).removeprefix("Error: ")
        return _say(
            _("panya %(name)s: %(message)s (ดูวิธีใช้: panya %(name)s --help)") % {"name": name, "message": message}, 2
        )


def _prepare_and_execute(command: BaseCommand, options: dict[str, Any]) -> None:
    if getattr(command, "prepares_database", True):
        prepare_database()
    command.execute(*options.pop("args", ()), **options)


def _guarded(name: str, step: Callable[[], None]) -> int:
    """Run one step; whatever goes wrong becomes one line for people, and a traceback in the log."""
    try:
        step()
        sys.stdout.flush()
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has had enough (`panya search … | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except CommandError as error:
        return _say(f"panya {name}: {error}", error.returncode)
    except (Refused, UnsafeSQLite) as error:
        return _say(f"panya {name}: {error}", 1)
    except Exception as error:
        _log.exception("panya %s failed", name)
        return _say(f"panya {name}: {_in_plain_words(error)}", 1)
    return 0


def _in_plain_words(error: Exception) -> str:
    if isinstance(error, LockBusy):
        return _("มีคำสั่งอื่นของปัญญากำลังทำงานนี้อยู่ รอให้เสร็จแล้วลองใหม่")
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _(_DISK_FULL)
    if isinstance(error, DatabaseError) and "disk is full" in str(error):
        return _(_DISK_FULL)
    if isinstance(error, DatabaseError):
        return _("ใช้ฐานข้อมูลไม่ได้ (%(error)s) ตรวจด้วย `panya doctor` แล้วลองใหม่") % {"error": error}
    if isinstance(error, OSError):
        return str(error)
    return _("เกิดข้อผิดพลาดที่ไม่คาดไว้ รายละเอียดอยู่ใน logs/panya.log ใน PANYA_HOME")


class _Writes:
    """Notices whether a command changed the database."""

    def __init__(self) -> None:
        self.seen = False

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.seen = self.seen or not str(sql).lstrip("( \n\t").upper().startswith(_READING)
        return execute(sql, params, many, context)


def _is_ours(app: str) -> bool:
    return app.startswith("panya.")


def _list_commands() -> int:
    ours = {name: app for name, app in get_commands().items() if _is_ours(app)}
    order = {name: place for place, name in enumerate(_FIRST_LISTED)}
    listed = [
        f"  {name:<10} {load_command_class(ours[name], name).help}"
        for name in sorted(ours, key=lambda name: (order.get(name, len(order)), name))
    ]
    return _print("\n".join([_("ปัญญา ระบบจัดการความรู้ วิธีใช้: panya COMMAND [--help]"), "", *listed]))


def _print(text: str) -> int:
    print(text)  # noqa: T201 - this is the terminal
    return 0


def _say(message: str, status: int) -> int:
    # One line, also where a database driver speaks in several.
    print(" ".join(message.split()), file=sys.stderr)  # noqa: T201 - this is the terminal
    return status
