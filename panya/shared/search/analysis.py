"""How a text becomes what the index holds; documents and queries take the same way."""

import re
import unicodedata
from dataclasses import dataclass, field

from panya.base.thai.normalise import normalise, search_form
from panya.base.thai.numbers import arabic_digits
from panya.base.thai.words import analyser_version, icu_words, words

# Raise when the output changes: every index is then rebuilt.
_VERSION = 3
# A longer “word” is found by its character trigrams.
_LONGEST_WORD = 64
# Beyond this a text is a book, not a record; what follows is not indexed.
LONGEST_TEXT = 1_000_000
# Spaces, punctuation, ฯ and ๆ; written out because `\w` does not take Thai vowel signs for letters.
SILENT = re.compile(r"[\s\x00-/:-@\[-`{-~\xa0-\xbf\u0e2f\u0e46\u2000-\u206f\u3000-\u303f]+")


@dataclass(frozen=True, slots=True)
class Analysed:
    """The words of a text in their order, and its letters without what stands between them."""

    words: list[str] = field(default_factory=list)
    letters: str = ""
    # As another segmenter cuts them: where one errs the other may not.
    icu_words: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.words or self.letters)

    @property
    def pairs(self) -> list[str]:
        """Each word with the one after it."""
        return list(map("_".join, zip(self.words, self.words[1:], strict=False)))

    @property
    def trigrams(self) -> list[str]:
        """Every three letters in a row; spaces do not count, in Thai they are a matter of taste."""
        return [self.letters[start : start + 3] for start in range(len(self.letters) - 2)]


def version() -> str:
    """Names the analyser; an index made by another one must be rebuilt."""
    return f"{_VERSION}.{analyser_version()}"


def analyse(text: str, *, is_normalised: bool = False) -> Analysed:
    """Take a text apart for the index or for a query; stored texts are normalised already."""
    text = text[:LONGEST_TEXT]
    folded = fold(text if is_normalised else normalise(text))
    # Not `content_words`: it folds again, and folding took half the time of indexing.
    return Analysed(_said(words(folded)), SILENT.sub("", folded), _said(icu_words(folded)))


def letters(text: str) -> str:
    """The letters of a normalised text as the index holds them: quick, for it cuts no words."""
    return SILENT.sub("", fold(text))


def _said(cut: list[str]) -> list[str]:
    """The words without what stands between them."""
    said = [word for word in cut if word[0].isalnum() or not SILENT.fullmatch(word)]
    if max(map(len, said), default=0) > _LONGEST_WORD:
        return [word[:_LONGEST_WORD] for word in said]
    return said


def fold(text: str) -> str:
    """The search form of a normalised text; quick where no letter carries an accent, as in Thai."""
    if not unicodedata.is_normalized("NFD", text):
        return search_form(text)
    return arabic_digits(text.casefold())
