"""Many texts taken apart at once: half of them by a helper process, because the segmenter holds the interpreter's lock.

A helper is a plain child that lives on its standard input: it ends with whoever started it, however that ends.
"""

import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import IO, Self

from panya.shared.search.analysis import Analysed, analyse

_log = logging.getLogger(__name__)
# A helper takes half a second and 80 MB to start: it comes only after so many letters, and has to get so many.
_BEFORE_HELP = 400_000
_WORTH_SENDING = 10_000
# The helper's share; who asks has also to read the database and to feed the index.
_HELPERS_SHARE = 0.55
# The word list lies all over the memory: in large pages it is read a tenth faster (Linux with glibc; no other minds).
_LARGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
# Stands in no normalised text.
_NUL = "\0"


class Analysts:
    """Takes texts apart, alone while there are few, with a helper where there are many and a second core."""

    def __init__(self) -> None:
        self._letters = 0
        self._helper: subprocess.Popen[bytes] | None = None
        self._alone = _cores() < 2

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._dismiss()

    def __call__(self, texts: Sequence[str]) -> list[Analysed]:
        """As `analyse` of each; the texts are normalised already."""
        size = sum(map(len, texts))
        self._letters += size
        if self._alone or self._letters < _BEFORE_HELP or size < _WORTH_SENDING:
            return _analyse_all(texts)
        sent = _first_share(texts, size * _HELPERS_SHARE)
        try:
            helper = self._started()
            _send(helper.stdin, list(texts[:sent]))
            rest = _analyse_all(texts[sent:])
            return [*_receive(helper.stdout), *rest]
        except (OSError, EOFError, pickle.UnpicklingError):
            # Killed for memory, perhaps: everything can be done without it.
            _log.exception("the helper that takes texts apart is gone")
            self._alone = True
            self._dismiss()
            return _analyse_all(texts)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._helper is None:
            command = [sys.executable, "-m", __name__]
            self._helper = subprocess.Popen(  # noqa: S603 - our own
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**_LARGE_PAGES, **os.environ}
            )
        return self._helper

    def _dismiss(self) -> None:
        helper, self._helper = self._helper, None
        if helper is None:
            return
        for pipe in (helper.stdin, helper.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        helper.kill()
        helper.wait()


def _analyse_all(texts: Sequence[str]) -> list[Analysed]:
    return [analyse(text, is_normalised=True) for text in texts]


def _first_share(texts: Sequence[str], letters: float) -> int:
    """How many of the first texts hold so many letters."""
    for place, text in enumerate(texts):
        letters -= len(text)
        if letters < 0:
            return place
    return len(texts)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _send(pipe: IO[bytes] | None, what: object) -> None:
    if pipe is None:
        raise EOFError
    pickle.dump(what, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> list[Analysed]:
    if pipe is None:
        raise EOFError
    # From our own child only. Words joined: a list of them is four times as dear to send.
    return [
        Analysed(_parted(words), letters, _parted(icu_words))
        for words, letters, icu_words in pickle.load(pipe)  # noqa: S301
    ]


def _parted(words: str) -> list[str]:
    return words.split(_NUL) if words else []


def _help() -> None:
    """The helper: texts come in, their words go out, until nobody asks any more."""
    with suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        while True:
            texts = pickle.load(sys.stdin.buffer)  # noqa: S301
            found = _analyse_all(texts)
            _send(sys.stdout.buffer, [(_NUL.join(one.words), one.letters, _NUL.join(one.icu_words)) for one in found])


if __name__ == "__main__":
    _help()
