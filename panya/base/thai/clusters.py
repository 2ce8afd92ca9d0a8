"""Where a text may be cut: never between a letter and the marks that stand on it."""

import re
from bisect import bisect_right

from panya.base.thai.normalise import MARK
from panya.base.thai.words import edges, words

ELLIPSIS = "…"
_LONGEST_WORD = 40  # how far past the limit truncate looks for the end of a word

_CLUSTER = re.compile(
    "(?:\r\n|[\U0001f1e6-\U0001f1ff]{2}|.)"  # a line break, a flag, or one character
    f"(?>{MARK}|[\u0e33\u200c\u200d\U0001f3fb-\U0001f3ff])*+",  # and what stands on it
    re.DOTALL,
)


def clusters(text: str) -> list[str]:
    """Split a text into the smallest pieces that a reader sees as one sign."""
    return _CLUSTER.findall(text)


def safe_cut(text: str, index: int) -> int:
    """Give the nearest place at or before index where the text may be cut."""
    places = cuts(text)
    return places[max(bisect_right(places, index) - 1, 0)]


def cuts(text: str) -> list[int]:
    """All places where the text may be cut, its beginning and its end among them."""
    return edges(clusters(text))


def truncate(text: str, limit: int) -> str:
    """Shorten a text to at most limit characters, at the end of a word and with “…”."""
    if len(text) <= limit:
        return text
    room = max(limit - len(ELLIPSIS), 0)
    beginning = text[: room + _LONGEST_WORD]
    cut = 0
    for word in words(beginning):
        if cut + len(word) > room:
            break
        cut += len(word)
    return text[: safe_cut(beginning, cut or room)].rstrip() + ELLIPSIS  # newmm may part a mistyped word at a mark
