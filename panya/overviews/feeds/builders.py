"""A feed as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1; every address in it is absolute."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape

from panya.overviews.feeds.queries import Feed, changed_at
from panya.shared.content.models import Item

LANGUAGE = "th"
# An empty feed is as old as the knowledge base that came before it.
_BEGINNING = datetime(2006, 5, 22, tzinfo=UTC)
# What XML 1.0 cannot hold, however it is written.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Dated:
    """The same records give the same bytes: the feed is as old as what is in it, never “now”."""

    def latest_post_date(self) -> datetime:
        dates = [item["updateddate"] or item["pubdate"] for item in self.items]  # type: ignore[attr-defined]
        return max(dates, default=_BEGINNING)


class AtomFeed(_Dated, Atom1Feed):
    """RFC 4287."""


class RssFeed(_Dated, Rss201rev2Feed):
    """RSS 2.0."""


def atom(feed: Feed, path: str) -> bytes:
    return _xml(AtomFeed, feed, path)


def rss(feed: Feed, path: str) -> bytes:
    return _xml(RssFeed, feed, path)


def json_feed(feed: Feed, path: str) -> bytes:
    written = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _fit(feed.title),
        "home_page_url": absolute(feed.page),
        "feed_url": absolute(path),
        "language": LANGUAGE,
        "items": [_json_item(item) for item in feed.items],
    }
    return json.dumps(written, ensure_ascii=False, indent=1).encode()


def absolute(path: str) -> str:
    return f"{settings.PANYA_URL}{path}"


def _xml(kind: type[SyndicationFeed], feed: Feed, path: str) -> bytes:
    page = absolute(feed.page)
    written = kind(_fit(feed.title), page, _fit(feed.title), language=LANGUAGE, feed_url=absolute(path), feed_guid=page)
    for item in feed.items:
        address = absolute(item.get_absolute_url())
        written.add_item(
            title=_fit(item.title),
            link=address,
            description=escape(_fit(item.summary or item.title)),
            unique_id=address,
            unique_id_is_permalink=True,
            author_name=_fit(item.author_shown),
            pubdate=item.published_at,
            updateddate=changed_at(item),
            categories=[_fit(tag.name) for tag in item.tags.all()],
        )
    return written.writeString("utf-8").encode()


def _json_item(item: Item) -> dict[str, Any]:
    address = absolute(item.get_absolute_url())
    return {
        "id": address,
        "url": address,
        "title": _fit(item.title),
        "content_text": _fit(item.summary or item.title),
        "date_published": item.published_at.isoformat() if item.published_at else None,
        "date_modified": changed_at(item).isoformat(),
        "authors": [{"name": _fit(item.author_shown)}],
        "tags": [_fit(tag.name) for tag in item.tags.all()],
        "language": item.language,
    }


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)
