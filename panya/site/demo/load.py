"""Loads the demo ministry once; a second run changes nothing."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from panya.shared.activity import actions as activity
from panya.shared.content.actions.items import Place, create_item, publish_latest
from panya.shared.content.actions.notebooks import notebook_named
from panya.shared.content.html import paragraphs_html
from panya.shared.content.models import Item, Topic
from panya.shared.content.text import Text
from panya.shared.feedback.actions import CommentText, add_comments
from panya.shared.people.actions.circles import circle_of_unit
from panya.shared.people.models import Unit, User
from panya.site.demo.people import load_people
from panya.site.demo.units import load_units

FOLDER = Path(__file__).parent
_MARK = "demo"


def read(name: str) -> Any:
    """One of the demo's JSON files."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def is_loaded() -> bool:
    """True once the demo's notes are there."""
    return Item.objects.filter(import_format=_MARK).exists()


@transaction.atomic
def load_demo() -> bool:
    """Load units, people, topics and notes; False where the demo had been loaded before."""
    if is_loaded():
        return False
    load_units(read("units.json"))
    load_people(read("people.json"), read("names.json"))
    _load_topics(read("topics.json"))
    for note in sorted(read("notes.json"), key=lambda note: _written(note)):
        _load_note(note)
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


def _load_note(row: dict[str, Any]) -> None:
    author = _person(row["author"])
    written_at = _written(row)
    body = (FOLDER / "notes" / f"{row['slug']}.html").read_text(encoding="utf-8")
    item = create_item(
        "note",
        Text(row["title"], row["lead"], body),
        _place(row, author),
        owner=author,
        author=author,
        written_at=written_at,
    )
    publish_latest(item, by=author, at=written_at)
    Item.objects.filter(pk=item.pk).update(import_format=_MARK, import_id=row["slug"])
    activity.record("notes.publish", item=item, by=author, at=written_at)
    add_comments(item, [_comment(comment, written_at) for comment in row["comments"]])


def _place(row: dict[str, Any], author: User) -> Place:
    if author.unit is None:
        raise ValueError(f"{row['author']} has no posting")
    return Place(
        unit=author.unit,
        access=row["access"],
        circles=tuple(circle_of_unit(Unit.objects.by_code(code)) for code in row["circles"]),
        notebook=notebook_named(author, row["notebook"]),
        licence=row["licence"],
        topics=(Topic.objects.get(slug=row["topic"]),),
        tags=tuple(row["tags"]),
    )


def _comment(row: dict[str, Any], written_at: datetime) -> CommentText:
    return CommentText(
        name=row["name"],
        body_html=paragraphs_html(row["text"]),
        masked_address=row["masked_address"] or "",
        written_at=min(written_at + timedelta(days=row["days_after"], hours=3), timezone.now()),
        author=_person(row["author"]) if row["author"] else None,
    )


def _written(row: dict[str, Any]) -> datetime:
    """History has its date; the living era is dated back from the day of loading."""
    written = row["written"]
    if "date" in written:
        return datetime.fromisoformat(written["date"]).replace(tzinfo=timezone.get_default_timezone())
    return timezone.now() - timedelta(days=written["days_ago"])


def _person(name: str) -> User:
    person = User.objects.by_sign_in_name(name)
    if person is None:
        raise ValueError(f"{name} is not among the demo's people")
    return person
