from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panya.base.thai.dates import (
    BANGKOK,
    MONTHS_EN,
    MONTHS_TH,
    SHORT_MONTHS_TH,
    DateError,
    fiscal_quarter,
    fiscal_year,
    fiscal_year_bounds,
    format_date,
    format_datetime,
    parse_date,
    parse_datetime,
    to_bangkok,
    weekday_name,
)
from tests.base.thai.texts import texts

DAY = date(2006, 5, 22)
MOMENT = datetime(2006, 5, 23, 8, 32, tzinfo=UTC)
STYLES = st.sampled_from(["long", "short", "numeric", "official"])
LANGUAGES = st.sampled_from(["th", "en"])
days = st.dates(date(1857, 1, 1), date(2399, 12, 31))  # B.E. from 2400 on, C.E. below: no year means two
BEGINNING = datetime(1921, 1, 1)  # noqa: DTZ001 - Hypothesis wants it without a zone
moments = st.datetimes(BEGINNING, BEGINNING.replace(year=2399), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("style", "language", "written"),
    [
        ("long", "th", "22 พฤษภาคม 2549"),
        ("short", "th", "22 พ.ค. 49"),
        ("numeric", "th", "22/05/2549"),
        ("official", "th", "๒๒ พฤษภาคม ๒๕๔๙"),
        ("long", "en", "22 May 2006"),
        ("short", "en", "22 May 2006"),
        ("numeric", "en", "22/05/2006"),
        ("official", "en", "22 May 2006"),
    ],
)
def test_each_style_has_one_form_and_one_era(style, language, written):
    assert format_date(DAY, style, language) == written


def test_short_years_are_written_only_where_they_are_read_back():
    assert format_date(date(1906, 5, 22), "short") == "22 พ.ค. 2449"
    assert format_date(date(2057, 5, 22), "short") == "22 พ.ค. 2600"


def test_a_moment_is_written_in_bangkok_time():
    assert format_datetime(MOMENT) == "23 พ.ค. 2549 15.32 น."
    assert format_datetime(MOMENT, "official") == "๒๓ พฤษภาคม ๒๕๔๙ ๑๕.๓๒ น."
    assert format_datetime(MOMENT, language="en") == "23 May 2006, 15:32"
    late = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    assert format_date(late) == "1 มกราคม 2570"
    assert to_bangkok(late).isoformat() == "2027-01-01T00:00:00+07:00"


def test_a_moment_without_a_zone_is_refused():
    for use in (to_bangkok, format_date, format_datetime, fiscal_year, fiscal_quarter, weekday_name):
        with pytest.raises(DateError) as refused:
            use(datetime(2006, 5, 22, 12, 0))  # noqa: DTZ001
        assert refused.value.code == "no_time_zone"


@pytest.mark.parametrize(
    "text",
    [
        "22/5/2549",
        "22-5-2549",
        "22.5.2549",
        "22/05/49",
        "22 พ.ค. 49",
        "22พ.ค.49",
        "22 พค 49",
        "22 พ.ค. 2549",
        "22 พฤษภาคม 2549",
        "22 พฤษภาคม พ.ศ. 2549",
        "22 พฤษภาคม พ.ศ.2549",
        "22 พฤษภาคม ค.ศ. 2006",
        "๒๒ พฤษภาคม ๒๕๔๙",
        "วันจันทร์ที่ 22 พฤษภาคม 2549",
        "วันที่ 22 เดือน พฤษภาคม พ.ศ. 2549",
        "2006-05-22",
        "2549-05-22",
        "22/5/2006",
        "22 May 2006",
        "22 MAY 2549",
        "May 22, 2006",
        "  22\u00a0พ.ค.\t49 ",
        "22 พฤษภา\u200bคม 2549",
    ],
)
def test_days_are_read_as_officers_write_them(text):
    assert parse_date(text) == DAY


