"""What `panya web` and `panya worker` do alike, alone or under `panya run`."""

from argparse import SUPPRESS

from django.core.management.base import CommandParser

from panya.base.core.supervisor import die_with
from panya.site.preparing import prepare_database


def add_supervised_by(parser: CommandParser) -> None:
    """Take the process id of `panya run`, which it adds itself."""
    parser.add_argument("--supervised-by", type=int, default=None, help=SUPPRESS)


def prepare_or_die_with(supervisor: int | None) -> None:
    """Alone: prepare the database. Under a supervisor, which has done so: end when it ends."""
    if supervisor is None:
        prepare_database()
    else:
        die_with(supervisor)
