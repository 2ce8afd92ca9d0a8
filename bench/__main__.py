"""`make bench [ONLY=word]`: every figure, or those whose module name has the word in it."""

import sys
import time

from bench import (
    assets,
    bell,
    comment_storm,
    expiry,
    importing,
    memory,
    note_page,
    ocr,
    page_times,
    page_weight,
    peers,
    search_engine,
    search_quality,
    suggestions,
    use_graph,
    writers,
)
from bench.figures import Figure, missing, print_table, write_json

_MODULES = (
    page_times,
    assets,
    note_page,
    page_weight,
    bell,
    comment_storm,
    expiry,
    use_graph,
    suggestions,
    writers,
    importing,
    ocr,
    search_engine,
    search_quality,
    peers,
    memory,
)


def main(only: str) -> None:
    figures: list[Figure] = []
    for module in _MODULES:
        name = module.__name__.rpartition(".")[2]
        if only and only not in name:
            continue
        started = time.monotonic()
        print(f"… {name}", file=sys.stderr, flush=True)
        try:
            figures += module.measure()
        except Exception as error:  # One figure that fails must not hide the others.
            figures.append(missing(name, f"failed: {error}"))
        print(f"  {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    print_table(figures)
    write_json(figures)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
