"""Reads a CSV file as people send it: any of the usual encodings, separators and headings."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.base.thai.normalise import identity_key, normalise_line

_ENCODINGS = ("utf-8-sig", "cp874")
_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True)
class Line:
    """One line of the table: where it begins in the file, its cells by field name, and what is wrong with it."""

    number: int
    cells: Mapping[str, str]
    fault: str = ""


def decoded(content: bytes) -> str:
    """The text of the file: UTF-8 with or without BOM, UTF-16 with BOM, else TIS-620."""
    if content.startswith(b"PK\x03\x04") or content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(_("ไฟล์นี้เป็นไฟล์ Excel โปรดเปิดแล้วบันทึกเป็น CSV (UTF-8) ก่อนนำเข้า"))
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_("อ่านตัวอักษรในไฟล์นี้ไม่ได้ โปรดบันทึกใหม่เป็น CSV แบบ UTF-8"))


def read_table(content: bytes, headings: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]) -> list[Line]:
    """The lines under the heading line; the file is refused as a whole where a needed column is missing."""
    text = decoded(content)
    rows = _rows(text, _separator(text))
    first = next(rows, None)
    if first is None:
        raise Refused(_("ไฟล์นี้ว่างเปล่า โปรดเลือกไฟล์อื่น"))
    names = _field_names(first[1], headings)
    missing = [headings[name][0] for name in needed if name not in names]
    if missing:
        raise Refused(_("ไม่พบคอลัมน์ %(columns)s ในบรรทัดแรก โปรดใช้หัวคอลัมน์ตามไฟล์ตัวอย่าง") % {"columns": ", ".join(missing)})
    return [_line(number, cells, names, fault) for number, cells, fault in rows if fault or any(map(str.strip, cells))]


def _separator(text: str) -> str:
    heading = text.lstrip().split("\n", 1)[0]
    return max(_SEPARATORS, key=heading.count)


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str], str]]:
    """Line number, cells and fault of each row; a broken row does not stop the rest."""
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator)
    while True:
        number = reader.line_num + 1
        try:
            yield number, next(reader), ""
        except StopIteration:
            return
        except csv.Error:
            yield number, [], _("บรรทัดนี้อ่านไม่ได้ โปรดตรวจเครื่องหมายคำพูดและจุลภาค")


def _field_names(heading: list[str], headings: Mapping[str, tuple[str, ...]]) -> list[str]:
    known = {identity_key(label): name for name, labels in headings.items() for label in (name, *labels)}
    names = [known.get(identity_key(cell), "") for cell in heading]
    twice = [name for name in names if name and names.count(name) > 1]
    if twice:
        raise Refused(_("คอลัมน์ %(column)s มีมากกว่าหนึ่งครั้ง โปรดเหลือไว้คอลัมน์เดียว") % {"column": headings[twice[0]][0]})
    return names


def _line(number: int, cells: list[str], names: list[str], fault: str) -> Line:
    if not fault and len(cells) > len(names) and any(map(str.strip, cells[len(names) :])):
        fault = _("บรรทัดนี้มีช่องมากกว่าหัวคอลัมน์ โปรดตรวจเครื่องหมายจุลภาคที่เกินมา")
    values = {name: normalise_line(cell) for name, cell in zip(names, cells, strict=False) if name}
    return Line(number, values, fault)
