"""One spelling for what looks the same: applied at every door (input, import, index, query)."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from panya.base.thai.numbers import arabic_digits

VERSION = "1"  # raise when the output changes: the search index is then rebuilt

MOST_MARKS = 3  # Thai needs no more on one base; the rest is zalgo

# Here and below a pattern begins with a class of letters: such a one `re` seeks twice as fast as any other.
_LINE_BREAK = re.compile("[\r\x0b\x0c\x85\u2028\u2029](?:(?<=\r)\n)?")
_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\ufeff"  # soft hyphen, joiners, zero width
    "\u202a-\u202e\u2060-\u206f"  # bidi
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # lone surrogates, noncharacters
    "\U000e0000-\U000e007f"  # tag characters: text that only machines see
    "]+"
)


_ASTRAL = "[\U00010000-\U0010ffff]"
_BEYOND_PLANE_0 = re.compile(_ASTRAL)


def _mark_patterns() -> tuple[str, str]:
    """Patterns for one combining mark: of plane 0, where Thai stands, and of any script."""
    marks = [c for c in map(chr, range(0x300, 0x1F000)) if unicodedata.category(c)[0] == "M"]
    plane0 = "".join(c for c in marks if c < "\U00010000")
    astral = "".join(c for c in marks if c > "\uffff") + "\U000e0100-\U000e01ef"
    # Kept apart because `re` is fifty times slower in a class that mixes the two.
    return f"[{plane0}]", f"(?:[{plane0}]|(?={_ASTRAL})[{astral}])"


_PLANE_0_MARK, MARK = _mark_patterns()
_SARA_AM = "\u0e33"
_SARA_AA = "\u0e32"
_NIKHAHIT = "\u0e4d"
# Below the base, above it, nikhahit, tone, silencer: the order in which Thai is typed and stored.
_THAI_MARKS = "\u0e3a\u0e38\u0e39\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e"
_RANK = {mark: rank for rank, mark in enumerate(_THAI_MARKS)}


class _Runs(NamedTuple):
    """What marks can do wrong together: too many of them, nikhahit before sara aa, out of order."""

    too_long: re.Pattern[str]
    before_sara_aa: re.Pattern[str]
    of_two: re.Pattern[str]


def _runs(mark: str, or_sara_am: str) -> _Runs:
    # Not "++": before Python 3.11.5 (Debian 12 has 3.11.2) it takes letters along that are no marks.
    return _Runs(
        re.compile(f"({mark}{mark}{{29}}){mark}+"),
        re.compile(f"(?<!{mark})({mark}+){_SARA_AA}"),
        re.compile(f"{or_sara_am}{or_sara_am}+"),
    )


# Most texts stay within plane 0, where looking for marks takes a third of the time.
_RUNS_IN_PLANE_0 = _runs(_PLANE_0_MARK, f"{_PLANE_0_MARK[:-1]}{_SARA_AM}]")
_RUNS = _runs(MARK, f"(?:{MARK}|{_SARA_AM})")
_UNPRINTED = re.compile("[\\s\ufe00-\ufe0f\U000e0100-\U000e01ef]+")  # spaces and variation selectors
_NOT_THAI = re.compile("[^\u0e00-\u0e7f]+")

# Cyrillic and Greek small letters that cannot be told from Latin ones.
_LOOK_ALIKES = str.maketrans("авекмнорстухѕіјӏԁԛԝαβικνορτυχ", "abekmhopctyxsijldqwabiknoptux")


def normalise(text: str) -> str:
    """Give the one stored form of a text: NFC, Thai marks in order, nothing that cannot be seen."""
    if text.isascii() and text.isprintable():
        return text
    text = _UNSEEN.sub("", _LINE_BREAK.sub("\n", text))
    runs = _RUNS if _BEYOND_PLANE_0.search(text) else _RUNS_IN_PLANE_0
    text = runs.too_long.sub(r"\1", text)  # NFC takes quadratic time in the length of a run
    text = unicodedata.normalize("NFC", text).replace("เเ", "แ")
    if _NIKHAHIT in text:
        text = runs.before_sara_aa.sub(_join_sara_am, text)
    return runs.of_two.sub(_order_marks, text)


def normalise_line(text: str) -> str:
    """Give a text as one line with single spaces, for titles and names."""
    return " ".join(normalise(text).split())


def search_form(text: str) -> str:
    """Give the form in which text is indexed and sought: normalised, Arabic digits, no case."""
    folded = unicodedata.normalize("NFD", normalise(text)).casefold()
    return normalise(arabic_digits(folded))


def identity_key(text: str) -> str:
    """Give the key that two names or tags share when the eye cannot tell them apart."""
    bare = _UNPRINTED.sub("", search_form(text))
    folded = _NOT_THAI.sub(_fold_width, bare).translate(_LOOK_ALIKES)
    return search_form(_UNPRINTED.sub("", folded))


def _join_sara_am(match: re.Match[str]) -> str:
    """Join nikhahit and sara aa to sara am, also with a tone mark between them."""
    marks = match[1]
    if _NIKHAHIT not in marks:
        return match[0]
    return marks.replace(_NIKHAHIT, "") + _SARA_AM


def _order_marks(match: re.Match[str]) -> str:
    return _in_order(match[0])


@lru_cache(4_096)  # honest Thai has a few dozen of them, again and again
def _in_order(run: str) -> str:
    """Put the marks of one base in order, each once and no more than three; sara am comes last."""
    sara_am = _SARA_AM * run.count(_SARA_AM)
    thai = set(run) & _RANK.keys()
    if sara_am:
        thai.discard(_NIKHAHIT)  # it is part of sara am
    marks = sorted(thai, key=_RANK.__getitem__) if thai else run.replace(_SARA_AM, "")
    return "".join(marks[:MOST_MARKS]) + sara_am


def _fold_width(match: re.Match[str]) -> str:
    """Fold full-width and other compatibility forms; never for Thai, where it would split sara am."""
    return unicodedata.normalize("NFKC", match[0]).casefold()
