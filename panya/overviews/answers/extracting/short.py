"""The short thing inside a quote that is the answer itself: a day, a number, a form, a name."""

import re

from panya.base.thai.dates import BUDDHIST_ERA
from panya.overviews.answers.extracting.asked import Asked
from panya.overviews.answers.extracting.features import same_places
from panya.overviews.answers.extracting.kinds import LOOKS, Kind, counts

# Kinds that can be cut out of a sentence and compared between sources; the others are answered by the sentence.
EXACT = frozenset({Kind.DATE, Kind.YEAR, Kind.TIME, Kind.MONEY, Kind.NUMBER, Kind.FORM})
_OF_DAYS = frozenset({Kind.DATE, Kind.YEAR})
_LONGEST = 60
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_FIRST_BUDDHIST_YEAR, _LAST_BUDDHIST_YEAR = 2300, 2700
_FAR = 240
# What names a part of a text or a step, not a quantity: “มาตรา 40”, “ป้ายที่ 3”, and “16.” at the head of a line.
_NAMES_A_PART = re.compile(
    r"(?:มาตรา|ข้อ|หมวด|บท|ช่อง|หน้า|สายด่วน|โทร|หมายเลข|เลขที่|พ\.ศ\.|ค\.ศ\.|อันดับ|ลำดับ"
    r"|(?:ป้าย|ส่วน|คู่|ตัวอย่าง|ขั้น|บท|ช่อง|คำถาม|วัน|เดือน|อันดับ|ลำดับ)ที่)\s*$"
)
_HEADS_A_LINE = re.compile(r"^[0-9]{1,3}[.)](?=\s)", re.MULTILINE)
# One of a row, “ครั้งที่ 3”, is no quantity; nothing else answers “ครั้งที่เท่าไร”.
_OF_A_ROW = re.compile(r"(?:ที่|อันดับ|ลำดับ|ระดับ)\s*$|(?:แรก|สุดท้าย)$")
# What a rule begins with is not what it rules: “ถ้าเกินสามวัน ต้อง…”.
_IS_A_CONDITION = re.compile(r"(?:ถ้า|หาก)\S*\s?$")
# Of “from – to” the first tells when it began, the second when it ended; a place may stand beside either.
_SPANS = (
    (
        re.compile("เสียชีวิต|ถึงแก่|มรณภาพ|สิ้นพระชนม์|สวรรคต|สิ้นสุด|หมดเขต|ปิดรับ|ถึง(?:วัน|เดือน|ปี)?$"),
        re.compile(r"[-–—]\s*(?:[^\s(),–—-]+,\s*)?$"),
    ),
    (re.compile("เกิด|ประสูติ|เริ่ม|ตั้งแต่"), re.compile(r"^\s*(?:,\s*[^\s(),–—-]+\s*)?[-–—]\s*")),
)
# So much before a candidate tells what it is.
_BEFORE = 60
# So many letters before the asking word, with at most so many between them and the candidate; and right before it.
_RUN, _BETWEEN, _SAME = 6, 6, 4
# A bare number is a year only here: without the era others are telephone numbers or amounts.
_BARE_YEAR, _YEARS = re.compile(r"[0-9]{4}"), (range(1700, 2101), range(2300, 2701))
_OF_A_YEAR = re.compile(r"ปี\s*$")


def short_answer(question: Asked, quote: str) -> tuple[int, int] | None:
    """Where the short answer stands in the quote: of what looks like one, the nearest to the question's words."""
    if question.kind not in EXACT:
        return None
    folded = same_places(quote)
    places = _places(question, folded)
    found = [
        (*_farness(question, folded, places, match), match.start(), match.end())
        for match in LOOKS[question.kind].finditer(folded)
        if match.end() - match.start() <= _LONGEST and match[0].strip() and not _was_asked(question, match[0])
        if _fits(question, folded, match)
    ]
    if not found:
        return None
    *_far, start, end = min(found)
    return start, start + len(quote[start:end].rstrip())


def _farness(
    question: Asked, folded: str, places: list[tuple[int, float]], match: re.Match[str]
) -> tuple[bool, bool, bool, float, float]:
    """What is asked for follows what asks, or stands in the line that says most of the question, nearest to it."""
    # A number in words only where there is none in digits: “one” and “first” are said of everything.
    in_words = _NUMBER.search(match[0]) is None
    beside = _in_line(places, folded, match)
    return (
        in_words and not question.of_a_row,
        not _is_asked_end_of_a_span(question, folded, match),
        not _follows_what_asks(question, folded, match),
        -sum(value for _at, value in beside),
        _distance(match.start(), match.end(), beside),
    )


