"""Was the other keyboard layout on? What the same keys give there, if that makes words."""

import re

from panya.base.thai.keyboard import typed_on_latin, typed_on_thai
from panya.base.thai.normalise import normalise
from panya.base.thai.spelling import is_word
from panya.base.thai.words import words

# Longer texts are pasted, not typed.
_LONGEST = 60
_THAI = re.compile("[ก-๎]")
_LATIN = re.compile("[a-z]", re.IGNORECASE)
_LATIN_WORDS = re.compile("[a-z][a-z0-9 &/.-]*", re.IGNORECASE)
_SHORTEST = 3


def on_the_other_layout(text: str) -> str:
    """The Thai or Latin words that the keys of this text give on the other layout; empty where they give none."""
    typed = text.strip()
    if not _SHORTEST <= len(typed) <= _LONGEST:
        return ""
    thai, latin = _THAI.search(typed), _LATIN.search(typed)
    if latin and not thai:
        meant = normalise(typed_on_thai(typed))
        return meant if _is_thai_words(meant) else ""
    if thai and not latin and not _is_thai_words(typed):
        meant = typed_on_latin(typed)
        return meant if _LATIN_WORDS.fullmatch(meant) else ""
    return ""


def _is_thai_words(text: str) -> bool:
    """Every piece but spaces is a word of the dictionary, and not all of them are of one or two letters."""
    pieces = [piece for piece in words(text) if piece.strip()]
    return all(map(is_word, pieces)) and any(len(piece) > 2 for piece in pieces)
