"""The times that sources give."""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.thai.dates import BANGKOK, DateError, parse_date, parse_datetime
from panya.base.thai.normalise import normalise_line

_OLDEST_YEAR = 1900
_LENGTH = 80


def moment_of(text: str) -> datetime | None:
    """The moment that a source's time means in Bangkok; None where it means none, or one that cannot be.

    A day without a time begins at midnight in Bangkok.
    """
    said = _plain(text)
    return _possible(_moment(said) or _midnight(said)) if said else None


def day_of(text: str) -> datetime | None:
    """The beginning of the day in Bangkok that a text names and nothing else; None where it is no such text."""
    return _possible(_midnight(_plain(text)))


def _possible(moment: datetime | None) -> datetime | None:
    if moment is None or moment.year < _OLDEST_YEAR or moment > timezone.now() + timedelta(days=1):
        return None
    return moment


def time_and_remark(text: str) -> tuple[datetime | None, str]:
    """(time, remark): a time that cannot be read or cannot be is left unknown, and the remark says so."""
    moment, said = moment_of(text), _plain(text)
    if moment is None and said:
        return None, _("เวลา “%(time)s” อ่านไม่ได้หรือเป็นไปไม่ได้ จึงบันทึกว่าไม่ทราบ") % {"time": said}
    return moment, ""


def _plain(text: str) -> str:
    # GotoKnow writes “23 May 2006 @ 15:32 ()”.
    return normalise_line(text[:_LENGTH]).replace("()", "").strip(" ,")


def _moment(said: str) -> datetime | None:
    try:
        return parse_datetime(said)
    except DateError:
        return None


def _midnight(said: str) -> datetime | None:
    try:
        return datetime.combine(parse_date(said), time(), tzinfo=BANGKOK).astimezone(UTC)
    except (DateError, OverflowError):
        return None
