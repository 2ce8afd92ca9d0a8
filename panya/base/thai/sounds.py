"""How a name in Latin letters may be written in Thai: by its consonants, for vowels are written in too many ways.

Each consonant has a sign, the same for all that are heard or written one for another: Denver and เดนเวอร์ are `TNW`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

# Stands before, between and after the words of a spoken text.
EDGE = "|"
_HEARD = {
    "K": "กขฃคฅฆ",
    "C": "จฉชฌ",
    "S": "ซศษส",
    "T": "ฎฏฐฑฒดตถทธ",
    "P": "บปผพภ",
    "F": "ฝฟ",
    "W": "ว",
    "N": "งณน",
    "M": "ม",
    "L": "รลฬ",
}
_TO_SOUND = {ord(letter): sound for sound, letters in _HEARD.items() for letter in letters}
# A consonant under ์ is not spoken, nor are two ร between consonants, which are the vowel a.
_SILENT = re.compile("[ก-ฮ][ิุ]?์|(?<=[ก-ฮ])รร(?=[ก-ฮ])")
_NO_SOUND = re.compile("[^A-Z]")
# What is heard in Latin letters, the longest first: one of some signs, or (`?`) perhaps nothing.
_SPELT = {
    "tch": "C",
    "sch": "[CS]",
    "ch": "[CK]",
    "sh": "C",
    "ph": "[FP]",
    "th": "T",
    "qu": "KW?",
    "x": "KS?",
    "kh|ck|[kgcq](?![eiy])|k": "K",
    "dg": "C",
    "ng(?![aeiou])": "N",
    "gh(?![aeiouy])|h|[aeiouy]": "",
    "wh|w(?=[aeiou])": "W",
    "kn": "N",
    "wr": "L",
    "c": "[CS]",
    "g": "[CK]",
    "j": "C?",
    "v": "[FW]",
    # Written, but not spoken, where no vowel follows.
    "r(?![aeiouy])": "L?",
    "w": "W?",
    "s$": "S?",
    "z": "[CS]",
    "s": "S",
    "[td]": "T",
    "[pb]": "P",
    "f": "F",
    "n": "N",
    "m": "M",
    "[lr]": "L",
}
_SIGNS = [re.findall(r"(?:\[[A-Z]+\]|[A-Z])\??", signs) for signs in _SPELT.values()]
_LATIN = re.compile("|".join(f"({spelt})" for spelt in _SPELT))
_LONGEST_NAME, _MOST_REPEATED = 12, 3


def spoken(words: Iterable[str]) -> str:
    """The sounds of Thai words, with their edges."""
    heard = (_NO_SOUND.sub("", _SILENT.sub("", word).translate(_TO_SOUND)) for word in words)
    return EDGE + "".join(f"{sounds}{EDGE}" for sounds in heard if sounds)


def sounds_of(name: str) -> list[str]:
    """The sounds of a word in Latin letters, each a pattern; those with `?` may be missing."""
    letters = "".join(sign for sign in unicodedata.normalize("NFKD", name.lower()) if "a" <= sign <= "z")
    sounds: list[str] = []
    for found in _LATIN.finditer(letters):
        for sound in _SIGNS[(found.lastindex or 1) - 1]:
            if sounds and sounds[-1].rstrip("?") == sound.rstrip("?"):
                # One sound, however often it is written.
                sounds[-1] = min(sounds[-1], sound, key=len)
            else:
                sounds.append(sound)
    return sounds[:_LONGEST_NAME]


def sure(sounds: Sequence[str]) -> int:
    """How many of the sounds must be heard."""
    return sum(not sound.endswith("?") for sound in sounds)


def heard_as(sounds: Sequence[str]) -> re.Pattern[str]:
    """Finds these sounds in a spoken text, from the edge of a word to the edge of the same or a later one.

    A sound said a few times in a row is swallowed whole, so no text and no name can make the search slow.
    """
    parts = []
    for sound in sounds:
        sign = sound.rstrip("?")
        parts.append(f"(?:{sign}(?:[{EDGE}]?+{sign}){{0,{_MOST_REPEATED}}}+[{EDGE}]?+){sound[len(sign) :]}")
    return re.compile(f"[{EDGE}]{''.join(parts)}(?<=[{EDGE}])")
