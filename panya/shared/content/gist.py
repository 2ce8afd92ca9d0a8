"""สรุปย่อ: at most five sentences that a long text itself has and that say most of it. No model, no new words.

A sentence speaks for the text when its words are those that many other sentences use, when it says the words of the
title or stands early, and when no chosen sentence has said the same already.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest

from panya.base.core import environment
from panya.base.thai.sentences import Clause, clauses
from panya.base.thai.words import words as words_of
from panya.shared.content.models import Item, Revision
from panya.shared.content.quoting import citable_text, quote_url

COOKIE = "panya-gist"
LONG = 1_500
MOST = 5
# Beyond this a text is a book: its beginning must speak for it.
_READ = 20_000
_SHORTEST, _LONGEST = 25, 320
_JOINED = 60
_KEPT_SECONDS = 24 * 3600
# Words of one letter or two, and those that nearly every sentence has, say nothing of what a text is about.
_LEAST_WORD, _COMMON = 3, 0.5
_TITLE, _EARLY, _OPENS, _REPEATS = 0.35, 0.25, 0.15, 0.6
# What says so much less than the best sentence speaks for the text no more.
_LEAST_SHARE = 0.3
_NO_STATEMENT = re.compile(r"[?？]\s*$|^[\W\d_]+$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the text, and where it stands in its plain text (code points)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gist:
    """What the top of a page shows; `is_off`: this reader does not want it."""

    sentences: list[tuple[str, str]]
    is_off: bool = False


def gist_for(request: HttpRequest, item: Item, revision: Revision) -> Gist | None:
    """The sentences with their addresses for this reader; None where the text is short or the site wants none."""
    if len(revision.body_text) <= LONG or not environment.GIST.is_on():
        return None
    if request.COOKIES.get(COOKIE) == "off":
        return Gist([], is_off=True)
    found = cache.get_or_set(f"gist:{revision.pk}:{revision.sha256}", lambda: gist_of(revision), _KEPT_SECONDS)
    shown = [(one.text, quote_url(item, revision, one.start, one.end)) for one in found or ()]
    return Gist(shown) if shown else None


def gist_of(revision: Revision) -> list[Sentence]:
    """The sentences that say most of the text, in their order."""
    return sentences_of(citable_text(revision), revision.title)


def sentences_of(text: str, title: str) -> list[Sentence]:
    """At most five sentences of a text that speak for it."""
    stretches = _stretches(text[:_READ], title)
    said = [_words(text[start:end]) for start, end, _opens in stretches]
    weights = _weights(said, set(_words(title)))
    scores = [
        _score(words, weights, place / max(len(said), 1), opens)
        for place, (words, (_start, _end, opens)) in enumerate(zip(said, stretches, strict=True))
    ]
    chosen = _choose(scores, [set(words) & weights.keys() for words in said])
    return [Sentence(" ".join(text[start:end].split()), start, end) for start, end, _opens in
            (stretches[place] for place in sorted(chosen))]  # fmt: skip


def _stretches(text: str, title: str) -> list[tuple[int, int, bool]]:
    """Clauses, short ones joined with what follows on the same line; neither questions nor headings."""
    joined: list[tuple[int, int, bool]] = []
    found = clauses(text)
    for place, clause in enumerate(found):
        if joined and not clause.opens_line and _goes_on(joined[-1], clause):
            joined[-1] = (joined[-1][0], clause.end, joined[-1][2])
        else:
            joined.append((clause.start, clause.end, clause.opens_line or place == 0))
    return [
        (start, end, opens)
        for start, end, opens in joined
        if _SHORTEST <= end - start <= _LONGEST
        and not _NO_STATEMENT.search(text[start:end])
        and text[start:end] != title
    ]


def _goes_on(last: tuple[int, int, bool], clause: Clause) -> bool:
    is_short = last[1] - last[0] < _JOINED or clause.end - clause.start < _SHORTEST
    return is_short and clause.end - last[0] <= _LONGEST


def _words(text: str) -> list[str]:
    # Stored text is normalised; `content_words` would fold it once more, which takes most of the time.
    return [word for word in words_of(text.casefold()) if len(word) >= _LEAST_WORD and word[0].isalpha()]


def _weights(said: list[list[str]], title: set[str]) -> dict[str, float]:
    """How much each word says of what the text is about: said in many sentences, but not in nearly all."""
    counts = Counter(word for words in said for word in set(words))
    most = max(3, _COMMON * len(said))
    return {
        word: math.log(1 + count) * (2 if word in title else 1)
        for word, count in counts.items()
        if (count > 1 or word in title) and count <= most
    }


def _score(words: list[str], weights: dict[str, float], place: float, opens: bool) -> float:
    distinct = set(words)
    if not distinct:
        return 0.0
    # The square root: a long sentence says more, but not as much more as it is longer.
    central = sum(weights.get(word, 0.0) for word in distinct) / math.sqrt(len(distinct) + 4)
    return central * (1 + _EARLY * (1 - place) + (_OPENS if opens else 0.0))


def _choose(scores: list[float], words: list[set[str]]) -> list[int]:
    """The best ones, each as far as those before have not said it already."""
    chosen: list[int] = []
    told: set[str] = set()
    least = _LEAST_SHARE * max(scores, default=0.0)
    left = {place for place, score in enumerate(scores) if score > least}
    while left and len(chosen) < min(MOST, (len(scores) + 1) // 2):
        new = {place: scores[place] * (1 - _REPEATS * _share(words[place], told)) for place in left}
        # Of equals the earlier.
        best = max(sorted(new, reverse=True), key=new.__getitem__)
        chosen.append(best)
        told |= words[best]
        left.discard(best)
    return chosen


def _share(words: set[str], told: set[str]) -> float:
    return len(words & told) / max(len(words), 1)
