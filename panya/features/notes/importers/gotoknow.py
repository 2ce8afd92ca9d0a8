"""A record of GotoKnow as the text of its saved page: title, body, foot, comments."""

import hashlib
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.base.thai.normalise import normalise, normalise_line
from panya.features.notes.importers.blocks import blocks_html
from panya.features.notes.importers.gotoknow_comments import comments_in
from panya.features.notes.importers.licences import licence_of
from panya.features.notes.importers.record import SourceRecord
from panya.features.notes.importers.times import time_and_remark

FORMAT = "gotoknow"
SIZE_LIMIT = 8 * 1024 * 1024
_LONGEST_NUMBER = 18
_LINE_LIMIT = 2_000

_AUTHOR_LINE = re.compile(r"บันทึกนี้เขียนที่\s*GotoKnow", re.IGNORECASE)
_TAGS_LINE = re.compile(r"คำสำคัญ\s*\(Tags\)\s*:?", re.IGNORECASE)
_NUMBER_LINE = re.compile(r"หมายเลขบันทึก\s*:")
_COMMENTS_LINE = re.compile(r"ความเห็น\s*\(\d+\)\s*")
_FIELD = re.compile(r"(หมายเลขบันทึก|เขียน|แก้ไข|สัญญาอนุญาต|ความเห็น|อ่าน)\s*:")


@dataclass(frozen=True)
class _Parts:
    """Where the parts of a page lie in its lines; None: the page has no such line."""

    author: int | None
    tags: int | None
    number: int | None
    comments: int | None
    end: int

    @property
    def foot(self) -> int | None:
        return min((at for at in (self.author, self.tags, self.number) if at is not None), default=None)


def parse(content: bytes) -> SourceRecord:
    """Read one record; Refused says what is wrong with anything that is none.

    Only the title and one line of the foot are needed. A record without a number is known by its title and time.
    """
    lines = [line.strip() for line in _decoded(content).split("\n")]
    parts = _find_parts(lines)
    first = next((at for at, line in enumerate(lines) if line), 0)
    if parts.foot is None:
        raise Refused(_("ไม่พบท้ายบันทึกแบบ GotoKnow (เช่น “หมายเลขบันทึก: …”) โปรดบันทึกทั้งหน้าเป็นข้อความแล้วลองใหม่"))
    if parts.foot <= first:
        raise Refused(_("ไม่พบชื่อเรื่องและเนื้อหาก่อนท้ายบันทึก โปรดตรวจว่าไฟล์มีข้อความครบทั้งหน้า"))
    title = normalise_line(lines[first])
    fields = _fields(lines, parts)
    written_at, written_remark = time_and_remark(fields.get("เขียน", ""))
    edited_at, edited_remark = time_and_remark(fields.get("แก้ไข", ""))
    licence, licence_remark = licence_of(fields.get("สัญญาอนุญาต", ""))
    author, notebook = _author_and_notebook(lines, parts)
    number = _number(fields.get("หมายเลขบันทึก", ""))
    return SourceRecord(
        id=str(number) if number else _id_without_number(title, fields.get("เขียน", "")),
        sha256=hashlib.sha256(content).hexdigest(),
        title=title,
        body_html=blocks_html(lines[first + 1 : parts.foot]),
        number=number,
        author_name=author,
        notebook=notebook,
        tags=_tags(lines, parts),
        licence=licence,
        source=" · ".join(part for part in ("GotoKnow", licence_remark and fields["สัญญาอนุญาต"][:200]) if part),
        written_at=written_at,
        edited_at=edited_at,
        comments=comments_in(lines[parts.comments + 1 :]) if parts.comments is not None else (),
        remarks=tuple(remark for remark in (written_remark, edited_remark, licence_remark) if remark),
    )


def _decoded(content: bytes) -> str:
    if len(content) > SIZE_LIMIT:
        raise Refused(_("ไฟล์ใหญ่เกิน 8 MB จึงไม่น่าใช่บันทึกเดียว โปรดแยกเป็นไฟล์ละหนึ่งบันทึก"))
    try:
        text = normalise(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise Refused(_("ไฟล์ไม่ได้เข้ารหัสแบบ UTF-8 โปรดเปิดในโปรแกรมแก้ไขข้อความแล้วบันทึกใหม่เป็น UTF-8")) from None
    if not text.strip():
        raise Refused(_("ไฟล์ว่างเปล่า ไม่มีข้อความให้นำเข้า"))
    return text


def _find_parts(lines: list[str]) -> _Parts:
    """The foot is the last one before the first heading of comments: a body may quote another record's foot."""
    numbers = [at for at, line in enumerate(lines) if _NUMBER_LINE.match(line)]
    after = numbers[0] if numbers else 0
    headings = (at for at, line in enumerate(lines) if at > after and _COMMENTS_LINE.fullmatch(line))
    comments = next(headings, None)
    end = len(lines) if comments is None else comments
    number = _last(_NUMBER_LINE, lines, end)
    before = end if number is None else number
    return _Parts(_last(_AUTHOR_LINE, lines, before), _last(_TAGS_LINE, lines, before), number, comments, end)


def _last(pattern: re.Pattern[str], lines: list[str], end: int) -> int | None:
    return next((at for at in range(end - 1, -1, -1) if pattern.match(lines[at])), None)


def _fields(lines: list[str], parts: _Parts) -> dict[str, str]:
    """The named fields of the number line (a page may break it); the first of a name counts."""
    if parts.number is None:
        return {}
    pieces = _FIELD.split(" ".join(lines[parts.number : parts.end]))
    fields: dict[str, str] = {}
    for name, value in zip(pieces[1::2], pieces[2::2], strict=True):
        fields.setdefault(name, value.strip(" ,"))
    return fields


def _number(text: str) -> int | None:
    digits = text.strip()
    if not digits.isdecimal() or len(digits) > _LONGEST_NUMBER:
        return None
    return int(digits) or None


def _id_without_number(title: str, written: str) -> str:
    return "title:" + hashlib.sha256(f"{title}\n{written}".encode()).hexdigest()[:32]


def _author_and_notebook(lines: list[str], parts: _Parts) -> tuple[str, str]:
    """From “บันทึกนี้เขียนที่ GotoKnow โดย AUTHOR ใน NOTEBOOK”, of which either may be missing."""
    if parts.author is None:
        return "", ""
    rest = normalise_line(_AUTHOR_LINE.sub("", lines[parts.author][:_LINE_LIMIT], count=1)).removeprefix("โดย")
    author, _in, notebook = f" {rest.strip()} ".partition(" ใน ")
    return author.strip(), notebook.strip()


def _tags(lines: list[str], parts: _Parts) -> tuple[str, ...]:
    if parts.tags is None:
        return ()
    names = _TAGS_LINE.sub("", lines[parts.tags], count=1).split("#")
    return tuple(name for name in map(normalise_line, names) if name)
