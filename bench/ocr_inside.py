"""Has the thirty spoilt pages read as uploads are, and counts the letters that are wrong."""

import json
import os
import tempfile
import time
from collections import defaultdict
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panya.site.settings")

import django

django.setup()

from bench.ocr_pages import pages  # noqa: E402
from panya.base.thai.normalise import normalise  # noqa: E402
from panya.shared.files import extraction  # noqa: E402


def main() -> None:
    if not extraction.can_read_pictures():
        print(json.dumps(None))
        return
    wrong: dict[str, list[float]] = defaultdict(list)
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        for page in pages():
            path = Path(folder, "page.png")
            page.picture.save(path)
            started = time.monotonic()
            outcome = extraction.read_file(path, "image/png", page.picture.size)
            seconds.append(time.monotonic() - started)
            wrong[page.kind].append(error_rate("".join(read.text for read in outcome.pages), page.text))
    print(json.dumps({"wrong": wrong, "seconds": seconds}))


def error_rate(read: str, printed: str) -> float:
    """Letters to insert, delete or replace, as a share of those that were printed; spaces do not count."""
    read, printed = ("".join(normalise(text).split()) for text in (read, printed))
    row = list(range(len(printed) + 1))
    for number, letter in enumerate(read, start=1):
        diagonal, row[0] = row[0], number
        for place, expected in enumerate(printed, start=1):
            diagonal, row[place] = row[place], min(diagonal + (letter != expected), row[place] + 1, row[place - 1] + 1)
    return row[-1] / len(printed)


if __name__ == "__main__":
    main()
