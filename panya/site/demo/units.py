"""The units of the demo ministry."""

from datetime import date
from typing import Any

from panya.shared.people.models import Unit


def load_units(rows: list[dict[str, Any]]) -> None:
    """Make the units that are missing, parents first, then tell which was renamed to which."""
    known = {unit.code: unit for unit in Unit.objects.all()}
    for order, row in enumerate(rows):
        if row["code"] not in known:
            known[row["code"]] = _make(row, known, order)
    for row in rows:
        if row["renamed_to"]:
            Unit.objects.filter(code=row["code"]).update(renamed_to=known[row["renamed_to"]])


def _make(row: dict[str, Any], known: dict[str, Unit], order: int) -> Unit:
    return Unit.objects.create(
        code=row["code"],
        parent=known[row["parent"]] if row["parent"] else None,
        kind=row["kind"],
        name_th=row["name_th"],
        name_en=row["name_en"],
        short_th=row["short_th"] or "",
        region=row["region"] or "",
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        sort_order=order,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