def _is_asked_end_of_a_span(question: Asked, folded: str, match: re.Match[str]) -> bool:
    if question.kind not in _OF_DAYS:
        return False
    (asks_end, is_end), (asks_start, is_start) = _SPANS
    if asks_end.search(question.letters) and is_end.search(_before(folded, match)):
        return True
    behind = folded[match.end() : match.end() + _BEFORE]
    return bool(asks_start.search(question.letters) and is_start.search(behind))


def _follows_what_asks(question: Asked, folded: str, match: re.Match[str]) -> bool:
    """Whether what stands before the asking word stands right before the candidate: “[สร้างขึ้นในปี] 2043”."""
    before = "".join(_before(folded, match).split())
    return len(question.before) >= _RUN and question.before[-_RUN:] in before[-_RUN - _BETWEEN :]


def _fits(question: Asked, folded: str, match: re.Match[str]) -> bool:
    """Whether it may be what was asked for: a day, one of a row, or a quantity of what is counted."""
    said, before = match[0], _before(folded, match)
    if question.kind in _OF_DAYS:
        return not _BARE_YEAR.fullmatch(said) or _is_a_year(said)
    if any(head.start() == match.start() for head in _HEADS_A_LINE.finditer(folded)):
        return False
    if question.of_a_row:
        return "ที่" in said or bool(_OF_A_ROW.search(before) or _OF_A_ROW.search(said))
    if _is_no_quantity(question, said, before) or _is_a_condition(question, before):
        return False
    return not question.counted or counts(question.counted, folded, match)


def _is_no_quantity(question: Asked, said: str, before: str) -> bool:
    """One of a row, a year, or the number of a section, a step or a telephone, unless the question names that."""
    if "ที่" in said or (_OF_A_YEAR.search(before) and _is_a_year(said)):
        return True
    names = _NAMES_A_PART.search(before)
    return names is not None and "".join(names[0].split()) not in question.letters


def _is_a_condition(question: Asked, before: str) -> bool:
    """What a rule begins with, unless the question asks for just that: “เกิน[กี่วัน]ต้อง…”."""
    asked_for = question.before and before.rstrip().endswith(question.before[-_SAME:])
    return _IS_A_CONDITION.search(before) is not None and not asked_for


def _is_a_year(said: str) -> bool:
    return _BARE_YEAR.fullmatch(said) is not None and any(int(said) in years for years in _YEARS)


def _before(folded: str, match: re.Match[str]) -> str:
    return folded[max(0, match.start() - _BEFORE) : match.start()]


def _in_line(places: list[tuple[int, float]], folded: str, match: re.Match[str]) -> list[tuple[int, float]]:
    """Those in the candidate's own line: the row of a table, the answer of a list."""
    first, last = folded.rfind("\n", 0, match.start()) + 1, folded.find("\n", match.end())
    return [(at, value) for at, value in places if first < at <= (last if last >= 0 else len(folded))]


def value_of(said: str) -> tuple[str, ...]:
    """What two sources agree on or not: the numbers, years in one era; without numbers the letters."""
    folded = same_places(said)
    numbers = tuple(_one_era(number.replace(",", "")) for number in _NUMBER.findall(folded))
    return numbers or ("".join(folded.split()),)


def _one_era(number: str) -> str:
    if number.isdecimal() and _FIRST_BUDDHIST_YEAR <= int(number) <= _LAST_BUDDHIST_YEAR:
        return str(int(number) - BUDDHIST_ERA)
    return number


def _places(question: Asked, folded: str) -> list[tuple[int, float]]:
    """Where the question's words end in the quote, with what each is worth; those next to the asking word most."""
    places = [
        (match.end(), value)
        for word, value in question.words.items()
        # What is counted stands behind every candidate.
        if value > 0.2 and word != question.counted
        for match in re.finditer(re.escape(word), folded)
    ]
    for length in range(min(len(question.before), 12), 3, -1):
        at = folded.find(question.before[-length:])
        if at >= 0:
            return [*places, (at + length, 3.0)]
    return places


def _distance(start: int, end: int, places: list[tuple[int, float]]) -> float:
    """How far the candidate stands from the question's words; what stands before them counts double."""
    if not places:
        return start
    total = sum(value for _place, value in places)
    return sum(value * min(_FAR, _apart(start, end, at)) for at, value in places) / total


def _apart(start: int, end: int, at: int) -> int:
    if start <= at <= end:
        return 0
    return start - at if at < start else 2 * (at - start)


def _was_asked(question: Asked, said: str) -> bool:
    """The question itself says it, so it is no answer."""
    letters = "".join(said.split())
    return letters in question.letters or any(number in question.letters for number in _NUMBER.findall(said))
