"""The entries as a table to take along; no cell of it is taken for a formula."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from panya.base.thai.dates import format_datetime
from panya.overviews.audit_trail.telling import Change, Told, language_of_page

# A spreadsheet takes a cell that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(rows: Iterable[Told]) -> str:
    """With the BOM that Excel needs."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_headings())
    writer.writerows([_safe(cell) for cell in _cells(told)] for told in rows)
    return out.getvalue()


def _headings() -> list[str]:
    return [
        _("รายการ"),
        _("ลำดับผนึก"),
        _("เวลา"),
        _("ผู้ทำ"),
        _("การกระทำ"),
        _("รหัสการกระทำ"),
        _("ประเภทของสิ่งที่ถูกทำ"),
        _("รหัสของสิ่งนั้น"),
        _("สิ่งที่ถูกทำ"),
        _("ก่อน"),
        _("หลัง"),
        _("เหตุผล"),
        _("ที่อยู่ (ปิดบางส่วน)"),
        _("รหัสโซ่"),
    ]


def _cells(told: Told) -> list[Any]:
    entry = told.entry
    return [
        entry.pk,
        entry.sequence or "",
        format_datetime(entry.at, "short", language_of_page()),
        entry.actor_name or _("ระบบ"),
        told.act,
        entry.verb,
        told.thing,
        entry.object_id,
        told.name,
        _side(told.changes, "before"),
        _side(told.changes, "after"),
        _("ซ่อนไว้") if told.reason_cut else told.reason,
        entry.address,
        entry.hash,
    ]


def _side(changes: list[Change], side: str) -> str:
    return "; ".join(f"{change.label}: {_('ซ่อนไว้') if change.cut else getattr(change, side)}" for change in changes)


def _safe(cell: Any) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
