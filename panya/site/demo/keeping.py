"""Thanks, follows and reading lists of the demo's people."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from panya.shared.content.models import Item, Tag, Topic
from panya.shared.feedback.actions.following import follow
from panya.shared.feedback.actions.thanks import keep_for_later, thank
from panya.shared.feedback.models import Followed, FollowKind, Thank
from panya.shared.people.models import Unit
from panya.site.demo.days import written
from panya.site.demo.stories import person

# Thanks for older notes were told long ago: nobody's bell rings for 2549.
_STILL_NEWS = timedelta(days=21)


def load_thanks(rows: list[dict[str, Any]], items: dict[str, Item]) -> None:
    """Those who thanked for each note; for the newest ones the bell of the author says so."""
    old = []
    for row in rows:
        item = items[row["slug"]]
        if timezone.now() - written(row) < _STILL_NEWS:
            for name in row["thanks"]:
                thank(item, by=person(name))
        else:
            old += [Thank(item=item, person=person(name)) for name in row["thanks"]]
    Thank.objects.bulk_create(old)


def load_keeping(rows: list[dict[str, Any]], items: dict[str, Item]) -> None:
    """What people follow and what they keep to read later."""
    for row in rows:
        by = person(row["person"])
        for kind, key in row["follows"]:
            follow(FollowKind(kind), _followed(kind, key, items), by=by)
        for slug in row["bookmarks"]:
            keep_for_later(items[slug], by=by)


def _followed(kind: str, key: str, items: dict[str, Item]) -> Followed:
    if kind == FollowKind.ITEM:
        return items[key]
    if kind == FollowKind.PERSON:
        return person(key)
    if kind == FollowKind.UNIT:
        return Unit.objects.by_code(key)
    return Topic.objects.get(slug=key) if kind == FollowKind.TOPIC else Tag.objects.get(name=key)
