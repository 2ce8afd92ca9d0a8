"""A progress bar for the terminal."""

import time
from typing import TextIO

_WIDTH = 30
_REDRAW_SECONDS = 0.1


class ProgressBar:
    """Draws itself over and over on a terminal; elsewhere (a log, a pipe) it writes a line every tenth."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._total = self._done = self._shown_tenths = 0
        self._drawn_at = 0.0

    def start(self, total: int) -> None:
        self._total = total
        self._draw()

    def add(self, count: int) -> None:
        self._done += count
        self._draw()

    def finish(self) -> None:
        """End the line, so that what follows begins on its own."""
        if self._total and self._out.isatty():
            self._out.write("\n")

    def _draw(self) -> None:
        share = min(self._done / self._total, 1.0) if self._total else 1.0
        bar = "█" * int(share * _WIDTH) + "·" * (_WIDTH - int(share * _WIDTH))
        line = f"{bar} {self._done:,}/{self._total:,}"
        if self._out.isatty():
            if share == 1 or time.monotonic() - self._drawn_at >= _REDRAW_SECONDS:
                self._drawn_at = time.monotonic()
                self._out.write(f"\r{line}")
        elif int(share * 10) > self._shown_tenths:
            self._shown_tenths = int(share * 10)
            self._out.write(f"{line}\n")
        self._out.flush()
