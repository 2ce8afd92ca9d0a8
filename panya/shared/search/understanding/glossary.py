"""The organisation's glossary at work: a word, its abbreviation, its English and its synonyms find each other."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from threading import Lock

from django.db.models import Count, Max, Value

from panya.base.core.prepared import Prepared
from panya.base.thai.dates import SHORT_MONTHS_TH
from panya.base.thai.normalise import normalise_line
from panya.base.thai.words import edges, words
from panya.shared.content.models import Term
from panya.shared.search.analysis import fold
from panya.shared.search.understanding.spans import Span

# ก.พ. is February as often as an office: with the inner dot it is never one, but behind “สำนักงาน”.
_MONTHS = frozenset(fold(month) for month in SHORT_MONTHS_TH)
# Two Thai letters are an abbreviation only with their dot (คน. is a department, คน are people), but for these.
_BARE = frozenset({"กพ", "พค", "พณ"})
# Two Latin letters that stand in too many texts for something else: nobody looks for them in a word's place.
_NOISY = frozenset({"ad", "co", "c/o", "lo", "pa", "no", "it"})
_THAI_ABBREVIATION = re.compile("[ก-ฮ]{2,5}\\.?|(?:[ก-ฮ]{1,3}\\.)+[ก-ฮ]{1,4}\\.?")
_LATIN = re.compile("[a-z0-9&/.\\- ]+")
_LETTER = re.compile("[ก-๎]")
# Longer spellings are not looked for in a query.
_LONGEST = 120
_MOST_WORDS = 24


@dataclass(frozen=True, slots=True)
class Glossary:
    """Every spelling (without spaces and dots) with the other spellings of its terms."""

    ways: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # Spellings that are abbreviations of Thai letters, and those of at most two Latin ones.
    thai_abbreviations: frozenset[str] = frozenset()
    short_latin: frozenset[str] = frozenset()

    def terms_in(self, text: str) -> list[Span]:
        """The longest terms of a normalised text in Arabic figures, from left to right, with other ways to say each."""
        folded = fold(text)
        if not self.ways or len(folded) != len(text):
            return []
        edges, key, keyed = _edges(folded), _key(folded), _keyed(folded)
        found: list[Span] = []
        done = 0
        for first, start in enumerate(edges[:-1]):
            if start < done or folded[start] in " .":
                continue
            for end in reversed(edges[first + 1 : first + 1 + _MOST_WORDS]):
                if end - start > _LONGEST or not (ways := self.ways.get(key[keyed[start] : keyed[end]])):
                    continue
                if self._is_meant(text, folded, start, end):
                    found.append(Span(start, end, ways))
                    done = end
                    break
        return found

    def _is_meant(self, text: str, folded: str, start: int, end: int) -> bool:
        """Whether what is spelt like a term is that term, no part of a word and nothing else."""
        if folded[end - 1] == " ":
            return False
        said = folded[start:end]
        key = _key(said)
        if key in self.thai_abbreviations:
            return _stands_alone(folded, start, end) and _is_said_so(said, key, folded[:start])
        return key not in self.short_latin or text[start:end].isupper()


def build(terms: Iterable[Iterable[str]]) -> Glossary:
    """The glossary of terms, each given as its spellings."""
    ways: dict[str, dict[str, None]] = {}
    thai, short = set(), set()
    for spellings in terms:
        shown = [said for one in spellings if (said := normalise_line(one))]
        for said in shown:
            folded = fold(said)
            key = _key(folded)
            if not key or folded in _MONTHS:
                continue
            if _THAI_ABBREVIATION.fullmatch(folded):
                thai.add(key)
            elif _LATIN.fullmatch(folded) and sum(sign.isalpha() for sign in folded) <= 2 and not key.isdigit():
                short.add(key)
            ways.setdefault(key, {}).update(dict.fromkeys(way for other in shown for way in _going_out(other)))
    return Glossary({key: tuple(others) for key, others in ways.items() if others}, frozenset(thai), frozenset(short))


# Every search asks it: written as SQL once. Of all terms together, grouped by what they share.
_VERSION = Prepared(
    lambda: (
        Term.objects.order_by()
        .values(all=Value(1))
        .annotate(count=Count("pk"), changed=Max("updated_at"), last=Max("pk"))
        .values_list("count", "changed", "last")
    )
)

_lock = Lock()
_kept: tuple[object, Glossary] = (None, Glossary())


def current() -> Glossary:
    """The glossary as it stands now: read again only where somebody changed it."""
    global _kept
    version = _VERSION()
    known, glossary = _kept
    if known != version:
        glossary = build(term.spellings for term in Term.objects.order_by("pk"))
        with _lock:
            _kept = (version, glossary)
    return glossary


def _key(folded: str) -> str:
    return folded.replace(" ", "").replace(".", "")


def _keyed(folded: str) -> list[int]:
    """How many signs of the key stand before each place of a text: keys of all its parts are parts of its key."""
    return list(accumulate((sign not in " ." for sign in folded), initial=0))


def _edges(folded: str) -> list[int]:
    """Where a term may begin or end: at every word, and at every dot, so that ก.พ.ร. is met whole."""
    dots = (place for dot in re.finditer(r"\.", folded) for place in (dot.start(), dot.end()))
    letters = (place for run in _RUN.finditer(folded) for place in run.span())
    return sorted({*edges(words(folded)), *dots, *letters})


# Letters with nothing but dots between them, whatever words they are taken for.
_RUN = re.compile("(?<![ก-๎.])[ก-ฮ.]++(?![ก-๎])")


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """No part of a longer abbreviation and no part of a word."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if after == "." or (after and _LETTER.match(after)):
        return False
    return not (before == "." or (before and _LETTER.match(before))) or folded[:start].endswith("สำนักงาน")


def _is_said_so(said: str, key: str, before: str) -> bool:
    """The dots are where this abbreviation needs them."""
    if said in _MONTHS:
        return before.rstrip().endswith("สำนักงาน")
    if len(key) > 2 or key in _BARE:
        return True
    # “5 คน.” ends a sentence.
    return said.endswith(".") and not before.rstrip()[-1:].isdigit()


def _going_out(spelling: str) -> list[str]:
    """The forms of a spelling that may be looked for in a text: none that stands there mostly for something else."""
    folded = fold(spelling)
    key = _key(folded)
    if folded in _MONTHS or folded in _NOISY:
        return []
    if not _THAI_ABBREVIATION.fullmatch(folded):
        return [spelling]
    if len(key) == 2:
        return [key, f"{key}."] if key in _BARE else []
    return [key, f"{key}.", f"{'.'.join(key)}."]
