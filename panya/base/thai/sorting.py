"""A stored sort key, so that every database sorts Thai in dictionary order without knowing Thai."""

import re
import unicodedata

from panya.base.thai.normalise import search_form

KEY_LENGTH = 120

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_CONSONANTS = "".join(map(chr, range(0x0E01, 0x0E2F)))
_VOWELS = "ะ\u0e31า\u0e33\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39เแโใไ"
_LETTERS = _DIGITS + _CONSONANTS + _VOWELS
_SIGNS = "ฯๆ"  # letters to Unicode, but a dictionary passes over them
_MARKS = "\u0e4e\u0e4c\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4d\u0e3a"
_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")

_LAST_PLACE = 36**2 - 1
_END = "00"  # below every letter, so that a word comes before the longer words that begin with it
_OTHER_LETTER = "z"  # above every letter in the table


def _base36(number: int, width: int) -> str:
    """Write a number in digits and small letters, which every collation puts in the same order."""
    written = ""
    for _ in range(width):
        number, rest = divmod(number, 36)
        written = _DIGITS[rest] + written
    return written


_WEIGHT = {letter: _base36(rank, 2) for rank, letter in enumerate(_LETTERS, start=1)}
_WEIGHT["ๅ"] = _WEIGHT["า"]
_MARK_WEIGHT = {mark: _DIGITS[rank] for rank, mark in enumerate(_MARKS, start=1)}
_OTHER_MARK = _DIGITS[len(_MARKS) + 1]


def sort_key(text: str, length: int = KEY_LENGTH) -> str:
    """Give the key of a text: letters first, marks only between equal letters; spaces and signs do not count."""
    letters = _LEADING_VOWEL.sub(r"\2\1", search_form(text))  # a leading vowel sorts after its consonant
    primary: list[str] = []
    secondary: list[str] = []
    for sign in unicodedata.normalize("NFD", letters):
        if len(primary) * 2 > length:
            break
        weight = _WEIGHT.get(sign)
        if weight:
            primary.append(weight)
        elif unicodedata.category(sign)[0] == "M":
            # The earlier of two marks weighs more, as if every letter carried a mark of weight nought.
            secondary.append(_base36(_LAST_PLACE - len(primary), 2) + _MARK_WEIGHT.get(sign, _OTHER_MARK))
        elif sign.isalnum() and sign not in _SIGNS:
            primary.append(_OTHER_LETTER + _base36(ord(sign), 4))
    return "".join([*primary, _END, *secondary])[:length]
