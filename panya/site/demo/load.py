"""Loads the demo ministry once; a second run changes nothing."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from panya.shared.content.models import Item, Topic
from panya.site.demo.assets import asset_rows, hand_over_from_leavers, load_assets
from panya.site.demo.keeping import load_keeping, load_thanks
from panya.site.demo.people import close_left_accounts, load_people
from panya.site.demo.stories import MARK, load_stories, stories
from panya.site.demo.units import load_units
from panya.site.demo.wishes import load_wishes

FOLDER = Path(__file__).parent


def read(name: str) -> Any:
    """One of the demo's JSON files."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def is_loaded() -> bool:
    """True once the demo's notes are there."""
    return Item.objects.filter(import_format=MARK).exists()


@transaction.atomic
def load_demo() -> bool:
    """Load units, people, topics and notes; False where the demo had been loaded before."""
    if is_loaded():
        return False
    load_units(read("units.json"))
    people = read("people.json")
    load_people(people, read("names.json"))
    _load_topics(read("topics.json"))
    rows = stories()
    items = load_stories(rows)
    assets = load_assets(asset_rows())
    load_wishes(read("wishes.json"), assets)
    load_thanks(rows, items)
    load_keeping(read("keeping.json"), items)
    hand_over_from_leavers()
    close_left_accounts(people)
    return True


def _load_topics(rows: list[dict[str, Any]]) -> None:
    for order, row in enumerate(rows):
        parent = Topic.objects.get(slug=row["parent"]) if row["parent"] else None
        Topic.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "parent": parent,
                "name_th": row["name_th"],
                "name_en": row["name_en"],
                "sort_order": order,
            },
        )
