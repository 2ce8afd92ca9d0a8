"""Days and years in the ways people write them: both eras, month names and figures."""

import re
from datetime import date

from panya.base.thai.dates import (
    BUDDHIST_ERA,
    MONTHS_EN,
    MONTHS_TH,
    SHORT_MONTHS_TH,
    DateError,
    format_date,
    parse_date,
)
from panya.shared.search.understanding.spans import Span

_FIRST, _LAST = 2400, 2643
_MONTH_NAMES = sorted({*MONTHS_TH, *SHORT_MONTHS_TH, *(name.replace(".", "") for name in SHORT_MONTHS_TH)}, key=len)
_MONTH = "|".join(re.escape(name) for name in reversed(_MONTH_NAMES))
_ENGLISH = "(?:{})".format("|".join(f"{name[:3]}(?:{name[3:]})?" if name[3:] else name for name in MONTHS_EN))
_ERA = r"(?:(?:พ|ค)\. ?ศ\.|พศ\.?|คศ\.?)"
_NAMED = f"(?:{_MONTH}|{_ENGLISH})"
_DAY = re.compile(
    rf"(?<![0-9./-])(?:[0-9]{{1,2}} ?{_NAMED}\.?,? ?(?:{_ERA} ?)?[0-9]{{2,4}}"
    rf"|{_ENGLISH} [0-9]{{1,2}},? [0-9]{{4}}"
    r"|[0-9]{1,2}(?P<sign>[/.-])[0-9]{1,2}(?P=sign)[0-9]{2,4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?![0-9/-])",
    re.IGNORECASE,
)
_MONTH_AND_YEAR = re.compile(
    rf"(?P<month>{_NAMED})\.? ?(?:{_ERA} ?)?(?P<year>[0-9]{{4}}|[0-9]{{2}})(?![0-9])", re.IGNORECASE
)
_YEAR = re.compile(rf"(?<![0-9/.,-])(?:(?P<era>{_ERA}) ?)?(?P<year>[0-9]{{4}})(?![0-9/,-]|\.[0-9])")
# What is counted, weighed or paid is no year.
_COUNTED = re.compile(r" ?(?:บาท|ล้าน|พันล้าน|คน|ราย|ตัน|กิโลกรัม|กก\.|เมตร|เรื่อง|รายการ|แห่ง|ชิ้น|%)")


def dates_in(text: str) -> list[Span]:
    """Days, and months of a year, with the other ways to write each; the text in Arabic figures."""
    found: list[Span] = []
    for match in _DAY.finditer(text):
        try:
            day = parse_date(match[0])
        except DateError:
            continue
        found.append(Span(match.start(), match.end(), _ways_to_say_day(day)))
    for match in _MONTH_AND_YEAR.finditer(text):
        if not any(span.overlaps(match.start(), match.end()) for span in found[-_DAYS_AROUND:]):
            found += _month(match)
    return found


def years_in(text: str) -> list[Span]:
    """Years from 2400 to 2643 and from 1857 to 2100, each with the same year of the other era."""
    return [
        Span(match.start(), match.end(), ways)
        for match in _YEAR.finditer(text)
        if (ways := _ways_to_say_year(int(match["year"]), match["era"] or "")) and not _COUNTED.match(text, match.end())
    ]


# So many days of the text at most are looked at for each month; a query holds few.
_DAYS_AROUND = 50


def _ways_to_say_day(day: date) -> tuple[str, ...]:
    """As officers write it, in both eras."""
    year = day.year + BUDDHIST_ERA
    return (
        format_date(day, "long"),
        format_date(day, "medium"),
        format_date(day, "short"),
        f"{day.day}/{day.month}/{year}",
        format_date(day, "numeric"),
        day.isoformat(),
        format_date(day, "long", "en"),
        format_date(day, "medium", "en"),
    )


def _month(match: re.Match[str]) -> list[Span]:
    try:
        day = parse_date(f"1 {match['month']} {match['year']}")
    except DateError:
        return []
    year = day.year + BUDDHIST_ERA
    thai, short = MONTHS_TH[day.month - 1], SHORT_MONTHS_TH[day.month - 1]
    ways = (f"{thai} {year}", f"{short} {year}", f"{short} {year % 100:02}", f"{MONTHS_EN[day.month - 1]} {day.year}")
    return [Span(match.start(), match.end(), ways)]


def _ways_to_say_year(year: int, era: str) -> tuple[str, ...]:
    """The bare year in both eras; “ค.ศ. 2549” is far ahead and has no other."""
    if era.startswith("ค") or (year < _FIRST and not era):
        year += BUDDHIST_ERA
    return (str(year), str(year - BUDDHIST_ERA)) if _FIRST <= year <= _LAST else ()
