"""A feed as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import feedgenerator
from django.utils.html import escape

from panya.overviews.feeds.queries import Feed, absolute, changed_at
from panya.shared.content.models import Item

# What XML 1.0 cannot hold, not even escaped.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The year in which the ids were first given out (RFC 4151); it never changes.
_ISSUED = 2026


def as_atom(feed: Feed) -> str:
    return _generated(_Atom, feed, "atom")


def as_rss(feed: Feed) -> str:
    return _generated(_Rss, feed, "rss")


def as_json(feed: Feed) -> str:
    shown = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": absolute(feed.page),
        "feed_url": absolute(f"{feed.address}json"),
        "language": "th",
        "items": [_json_item(item) for item in feed.items],
    }
    return json.dumps(shown, ensure_ascii=False, indent=1)


FORMS: dict[str, tuple[Callable[[Feed], str], str]] = {
    "atom": (as_atom, "application/atom+xml; charset=utf-8"),
    "rss": (as_rss, "application/rss+xml; charset=utf-8"),
    "json": (as_json, "application/feed+json; charset=utf-8"),
}


class _Dated(feedgenerator.SyndicationFeed):
    """Its day is that of its records: an empty feed is not new at each look."""

    def latest_post_date(self) -> datetime:
        return self.feed["changed_at"]


class _Atom(_Dated, feedgenerator.Atom1Feed):
    pass


class _Rss(_Dated, feedgenerator.Rss201rev2Feed):
    pass


def _generated(form: type[feedgenerator.SyndicationFeed], feed: Feed, ending: str) -> str:
    written = form(
        title=_clean(feed.title),
        link=absolute(feed.page),
        description=_clean(feed.description),
        language="th",
        feed_url=absolute(f"{feed.address}{ending}"),
        feed_guid=_id(f"feed/{feed.key}"),
        changed_at=feed.updated,
    )
    for item in feed.items:
        written.add_item(
            title=_clean(item.title),
            link=absolute(item.get_absolute_url()),
            # Both formats read it as HTML.
            description=escape(_clean(item.summary)),
            author_name=_clean(item.author_shown),
            pubdate=item.published_at,
            updateddate=changed_at(item),
            unique_id=_item_id(item),
            unique_id_is_permalink=False,
            categories=[_clean(tag.name) for tag in item.tags.all()],
        )
    return written.writeString("utf-8")


def _json_item(item: Item) -> dict[str, Any]:
    published = item.published_at or changed_at(item)
    return {
        "id": _item_id(item),
        "url": absolute(item.get_absolute_url()),
        "title": item.title,
        "content_text": item.summary or item.title,
        "summary": item.summary,
        "date_published": published.isoformat(timespec="seconds"),
        "date_modified": changed_at(item).isoformat(timespec="seconds"),
        "authors": [{"name": item.author_shown}],
        "tags": [tag.name for tag in item.tags.all()],
        "language": item.language,
    }


def _item_id(item: Item) -> str:
    return _id(f"{item.kind}/{item.pk}")


def _id(name: str) -> str:
    """A tag URI: it stays the same when the address of the page changes."""
    return f"tag:{urlsplit(settings.PANYA_URL).hostname or 'panya.invalid'},{_ISSUED}:{name}"


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
