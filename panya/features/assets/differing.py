"""Where texts about the same subject say other figures: found without any model, the same every time.

A line is a sentence; a long one is read clause by clause (Thai parts them by spaces). Two sentences of different
sources are about the same subject when they share at least two key words, and half of those of the shorter one; they
disagree when each names a figure that the other lacks, of the same measure (days, baht, per cent; days of months and
years count too, those of the Christian era as of the Buddhist era). What differs in words only is not found, and what
is found is shown to a person, who decides: the table says where to look, not who is right.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from panya.base.thai.dates import BUDDHIST_ERA, MONTHS_EN, MONTHS_TH, SHORT_MONTHS_TH
from panya.base.thai.normalise import search_form
from panya.base.thai.words import content_words

MOST_SENTENCES = 400
MOST_ROWS = 30
_LONG = 200
_ENOUGH = 90
_SHARED = 2
_SHARE = 0.5
_SUBJECT_WORDS = 6
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_CLAUSE = re.compile(r"(?<=[^\d\s]) +(?=[^\d\s(])")
_MEASURES = (
    "วันทำการ", "วัน", "เดือน", "ปี", "ชั่วโมง", "นาที", "สัปดาห์", "ไตรมาส", "บาท", "ดอลลาร์", "ล้าน", "%", "เปอร์เซ็นต์",
    "ครั้ง", "ฉบับ", "ชุด", "ราย", "คน", "หน้า", "ข้อ", "ขั้น", "กิโลกรัม", "ตัน", "เมตร", "days", "months", "years",
    "hours", "baht",
)  # fmt: skip
_BEFORE = ("ร้อยละ", "มาตรา", "ข้อ")
# They stand in any sentence and say nothing of what it is about.
_EMPTY = frozenset((
    "ที่", "และ", "หรือ", "ของ", "ใน", "ให้", "ได้", "เป็น", "มี", "ไม่", "ต้อง", "จะ", "ก็", "แล้ว", "จาก",
    "กับ", "ว่า", "นี้", "นั้น", "ตาม", "เมื่อ", "โดย", "ซึ่ง", "อยู่", "ไป", "มา", "คือ", "ถ้า", "แต่",
    "เพราะ", "เพื่อ", "ทุก", "แต่ละ", "ภายใน", "ก่อน", "หลัง", "การ", "ความ", "ผู้", "ทั้ง", "ต่อ", "ถึง",
    "อย่าง", "กว่า", "ไว้", "ขึ้น", "ลง", "เอง", "คน", "เรา", "the", "a", "of", "to", "in", "is", "and", "or",
    "for",
    *_MEASURES, *_BEFORE,
))  # fmt: skip
_MONTHS = {
    search_form(name): str(place + 1)
    for names in (MONTHS_TH, SHORT_MONTHS_TH, MONTHS_EN)
    for place, name in enumerate(names)
}
# A whole Thai name wherever it stands; else behind a day: ก.พ. is an office too, and May a word.
_MONTH = re.compile(
    f"({'|'.join(map(search_form, MONTHS_TH))})"
    rf"|(?<=\d) ?({'|'.join(re.escape(search_form(name)) for name in (*SHORT_MONTHS_TH, *MONTHS_EN))})"
)


@dataclass(frozen=True)
class Sentence:
    """One sentence of one source."""

    source: int
    text: str

    @cached_property
    def key_words(self) -> frozenset[str]:
        """What it is about."""
        return frozenset(
            word
            for word in content_words(self.text)
            if len(word) > 1 and word not in _EMPTY and not any(sign.isdigit() for sign in word)
        )

    @cached_property
    def figures(self) -> dict[str, frozenset[str]]:
        """The figures that it names, by their measure; none of its own counts as one too."""
        found: dict[str, set[str]] = {}
        folded = search_form(self.text)
        for match in _NUMBER.finditer(folded):
            measure = _measure(folded[: match.start()], folded[match.end() :])
            found.setdefault(measure, set()).add(_value(match[0]))
        for month in _MONTH.finditer(folded):
            found.setdefault("", set()).add(_MONTHS[month[1] or month[2]])
        return {measure: frozenset(values) for measure, values in found.items()}


@dataclass(frozen=True)
class Difference:
    """One subject, and the sentences about it that do not agree."""

    subject: str
    sentences: tuple[Sentence, ...]


def differences(passages: Iterable[tuple[int, str]]) -> list[Difference]:
    """Where these passages (source, text) disagree, in the order in which they were told."""
    sentences = [Sentence(source, text) for source, passage in passages for text in sentences_of(passage)]
    sentences = [one for one in sentences if one.figures][:MOST_SENTENCES]
    groups: list[list[int]] = []
    for place, one in enumerate(sentences):
        against = [earlier for earlier in range(place) if disagree(sentences[earlier], one)]
        if against:
            _join(groups, [*against, place])
    rows = [tuple(sentences[place] for place in sorted(group)) for group in sorted(groups, key=min)]
    return [Difference(_subject(row), row) for row in rows[:MOST_ROWS]]


def sentences_of(passage: str) -> list[str]:
    """The lines of a passage; long ones in clauses of a readable length."""
    found: list[str] = []
    for line in filter(None, map(str.strip, passage.splitlines())):
        if len(line) <= _LONG:
            found.append(line)
            continue
        kept = ""
        for clause in _CLAUSE.split(line):
            kept = f"{kept} {clause}".strip()
            if len(kept) >= _ENOUGH:
                found.append(kept)
                kept = ""
        found += [kept] if kept else []
    return found


def disagree(one: Sentence, other: Sentence) -> bool:
    """Two sources about the same subject, each with a figure that the other lacks."""
    if one.source == other.source or not _same_subject(one, other):
        return False
    return any(
        one.figures[measure] - other.figures[measure] and other.figures[measure] - one.figures[measure]
        for measure in one.figures.keys() & other.figures.keys()
    )


def _same_subject(one: Sentence, other: Sentence) -> bool:
    shared = len(one.key_words & other.key_words)
    return shared >= _SHARED and shared >= _SHARE * min(len(one.key_words), len(other.key_words))


def _subject(row: Sequence[Sentence]) -> str:
    """The words that most of the sentences share, in the order of the first."""
    shared = frozenset.union(*(one.key_words & row[0].key_words for one in row[1:]))
    spoken = [word for word in content_words(row[0].text) if word in shared]
    return " ".join(list(dict.fromkeys(spoken))[:_SUBJECT_WORDS])


def _join(groups: list[list[int]], places: list[int]) -> None:
    """Sentences that disagree with one and the same stand in one row."""
    touched = [group for group in groups if set(group) & set(places)]
    for group in touched:
        groups.remove(group)
    groups.append(sorted({*places, *(place for group in touched for place in group)}))


def _measure(before: str, after: str) -> str:
    """What a figure counts: the word behind it, else the one before it."""
    rest = after.lstrip()
    for measure in _MEASURES:
        if rest.startswith(measure):
            return measure
    stem = before.rstrip()
    return next((measure for measure in _BEFORE if stem.endswith(measure)), "")


def _value(written: str) -> str:
    """1,500 and 1500 are one figure, and so are 2006 and 2549."""
    plain = written.replace(",", "")
    if len(plain) == 4 and plain.isdigit() and 1900 <= int(plain) < 2100:
        return str(int(plain) + BUDDHIST_ERA)
    return plain.rstrip("0").rstrip(".") if "." in plain else plain.lstrip("0") or "0"
