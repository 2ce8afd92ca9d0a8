"""The child process: python -I -m panya.shared.files.inspecting FILE NAME FOLDER; says its verdict as JSON."""

import contextlib
import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path

CPU_SECONDS = 10
MEMORY = 768 * 1024 * 1024
LARGEST_WRITTEN = 64 * 1024 * 1024


def main() -> None:
    """Limit this process first, then load what reads files."""
    for limit, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, LARGEST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        # macOS refuses some of them.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
    from panya.shared.files.inspecting.sniffing import inspect  # noqa: PLC0415 - after the limits
    from panya.shared.files.inspecting.verdict import Unfit  # noqa: PLC0415

    path, name, folder = sys.argv[1:4]
    try:
        said = asdict(inspect(Path(path), name, Path(folder)))
    except Unfit as unfit:
        said = {"reason": unfit.reason}
    except MemoryError:
        said = {"reason": "too_heavy"}
    sys.stdout.write(json.dumps(said))


main()
