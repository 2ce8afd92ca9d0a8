"""Mends what PDF files and readers of pictures do to Thai: old glyph codes, torn-off marks, spaced letters."""

import re

from panya.base.thai.normalise import normalise

# Thai fonts of the nineties kept raised, lowered and shortened shapes of a sign in private codes from U+F700.
_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
_SHAPES = f"\u0e10\u0e34\u0e35\u0e36\u0e37{_TONES}{_TONES}\u0e0d\u0e31\u0e4d\u0e47{_TONES}\u0e38\u0e39\u0e3a"
_TO_SIGNS = {0xF700 + place: sign for place, sign in enumerate(_SHAPES)}
_SPACE = "[ \\t\u00a0]"
_MARK = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
_BASE = "[\u0e01-\u0e2e]"
_LED = "[\u0e40-\u0e44]"
# Above and below a letter nothing stands alone: what is parted from its letter goes back to it.
_TORN_MARK = re.compile(f"(?<=[\u0e01-\u0e2e\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]){_SPACE}+(?={_MARK}|\u0e33)")
# A mark that was placed by itself has a space on either side that nobody typed.
_LONE_MARK = re.compile(
    f"(?<=[\u0e01-\u0e2e\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]){_SPACE}+({_MARK}+){_SPACE}(?=[\u0e01-\u0e2e\u0e32])"
)
# Nikhahit and sara aa are one sign, wherever a space came between them.
_TORN_SARA_AM = re.compile(f"\u0e4d([\u0e48-\u0e4b]?){_SPACE}+\u0e32")
_TORN_LED = re.compile(f"(?<={_LED}){_SPACE}+(?={_BASE})")
_CELL = f"{_LED}?{_BASE}{_MARK}*[\u0e30\u0e32\u0e33]?|[\u0e30\u0e32\u0e33]"
# Five single letters in a row, each with one space around it, were set wide and are one word.
_WIDE = re.compile(f"(?<![\u0e00-\u0e7f])(?:(?:{_CELL}) ){{4,}}(?:{_CELL})(?![\u0e00-\u0e7f])")
# Where letters were read in a picture, three short pieces in a row are one word that was set wide.
_SHORT_PIECES = re.compile(
    f"(?<![\u0e00-\u0e7f])(?:(?:{_CELL})(?:{_CELL})? ){{2,}}(?:{_CELL})(?:{_CELL})?(?![\u0e00-\u0e7f])"
)


def mend(text: str) -> str:
    """The text as it was meant; mending twice changes nothing more."""
    text = normalise(text.translate(_TO_SIGNS))
    while True:
        mended = normalise(_once(text))
        # Every step takes spaces away or puts marks in order, so this ends.
        if mended == text:
            return text
        text = mended


def together(line: str) -> str:
    """A line that was read in a picture, with the spaces that somebody typed."""
    return _SHORT_PIECES.sub(lambda match: match[0].replace(" ", ""), " ".join(line.split()))


def _once(text: str) -> str:
    text = _TORN_SARA_AM.sub("\u0e33\\1", text)
    text = _TORN_MARK.sub("", _LONE_MARK.sub("\\1", text))
    text = _TORN_LED.sub("", text)
    return _WIDE.sub(lambda match: match[0].replace(" ", ""), text)