def test_the_twenty_ninth_of_february_follows_the_calendar():
    assert parse_date("29 ก.พ. 2567") == date(2024, 2, 29)
    with pytest.raises(DateError) as refused:
        parse_date("29 ก.พ. 2568")
    assert refused.value.code == "no_such_day"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "unreadable"),
        ("พรุ่งนี้", "unreadable"),
        ("22 พ.ค.", "unreadable"),
        ("22/5-2549", "unreadable"),
        ("22 ม.ม. 2549", "unreadable"),
        ("22 พ.ค. ค.ศ. 49", "unreadable"),
        ("22/5/254", "unreadable"),
        ("1" * 5_000, "unreadable"),
        ("22/13/2549", "no_such_day"),
        ("31 เม.ย. 2549", "no_such_day"),
        ("0/1/2549", "no_such_day"),
        ("1/1/0000", "no_such_day"),
    ],
)
def test_what_is_no_day_is_refused_with_a_reason(text, code):
    with pytest.raises(DateError) as refused:
        parse_date(text)
    assert (refused.value.code, refused.value.message_key) == (code, f"date.{code}")
    assert str(refused.value).isascii()


@pytest.mark.parametrize(
    "text",
    [
        "23 May 2006 @ 15:32",
        "23 May 2006 15:32",
        "23 May 2006, 15:32",
        "23 พ.ค. 2549 15.32 น.",
        "23 พฤษภาคม 2549 เวลา 15:32 น.",
        "๒๓ พฤษภาคม ๒๕๔๙ ๑๕.๓๒ น.",
        "23/5/2549 15:32:00",
        "2006-05-23 15:32",
        "2006-05-23T15:32",
        "2006-05-23T15:32:00+07:00",
        "2006-05-23T08:32:00Z",
    ],
)
def test_moments_are_read_in_bangkok_time(text):
    moment = parse_datetime(text)
    assert moment == MOMENT
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("23 May 2006", "unreadable"),
        ("22.5.2549", "unreadable"),
        ("23 May 2006 @ 24:00", "no_such_time"),
        ("23 May 2006 @ 15:60", "no_such_time"),
        ("29 ก.พ. 2568 10.00 น.", "no_such_day"),
        ("1/1/0001 00:00", "no_such_day"),
        ("0001-01-01T00:00:00+14:00", "no_such_day"),
    ],
)
def test_what_is_no_moment_is_refused_with_a_reason(text, code):
    with pytest.raises(DateError) as refused:
        parse_datetime(text)
    assert refused.value.code == code


@given(days, STYLES, LANGUAGES)
def test_a_written_day_is_read_back(day, style, language):
    assert parse_date(format_date(day, style, language)) == day


@given(moments, STYLES, LANGUAGES)
def test_a_written_moment_is_read_back_to_the_minute(moment, style, language):
    minute = moment.replace(second=0, microsecond=0)
    assert parse_datetime(format_datetime(moment, style, language)) == minute


@given(st.one_of(texts, st.text("0123456789/-. @:พ.คศมtT๒", max_size=30)))
def test_no_text_breaks_the_parsers(text):
    for parse in (parse_date, parse_datetime):
        with suppress(DateError):
            assert parse(text).year in range(1, 10_000)


def test_the_fiscal_year_is_named_by_its_end():
    assert (fiscal_year(DAY), fiscal_quarter(DAY)) == (2549, 3)
    assert (fiscal_year(date(2006, 10, 1)), fiscal_quarter(date(2006, 10, 1))) == (2550, 1)
    assert fiscal_year_bounds(2549) == (date(2005, 10, 1), date(2006, 9, 30))


def test_the_fiscal_year_turns_at_midnight_in_bangkok():
    midnight = datetime(2006, 10, 1, tzinfo=BANGKOK)
    assert fiscal_year(midnight) == 2550
    assert fiscal_year(midnight.astimezone(timezone(timedelta(hours=-8)))) == 2550
    assert fiscal_year(midnight - timedelta(seconds=1)) == 2549


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_every_day_lies_in_its_fiscal_year_and_quarter(day):
    first, last = fiscal_year_bounds(fiscal_year(day))
    assert first <= day <= last
    months = (day.year - first.year) * 12 + day.month - first.month
    assert fiscal_quarter(day) == months // 3 + 1


def test_the_day_of_the_week_is_known():
    assert weekday_name(date(2006, 5, 24)) == "พุธ"
    assert weekday_name(date(2006, 5, 24), "en") == "Wednesday"


def test_the_month_tables_are_whole():
    assert [len(table) for table in (MONTHS_TH, SHORT_MONTHS_TH, MONTHS_EN)] == [12, 12, 12]
    assert [parse_date(f"1 {name} 2549").month for name in MONTHS_TH] == list(range(1, 13))
