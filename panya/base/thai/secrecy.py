"""Secret marks, words about secrets, and citizens' numbers in a text (domain: 0.2, 0.3).

A *mark* puts a paper under the rules on official secrets of B.E. 2544: such a text is not kept here at all. The same
words in running text only speak of secrets; they are shown to the writer, who may go on with a reason.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from panya.base.thai.clusters import truncate
from panya.base.thai.normalise import normalise
from panya.base.thai.numbers import arabic_digits, valid_citizen_id


class FindingKind(StrEnum):
    MARK = "mark"
    WORDS = "words"
    CITIZEN = "citizen"


@dataclass(frozen=True)
class Finding:
    """One passage: what it is, the words or the number themselves, and the line around them."""

    kind: FindingKind
    words: str
    passage: str


_PASSAGE = 120
_AROUND = 50
_SPACE = r"[^\S\n]"


def _spread(word: str) -> str:
    """A pattern for the word, also with spaces between its letters."""
    return f"{_SPACE}*".join(map(re.escape, word))


_DEGREE = f"{_spread('ลับ')}(?:{_SPACE}*(?:{_spread('ที่สุด')}|{_spread('มาก')}))?"
_ENGLISH = "|".join(_spread(word) for word in ("TOPSECRET", "SECRET", "STRICTLYCONFIDENTIAL", "CONFIDENTIAL"))
_ANY_MARK = re.compile(f"(?:{_DEGREE}|{_ENGLISH})")
# What may stand beside a mark without making a sentence of it: brackets, rules, the number of the page or the copy.
_BESIDE = r"[\s()\[\]{}<>（）［］【】〔〕「」『』《》〈〉“”‘’\"'«»*_=~#|/\\.,:;!+•·…–—-]"
_PAGING = r"(?:หน้า|ชุด|ฉบับ|สำเนา|แผ่น)?ที่|หน้า|จำนวน|ของ|จาก|ชุด|ฉบับ|แผ่น|[Pp]age|PAGE|[Cc]opy|COPY|of|OF|[0-9๐-๙]+"
# Possessive (*+): a line of ten thousand dots or digits must not be tried in every way.
_ALONE = re.compile(f"(?:{_BESIDE}|{_PAGING})*+(?:(?:{_DEGREE}|{_ENGLISH})(?:{_BESIDE}|{_PAGING})*+)++")
_FIELD = re.compile(
    f"(?:{_spread('ชั้นความลับ')}(?:{_SPACE}*(?:ของ|แห่ง)[ก-๎]{{1,30}})?|[Cc]lassification|CLASSIFICATION)"
    f"{_SPACE}*+[:：=]?{_BESIDE}*+"
    f"(?P<marks>(?:{_DEGREE}|{_ENGLISH})(?:{_BESIDE}*+(?:และ|หรือ)?{_BESIDE}*+(?:{_DEGREE}|{_ENGLISH}))*)"
    "(?![ะ-ฺ็-๎])"
)
_OPENING, _CLOSING = r"[(\[{（［【〔「『]", r"[)\]}）］】〕」』]"
_AT_EDGE = re.compile(
    f"{_OPENING}{_SPACE}*(?:{_DEGREE}|{_ENGLISH}){_SPACE}*{_CLOSING}"
    f"|^{_SPACE}*(?:{_DEGREE}|{_ENGLISH})(?=\\t|{_SPACE}{{2,}})"
    rf"|(?:(?<=\t)|(?<=\s\s))(?:{_DEGREE}|{_ENGLISH}){_SPACE}*$"
)

_NO_MORE = "(?![ะ-ฺ็-๎])"
# Letters that make another word of it: กลับ สลับ หลับ ตลับ พลับ คลับ, and the last ones of ลึก, มาก.
_NOT_INSIDE = r"(?<![กขคฉชตถทบปผพฟสห])(?<!เคล็ด)(?<!ลี้)(?<!เร้น)(?<!ล้ำ)"
_PAPERS = (
    "เอกสาร|หนังสือ|ข่าวสาร|ข้อมูล|ชั้น|ประเภท|ระดับ|บันทึก|รายงาน|เรื่อง|ราชการ|วาระ|แฟ้ม|ซอง|คำสั่ง|โทรเลข|ประชุม|ประทับตรา|ตรา|ประทับ"
)
_NOT_OF_PAPERS = "(?!มีด|คม|แล|หู|ตา|สมอง|ฝีปาก|ปัญญา|ล่อ)"
_RUNNING = re.compile(
    f"{_NOT_INSIDE}ลับ(?:ที่สุด|มาก|เฉพาะ){_NO_MORE}"
    rf"|(?:{_PAPERS}){_SPACE}?[“\"'‘(]?ลับ(?:ที่สุด|มาก|เฉพาะ)?{_NO_MORE}{_NOT_OF_PAPERS}"
    r"|(?:(?<=[\s(\[{“‘\"'«])|^)ลับ(?=[\s)\]}”’\"'»,.]|$)",
    re.MULTILINE,
)

# Thirteen digits, also parted as on the card; a firm's number begins with 0 and is public.
_GAP = r"(?:[ \u00a0]?[-–—‐‑][ \u00a0]?|[ \u00a0])?"
_CITIZEN = re.compile(
    rf"(?<![0-9])(?<![0-9][.,])[1-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{5}}{_GAP}[0-9]{{2}}{_GAP}[0-9](?![0-9])(?![.,][0-9])"
)


def look_through(text: str) -> list[Finding]:
    """Every finding in the order of the text; pages of a text are parted by form feeds."""
    return [finding for page in text.split("\f") for finding in _look_through_page(normalise(page))]


def marks_in(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.kind == FindingKind.MARK]


def _look_through_page(page: str) -> Iterator[Finding]:
    lines = [line for line in page.split("\n") if line.strip()]
    for number, line in enumerate(lines):
        if _ANY_MARK.search(line):
            yield from _secrets(line, at_edge=number in {0, len(lines) - 1})
        yield from _citizens(line)


def _secrets(line: str, *, at_edge: bool) -> Iterator[Finding]:
    marks = list(_marks(line, at_edge=at_edge))
    yield from marks
    if not marks:
        yield from (_finding(FindingKind.WORDS, line, found) for found in _RUNNING.finditer(line))
        yield from _words_alone(line)


def _marks(line: str, *, at_edge: bool) -> Iterator[Finding]:
    if _ALONE.fullmatch(line):
        if not _names_several(line):
            yield Finding(FindingKind.MARK, line.strip(), _short(line))
        return
    for found in _FIELD.finditer(line):
        if not _names_several(found["marks"]):
            yield _finding(FindingKind.MARK, line, found)
            return
    if at_edge and (edge := _AT_EDGE.search(line)):
        yield _finding(FindingKind.MARK, line, edge)


def _words_alone(line: str) -> Iterator[Finding]:
    """A line that lists several degrees explains them, or is a form with its choices: not a mark, yet worth a look."""
    if _ALONE.fullmatch(line) and not _RUNNING.search(line):
        yield Finding(FindingKind.WORDS, line.strip(), _short(line))


def _names_several(marks: str) -> bool:
    return len({re.sub(r"\s", "", mark) for mark in _ANY_MARK.findall(marks)}) > 1


def _citizens(line: str) -> Iterator[Finding]:
    for found in _CITIZEN.finditer(arabic_digits(line)):
        if valid_citizen_id("".join(filter(str.isdigit, found[0]))):
            yield _finding(FindingKind.CITIZEN, line, found)


def _finding(kind: FindingKind, line: str, found: re.Match[str]) -> Finding:
    start, end = found.span()
    return Finding(kind, line[start:end].strip(), _short(line[max(start - _AROUND, 0) : end + _AROUND]))


def _short(line: str) -> str:
    return truncate(" ".join(line.split()), _PASSAGE)
