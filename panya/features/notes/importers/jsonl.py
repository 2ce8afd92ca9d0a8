"""Records as JSON lines: {"id", "text", "title"?, "author"?, "notebook"?, "tags"?, "written"?, "licence"?, "source"?}.

Titles that 50 or more records of a file begin alike are shortened, so that lists stay readable: where the shared
beginning is 20 characters or longer and ends at a dash, it is kept as the record's source, and the rest is the title.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.base.thai.clusters import truncate
from panya.base.thai.normalise import normalise_line
from panya.features.notes.importers.licences import licence_of
from panya.features.notes.importers.record import SourceRecord
from panya.features.notes.importers.report import Refusal
from panya.features.notes.importers.times import day_of, time_and_remark

FORMAT = "jsonl"
LINE_LIMIT = 8 * 1024 * 1024
ID_LIMIT = 200
_SKIPPED_AT_ONCE = 1024 * 1024
_TITLE_FROM_TEXT = 150
_SHARED_BY = 50
_SHARED_LENGTH = 20
_DASHES_LOOKED_AT = 6
_DASH = re.compile(r"[-–—]")
_DIGIT = re.compile(r"\d")
_DATE_LINE = 80
_OPENING = 20_000
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Survey:
    """What a first look at a file tells: how many lines it has, and the beginnings that its titles share."""

    lines: int
    prefixes: frozenset[str]


def survey(path: Path) -> Survey:
    """Count the lines and find the shared beginnings of titles."""
    lines, beginnings = 0, Counter[str]()
    for _number, raw in _lines(path):
        lines += 1
        try:
            title = _object(raw).get("title")
        except Refused:
            continue
        if isinstance(title, str):
            beginnings.update(_beginnings(normalise_line(title[:1_000])))
    return Survey(lines, frozenset(beginning for beginning, count in beginnings.items() if count >= _SHARED_BY))


def read(path: Path, prefixes: frozenset[str] = frozenset()) -> Iterator[SourceRecord | Refusal]:
    """Every line as a record or as the reason why it is none."""
    for number, raw in _lines(path):
        try:
            yield _record(number, raw, prefixes)
        except Refused as refusal:
            yield Refusal(number, str(refusal))


def _lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines that are not blank, one at a time in memory; None where a line is too long."""
    number = 0
    with path.open("rb") as file:
        while raw := file.readline(LINE_LIMIT + 1):
            number += 1
            if len(raw) > LINE_LIMIT and not raw.endswith(b"\n"):
                while (rest := file.readline(_SKIPPED_AT_ONCE)) and not rest.endswith(b"\n"):
                    pass
                yield number, None
            elif raw := (raw.removeprefix(_BOM) if number == 1 else raw).strip():
                yield number, raw


def _object(raw: bytes | None) -> dict[str, Any]:
    if raw is None:
        raise Refused(_("บรรทัดยาวเกิน 8 MB โปรดแบ่งเป็นหลายระเบียน"))
    if b"\x00" in raw:
        raise Refused(_("มีอักขระ NUL ในบรรทัด ไฟล์อาจเสียหายหรือไม่ใช่ไฟล์ข้อความ โปรดส่งออกใหม่จากต้นทาง"))
    try:
        found = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise Refused(_("บรรทัดไม่ได้เข้ารหัสแบบ UTF-8 โปรดบันทึกไฟล์ใหม่เป็น UTF-8")) from None
    except (ValueError, RecursionError):
        raise Refused(_("บรรทัดไม่ใช่ JSON ที่ถูกต้อง โปรดตรวจเครื่องหมายคำพูดและวงเล็บ")) from None
    if not isinstance(found, dict):
        raise Refused(_('แต่ละบรรทัดต้องเป็นออบเจกต์ เช่น {"id": "1", "text": "…"}'))
    return found


def _record(line: int, raw: bytes | None, prefixes: frozenset[str]) -> SourceRecord:
    row = _object(raw)
    text = _string(row, "text").strip()
    if not text:
        raise Refused(_("ไม่มีข้อความใน “text” โปรดเติมเนื้อหาของระเบียนนี้"))
    written, written_remark = _written(row, text)
    licence, licence_remark = licence_of(_string(row, "licence"))
    prefix, title = _split_title(normalise_line(_string(row, "title")) or _title_from(text), prefixes)
    said_licence = licence_remark and normalise_line(_string(row, "licence"))[:100]
    sources = (prefix, normalise_line(_string(row, "source"))[:300], said_licence)
    return SourceRecord(
        id=_id(row),
        sha256=hashlib.sha256(raw or b"").hexdigest(),
        title=title,
        body_html=_body(text),
        line=line,
        author_name=normalise_line(_string(row, "author")),
        notebook=normalise_line(_string(row, "notebook")),
        tags=_tags(row),
        licence=licence,
        source=" · ".join(part for part in sources if part)[:500],
        written_at=written,
        remarks=tuple(remark for remark in (written_remark, licence_remark) if remark),
    )


def _string(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refused(_("ค่าของ “%(key)s” ต้องเป็นข้อความ") % {"key": key})
    return value


def _id(row: dict[str, Any]) -> str:
    value = row.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    known_by = normalise_line(value) if isinstance(value, str) else ""
    if not known_by or len(known_by) > ID_LIMIT:
        raise Refused(_("ไม่มี “id” หรือยาวเกิน 200 ตัวอักษร ทุกระเบียนต้องมีรหัสของตนเพื่อให้นำเข้าซ้ำได้โดยไม่ซ้อนกัน"))
    return known_by


def _tags(row: dict[str, Any]) -> tuple[str, ...]:
    tags = row.get("tags") or []
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise Refused(_('ค่าของ “tags” ต้องเป็นรายการข้อความ เช่น ["การค้า", "ส่งออก"]'))
    return tuple(tags)


def _written(row: dict[str, Any], text: str) -> tuple[datetime | None, str]:
    """What "written" says; without it the date that the text begins with, as news items do."""
    said = _string(row, "written")
    return time_and_remark(said) if said.strip() else (_date_line(text[:_DATE_LINE].split("\n", 1)[0]), "")


def _date_line(line: str) -> datetime | None:
    return day_of(line) if _DIGIT.search(line) else None


def _title_from(text: str) -> str:
    """The first line that is more than a date, cut between words."""
    lines = [line for line in map(normalise_line, text[:_OPENING].splitlines()) if line]
    if len(lines) > 1 and _date_line(lines[0]) is not None:
        lines = lines[1:]
    return truncate(lines[0], _TITLE_FROM_TEXT) if lines else ""


def _body(text: str) -> str:
    """Blank lines part paragraphs; in a text that has none, every line is one."""
    lines = [line.strip() for line in escape(text).splitlines()]
    if "" not in lines:
        return "".join(f"<p>{line}</p>" for line in lines)
    paragraphs = ("<br>".join(group) for filled, group in groupby(lines, key=bool) if filled)
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def _beginnings(title: str) -> list[str]:
    """The long beginnings of a title that end at a dash and leave something for the rest."""
    ends = [dash.end() for dash, _n in zip(_DASH.finditer(title), range(_DASHES_LOOKED_AT), strict=False)]
    return [title[:end] for end in ends if end >= _SHARED_LENGTH and title[end:].strip(" -–—")]


def _split_title(title: str, prefixes: frozenset[str]) -> tuple[str, str]:
    """(shared beginning without its dash, rest of the title)."""
    shared = [beginning for beginning in _beginnings(title) if beginning in prefixes]
    if not shared:
        return "", title
    return shared[-1].rstrip(" -–—"), title[len(shared[-1]) :].strip()
