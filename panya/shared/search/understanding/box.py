"""The language of the search box: “phrases”, -without and filters such as หน่วย:พาณิชย์; in linear time."""

import re
from dataclasses import dataclass

from panya.base.thai.normalise import normalise

# What people may write before the colon, and the filter of the address that it is.
FILTER_NAMES = {
    "หน่วย": "unit", "หน่วยงาน": "unit", "unit": "unit",
    "ปี": "year", "year": "year",
    "ผู้เขียน": "author", "author": "author",
    "ประเภท": "kind", "type": "kind", "kind": "kind",
    "หัวข้อ": "topic", "topic": "topic",
    "คำสำคัญ": "tag", "แท็ก": "tag", "tag": "tag",
}  # fmt: skip
_MINUS = "-\u2212"
_OPENING, _CLOSING = '"“”„«', '"“”»'
_NAMES = "|".join(sorted(map(re.escape, FILTER_NAMES), key=len, reverse=True))
# After a space or at the beginning only: “เวลา 10:30” and “https://” are no filters.
_FILTER = re.compile(f"(?P<name>{_NAMES}):", re.IGNORECASE)
_VALUE_ENDS = re.compile(rf"[\s{_OPENING}]")


@dataclass(frozen=True, slots=True)
class Token:
    """One thing that stands in the box: `word`, `phrase`, `without` or the name of a filter, and its text."""

    what: str
    text: str
    # Written in quotation marks.
    quoted: bool = False

    @property
    def is_filter(self) -> bool:
        return self.what not in {"word", "phrase", "without"}

    def __str__(self) -> str:
        shown = f'"{self.text}"' if self.quoted else self.text
        if self.what == "without":
            return f"-{shown}"
        return f"{_THAI_NAME[self.what]}:{shown}" if self.is_filter else shown


_THAI_NAME = {filter_: name for name, filter_ in reversed(FILTER_NAMES.items())}


def read(text: str) -> list[Token]:
    """Take the box apart. Marks that open and never close reach to the end; a sign that means nothing is a word."""
    text = " ".join(normalise(text).split())
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        token, after = _next(text, at)
        if token:
            tokens.append(token)
        at = after
    return tokens


def written(tokens: list[Token]) -> str:
    """The tokens as one would type them; read again, they are the same."""
    return " ".join(map(str, tokens))


def _next(text: str, at: int) -> tuple[Token | None, int]:
    if text[at] == " ":
        return None, at + 1
    begins = at == 0 or text[at - 1] in " " + _CLOSING
    if begins and text[at] in _MINUS and at + 1 < len(text) and (text[at + 1].isalnum() or text[at + 1] in _OPENING):
        return _valued("without", text, at + 1)
    if begins and (name := _FILTER.match(text, at)):
        start = name.end() + (text[name.end() : name.end() + 1] == " ")
        if start < len(text):
            return _valued(FILTER_NAMES[name["name"].casefold()], text, start)
    if text[at] in _OPENING:
        said, after = _quoted(text, at)
        return (Token("phrase", said, quoted=True) if said else None), after
    return _word(text, at)


def _valued(what: str, text: str, start: int) -> tuple[Token | None, int]:
    """The value that begins here: to the next space, or what stands in quotation marks."""
    if text[start] in _OPENING:
        said, after = _quoted(text, start)
        return (Token(what, said, quoted=True) if said else None), after
    end = _VALUE_ENDS.search(text, start)
    stop = end.start() if end else len(text)
    return (Token(what, text[start:stop]) if stop > start else None), stop


def _quoted(text: str, start: int) -> tuple[str, int]:
    """What stands between the mark here and the next one; without a next one, all the rest."""
    end = start + 1
    while end < len(text) and text[end] not in _CLOSING:
        end += 1
    # Marks that only open would open again when the text is read anew.
    said = text[start + 1 : end]
    for mark in _OPENING:
        said = said.replace(mark, " ")
    return " ".join(said.split()), end + 1


def _word(text: str, start: int) -> tuple[Token | None, int]:
    end = _VALUE_ENDS.search(text, start + 1)
    stop = end.start() if end else len(text)
    if stop < len(text) and _means_nothing(text, stop):
        stop += 1
    said = text[start:stop]
    for mark in _OPENING:
        said = said.replace(mark, "")
    return Token("word", said), stop


def _means_nothing(text: str, at: int) -> bool:
    """A mark right behind a word that no other mark follows: a screen of 15"."""
    return text[at] == '"' and text.find('"', at + 1) < 0
