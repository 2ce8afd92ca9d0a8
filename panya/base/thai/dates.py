"""Days and times as Thais write them: Buddhist era on Thai pages, common era on English ones, Bangkok time."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from panya.base.thai.normalise import normalise_line, search_form
from panya.base.thai.numbers import thai_digits

Style = Literal["long", "medium", "short", "numeric", "official"]
Language = Literal["th", "en"]

BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST_ERA = 543
MONTHS_TH = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS_TH = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHORT_MONTHS_EN = tuple(month[:3] for month in MONTHS_EN)
WEEKDAYS_TH = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_LONGEST = 100  # no date is longer; a longer text is not read at all
_FIRST_BUDDHIST_YEAR = 2400
_CENTURY = 2500  # a year of two digits is B.E. of this century


class DateError(ValueError):
    """A text or value that means no day: `code` says why, `message_key` names the sentence to show."""

    def __init__(self, code: Literal["unreadable", "no_such_day", "no_such_time", "no_time_zone"]) -> None:
        self.code = code
        self.message_key = f"date.{code}"
        super().__init__(self.message_key)


def to_bangkok(moment: datetime) -> datetime:
    """Give a moment in Bangkok time; one without a time zone is refused."""
    if moment.utcoffset() is None:
        raise DateError("no_time_zone")
    return moment.astimezone(BANGKOK)


def format_date(day: date, style: Style = "long", language: Language = "th") -> str:
    """Write a day (of a moment: the day in Bangkok) in the one era of its language."""
    day = _day_of(day)
    if language == "en":
        return _english_date(day, style)
    year = day.year + BUDDHIST_ERA
    if style == "numeric":
        return f"{day.day:02}/{day.month:02}/{year}"
    if style == "medium":
        return _medium(day)
    if style == "short":
        # Two digits only where they are read back as the same year.
        return f"{day.day} {SHORT_MONTHS_TH[day.month - 1]} {year % 100:02}" if year // 100 == 25 else _medium(day)
    written = f"{day.day} {MONTHS_TH[day.month - 1]} {year}"
    return thai_digits(written) if style == "official" else written


def format_month(day: date, language: Language = "th") -> str:
    """The month of this day: พฤษภาคม 2549, May 2006."""
    if language == "en":
        return f"{MONTHS_EN[day.month - 1]} {day.year:04}"
    return f"{MONTHS_TH[day.month - 1]} {day.year + BUDDHIST_ERA}"


def format_datetime(moment: datetime, style: Style = "short", language: Language = "th") -> str:
    """Write a moment in Bangkok time: “23 พ.ค. 2549 15.32 น.” or “23 May 2006, 15:32”."""
    local = to_bangkok(moment)
    if language == "en":
        return f"{_english_date(local.date(), style)}, {local:%H:%M}"
    day = _medium(local.date()) if style == "short" else format_date(local.date(), style)
    clock = f"{local:%H.%M} น."
    return f"{day} {thai_digits(clock) if style == 'official' else clock}"


def weekday_name(day: date, language: Language = "th") -> str:
    """Name the day of the week, without “วัน”."""
    return (WEEKDAYS_EN if language == "en" else WEEKDAYS_TH)[_day_of(day).weekday()]


def parse_date(text: str) -> date:
    """Read a day as officers write it; years from 2400 on and years of two digits are B.E.

    Before 1 January 2484 the Thai year began on 1 April; such days are read by the present calendar.
    """
    found = _match(_DATE_FORMS, text)
    year, month = _year(found), _month(found["month"])
    try:
        return date(year, month, int(found["day"]))
    except (ValueError, OverflowError):
        raise DateError("no_such_day") from None


def parse_datetime(text: str) -> datetime:
    """Read a day and a time in Bangkok, such as “23 May 2006 @ 15:32”, or an ISO moment; the answer is in UTC."""
    try:
        moment = _iso_moment(text) or datetime.combine(*_day_and_time(text), tzinfo=BANGKOK)
        return moment.astimezone(UTC)
    except OverflowError:
        raise DateError("no_such_day") from None


def fiscal_year(day: date) -> int:
    """The fiscal year of a day in B.E.: October to September, named by the year in which it ends."""
    day = _day_of(day)
    return day.year + BUDDHIST_ERA + (day.month >= 10)


def fiscal_quarter(day: date) -> int:
    """The quarter (1 to 4) of the fiscal year; the first is October to December."""
    return (_day_of(day).month - 10) % 12 // 3 + 1


def fiscal_year_bounds(year: int) -> tuple[date, date]:
    """The first and the last day of a fiscal year given in B.E."""
    ends = year - BUDDHIST_ERA
    return date(ends - 1, 10, 1), date(ends, 9, 30)


def _day_of(day: date) -> date:
    return to_bangkok(day).date() if isinstance(day, datetime) else day


def _medium(day: date) -> str:
    return f"{day.day} {SHORT_MONTHS_TH[day.month - 1]} {day.year + BUDDHIST_ERA}"


def _english_date(day: date, style: Style) -> str:
    if style == "numeric":
        return f"{day.day:02}/{day.month:02}/{day.year:04}"
    names = SHORT_MONTHS_EN if style in {"short", "medium"} else MONTHS_EN
    return f"{day.day} {names[day.month - 1]} {day.year:04}"


def _month_numbers() -> dict[str, int]:
    """Month names as they are compared: search form without dots."""
    tables: Sequence[Sequence[str]] = (MONTHS_TH, SHORT_MONTHS_TH, MONTHS_EN, SHORT_MONTHS_EN)
    numbers = {search_form(name).replace(".", ""): n for names in tables for n, name in enumerate(names, start=1)}
    return numbers | {"sept": 9}


_MONTH_NUMBERS = _month_numbers()
_WEEKDAY = "(?:วัน(?:ที่|[ก-๎]+? ?ที่)? ?)?"
_DAY = "(?P<day>[0-9]{1,2})"
_NAME = "(?P<month>[a-zก-๎][a-zก-๎.]+?)"
_ERA = r"(?P<era>พ\.? ?ศ\.?|ค\.? ?ศ\.?)"
_YEAR = "(?P<year>[0-9]{4}|[0-9]{2})"
_DATE_FORMS = [
    re.compile(form)
    for form in (
        "(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})",
        f"{_DAY} ?(?P<sign>[/.-]) ?(?P<month>[0-9]{{1,2}}) ?(?P=sign) ?{_YEAR}",
        f"{_WEEKDAY}{_DAY} ?(?:เดือน ?)?{_NAME}[ ,]*(?:{_ERA} ?)?{_YEAR}",
        f"{_NAME} {_DAY},? {_YEAR}",
    )
]
_TIME_FORMS = [
    re.compile(
        r"(?P<date>.*?[^ @,-])(?: ?[@,-] ?| |(?<=[0-9])t)(?:เวลา ?)?"
        r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?(?: ?น\.?)?"
    )
]


def _match(forms: Sequence[re.Pattern[str]], text: str) -> dict[str, str]:
    """The named parts of the first form that the whole text has."""
    plain = normalise_line(search_form(text)) if len(text) <= _LONGEST else ""
    for form in forms:
        if match := form.fullmatch(plain):
            return match.groupdict("")
    raise DateError("unreadable")


def _month(written: str) -> int:
    number = int(written) if written.isdigit() else _MONTH_NUMBERS.get(written.replace(".", ""))
    if number is None:
        raise DateError("unreadable")
    return number


def _year(found: dict[str, str]) -> int:
    """The year C.E.; “ค.ศ.” needs four digits, for nobody could tell the century."""
    year, era = int(found["year"]), found.get("era", "")
    short = len(found["year"]) == 2
    if era.startswith("ค"):
        if short:
            raise DateError("unreadable")
        return year
    if short:
        year += _CENTURY
    return year - BUDDHIST_ERA if era or year >= _FIRST_BUDDHIST_YEAR else year


def _day_and_time(text: str) -> tuple[date, time]:
    found = _match(_TIME_FORMS, text)
    day = parse_date(found["date"])
    try:
        return day, time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        raise DateError("no_such_time") from None


def _iso_moment(text: str) -> datetime | None:
    """An ISO moment with its zone, as data files give it."""
    try:
        moment = datetime.fromisoformat(text.strip())
        known = moment.utcoffset() is not None and moment.year < _FIRST_BUDDHIST_YEAR
    except ValueError:
        return None
    return moment if known else None
