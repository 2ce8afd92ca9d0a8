"""The notes of the demo ministry with what people said under them: dated history, and the months before today."""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone

from panya.features.notes.actions import retire_note
from panya.shared.activity import actions as activity
from panya.shared.content.actions.items import Place, create_item, publish_latest
from panya.shared.content.actions.notebooks import notebook_named
from panya.shared.content.html import paragraphs_html
from panya.shared.content.mentions import mention_of
from panya.shared.content.models import Item, Topic
from panya.shared.content.text import Text
from panya.shared.feedback.actions.comments import write_guest_comment
from panya.shared.feedback.actions.importing import CommentText, add_comments
from panya.shared.feedback.actions.moderation import report
from panya.shared.feedback.models import Comment
from panya.shared.people.actions.circles import circle_of_unit
from panya.shared.people.models import Unit, User
from panya.site.demo.days import said, written

FOLDER = Path(__file__).parent
MARK = "demo"
_LINK = re.compile(r'"note:([a-z0-9-]+)"')
_MENTION = re.compile(r"\{@([^}]+)\}")


def stories() -> list[dict[str, Any]]:
    """Every note of every theme, the oldest first, so that a note may link to older ones."""
    files = sorted((FOLDER / "themes").glob("*.json"))
    rows = [row for file in files for row in json.loads(file.read_text(encoding="utf-8"))]
    return sorted(rows, key=written)


def load_stories(rows: list[dict[str, Any]]) -> dict[str, Item]:
    """Write, publish and discuss every note; those that were replaced are retired last."""
    person.cache_clear()
    items: dict[str, Item] = {}
    for row in rows:
        items[row["slug"]] = _load(row, items)
    for row in rows:
        if retired := row.get("retired"):
            item = items[row["slug"]]
            retire_note(item, by=_writer(item), reason=retired["reason"], superseded_by=items[retired["successor"]])
    return items


def _load(row: dict[str, Any], items: dict[str, Item]) -> Item:
    author, at = person(row["author"]), written(row)
    item = create_item("note", _text(row, items), _place(row, author, at), owner=author, author=author, written_at=at)
    Item.objects.filter(pk=item.pk).update(import_format=MARK, import_id=row["slug"])
    if row.get("status") == "draft":
        return item
    publish_latest(item, by=author, at=at)
    activity.record("notes.publish", item=item, by=author, at=at)
    for comment in row["comments"]:
        _discuss(item, comment, at)
    for guest in row.get("waiting", ()):
        write_guest_comment(item, guest["text"], name=guest["guest"], address=guest["address"])
    return item


def _text(row: dict[str, Any], items: dict[str, Item]) -> Text:
    body = (FOLDER / "notes" / f"{row['slug']}.html").read_text(encoding="utf-8")
    body = _LINK.sub(lambda link: f'"{reverse("note", args=[items[link[1]].pk])}"', body)
    return Text(row["title"], row["lead"], body)


def _place(row: dict[str, Any], author: User, at: datetime) -> Place:
    return Place(
        unit=unit_then(author, at),
        access=row["access"],
        circles=tuple(circle_of_unit(Unit.objects.by_code(code)) for code in row["circles"]),
        notebook=notebook_named(author, row["notebook"]),
        licence=row["licence"],
        topics=(Topic.objects.get(slug=row["topic"]),),
        tags=tuple(row["tags"]),
    )


def unit_then(author: User, at: datetime) -> Unit:
    """What a person wrote stays with the unit of that day."""
    posting = author.postings.on(timezone.localdate(at)).select_related("unit").first()
    if posting is None:
        raise ValueError(f"{author} had no posting on {at:%Y-%m-%d}")
    return posting.unit


def _discuss(item: Item, row: dict[str, Any], published: datetime) -> None:
    """What was said under a note, with the answers to it and what somebody reported."""
    answers = row.get("replies", [])
    first, *under = add_comments(item, [_comment(comment, published) for comment in (row, *answers)])
    Comment.objects.filter(pk__in=[comment.pk for comment in under]).update(parent=first)
    if told := row.get("reported"):
        by = person(told["by"])
        report(item, reason=told["reason"], words=told["words"], by=by, address="", comment=first)


def _comment(row: dict[str, Any], published: datetime) -> CommentText:
    author = person(row["author"]) if "author" in row else None
    return CommentText(
        name=author.name if author else row["guest"],
        body_html=_MENTION.sub(lambda found: mention_of(person(found[1])), paragraphs_html(row["text"])),
        masked_address=row.get("masked_address", ""),
        written_at=said(row, published),
        author=author,
    )


@cache
def person(name: str) -> User:
    """One of the demo's people, by e-mail or person code; looked up once in a load."""
    found = User.objects.by_sign_in_name(name)
    if found is None:
        raise ValueError(f"{name} is not among the demo's people")
    return found


def _writer(item: Item) -> User:
    if item.author is None:
        raise ValueError(f"{item} has no author")
    return item.author
