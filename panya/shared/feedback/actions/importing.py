"""Comments as imports and the demo bring them."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from panya.base.core.client_address import mask_address
from panya.base.thai.normalise import normalise_line
from panya.shared.content.html import clean_html, plain_text
from panya.shared.content.models import Item
from panya.shared.feedback.models import Comment
from panya.shared.people.models import User

_MASKED = re.compile(r"[0-9a-fx.:]{3,60}", re.IGNORECASE)


@dataclass(frozen=True)
class CommentText:
    """A comment as a source gives it; what the source does not say stays empty."""

    name: str
    body_html: str
    masked_address: str = ""
    written_at: datetime | None = None
    author: User | None = None


@transaction.atomic
def add_comments(item: Item, comments: list[CommentText]) -> list[Comment]:
    """Store comments under an item in their order; bodies cleaned, addresses masked."""
    rows = [_row(item, comment) for comment in comments]
    Comment.objects.bulk_create(rows)
    Item.objects.filter(pk=item.pk).update(comment_count=F("comment_count") + len(rows))
    return rows


@transaction.atomic
def add_missing_comments(item: Item, comments: list[CommentText]) -> None:
    """Store the comments that are not under the item yet; none that is there is changed or taken away."""
    there = {_identity(row) for row in item.comments.all()}
    add_comments(item, [comment for comment in comments if _identity(_row(item, comment)) not in there])


def _identity(row: Comment) -> tuple[str, str, datetime | None, str]:
    return row.name, row.masked_address, row.written_at, row.body_text


def _row(item: Item, comment: CommentText) -> Comment:
    body = clean_html(comment.body_html)
    return Comment(
        item=item,
        author=comment.author,
        name=normalise_line(comment.name)[:120],
        masked_address=_stored_address(comment.masked_address),
        body_html=body,
        body_text=plain_text(body),
        written_at=comment.written_at,
    )


def _stored_address(address: str) -> str:
    """An imported mask stays as it came; a whole address is masked; anything else is dropped."""
    address = address.strip()
    if "xxx" in address.lower() and _MASKED.fullmatch(address):
        return address
    return mask_address(address)
