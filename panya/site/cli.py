"""The one command `panya`: sets the program up, then hands over to command_line."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

_WRONG_USAGE = 2


def main() -> int:
    """Run one command and return its exit status: 0 done, 1 could not, 2 wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panya.site.settings")
    try:
        django.setup()
    except (ValueError, OSError, RuntimeError, ImproperlyConfigured) as error:
        print(f"panya: {error}", file=sys.stderr)  # noqa: T201 - this is the terminal
        return _WRONG_USAGE
    # By name: what it imports needs the apps that were loaded just now.
    return int(import_string("panya.site.command_line.run")(sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
