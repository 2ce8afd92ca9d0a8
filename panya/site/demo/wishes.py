"""What the demo ministry aims at this year, which assets serve it, and the knowledge that its people ask for."""

from typing import Any

from panya.base.core.clock import today
from panya.base.thai.dates import fiscal_year
from panya.features.assets.actions import wanting
from panya.shared.content.models import Aim, Item, Topic
from panya.shared.people.models import Unit
from panya.site.demo.stories import person


def load_wishes(rows: dict[str, Any], items: dict[str, Item]) -> None:
    """Write the aims, tie assets to them, and put cards on the board of wanted knowledge."""
    aims = _aims(rows["aims"])
    for slug, codes in rows["serves"].items():
        items[slug].aims.set([aims[code] for code in codes])
    for row in rows["wanted"]:
        card = wanting.want(row["title"], row["why"], by=person(row["by"]), topic=Topic.objects.get(slug=row["topic"]))
        for name in row["backed_by"]:
            wanting.back(card, by=person(name))
        if taker := row.get("taken_by"):
            wanting.take(card, by=person(taker))


def _aims(rows: list[dict[str, Any]]) -> dict[str, Aim]:
    year = fiscal_year(today())
    made: dict[str, Aim] = {}
    for row in rows:
        made[row["code"]] = Aim.objects.create(
            fiscal_year=year,
            kind=row["kind"],
            code=row["code"],
            name=row["name"],
            name_en=row["name_en"],
            parent=made.get(row.get("under", "")),
            unit=Unit.objects.by_code(row["unit"]),
        )
    return made
