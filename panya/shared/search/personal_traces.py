"""Traces of persons, cut out of what is kept of a search: long numbers, addresses, names."""

import re
from collections.abc import Collection

from panya.base.thai.normalise import normalise_line
from panya.base.thai.numbers import arabic_digits
from panya.base.thai.words import words as words_of

_MAIL = re.compile(r"\S+\s[@＠]\s\S+|\S*[@＠]\S*")
# However they are parted: telephone and citizens' numbers, days of birth.
_LONG_NUMBER = re.compile(r"[+(]*\d(?:[\s./()\-‐-―−]{0,3}\d){4,}")
_TITLES = {
    *("นาย", "นาง", "นางสาว", "น.ส.", "นส.", "เด็กชาย", "เด็กหญิง", "ด.ช.", "ด.ญ.", "คุณ", "คุณหญิง", "ท่านผู้หญิง"),
    *("ม.ร.ว.", "ม.ล.", "ดร.", "ผศ.", "รศ.", "Mr", "Mrs", "Ms", "Miss", "Dr"),
}
# Behind a title: the name, and what stands behind one space, the family name.
_NAME = re.compile(r"^[.\s]*\S+(?:\s\S+)?")


def without_personal_traces(text: str) -> str:
    """The words as they may be kept, by themselves; `without_names` needs to know who there is."""
    plain = _LONG_NUMBER.sub(" ", _MAIL.sub(" ", arabic_digits(normalise_line(text))))
    return normalise_line(_without_titled_names(normalise_line(plain)))


def without_names(text: str, names: Collection[str]) -> str:
    """The words without first and family names that stand together (`names`, as `people.queries.names_in_one`)."""
    kept: list[str] = []
    for part in text.split():
        if part.casefold() in names:
            continue
        if kept and (kept[-1] + part).casefold() in names:
            kept.pop()
        else:
            kept.append(part)
    return " ".join(kept)


def _without_titled_names(text: str) -> str:
    place = 0
    # By words: นายทะเบียน is no title, nor is คุณภาพ.
    for word in words_of(text):
        end = place + len(word)
        if word in _TITLES and _NAME.match(text[end:]):
            return f"{text[:place]} {_without_titled_names(_NAME.sub('', text[end:]))}"
        place = end
    return text
