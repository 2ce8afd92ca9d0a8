"""The one command `panya`: sets the program up, then hands over to command_line."""

import logging
import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

_WRONG_USAGE = 2


def main() -> int:
    """Run one command and return its exit status: 0 done, 1 could not, 2 wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panya.site.settings")
    # What the program writes is for its own account only: other users of the machine may not read the database.
    os.umask(0o077)
    # A log that cannot be written (full disk) must not pour tracebacks over the terminal.
    logging.raiseExceptions = False
    try:
        django.setup()
    except (ValueError, OSError, RuntimeError, ImproperlyConfigured) as error:
        print(f"panya: {error}", file=sys.stderr)  # noqa: T201 - this is the terminal
        return _WRONG_USAGE
    # By name: what it imports needs the apps that were loaded just now.
    return int(import_string("panya.site.command_line.run")(sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
